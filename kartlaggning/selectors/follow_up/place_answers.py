"""What the surveys say of a scene's kind of place: only where the survey, and that question in it, may be read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kartlaggning.choices import Visibility
from kartlaggning.followup.place_kinds import place_kind
from kartlaggning.models import Question, Survey
from kartlaggning.permissions import Actor, levels_for
from kartlaggning.selectors.surveys import visible_to

KEY = "location_type"


@dataclass(frozen=True, slots=True)
class PlaceAnswers:
    """The kinds of place by the scene's permanent id, from its latest survey that answers; and every kind in words."""

    by_scene: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]

    def of(self, public_id: str) -> tuple[str, ...]:
        """Return the keys of a scene's kinds of place; none where they are not known or may not be read."""
        return self.by_scene.get(public_id, ())

    def in_words(self, public_id: str) -> str:
        """Return a scene's kinds of place in words; empty for none."""
        return ", ".join(self.words.get(key, key) for key in self.of(public_id))


def place_answers(actor: Actor, allowed: Collection[Visibility] = tuple(Visibility)) -> PlaceAnswers:
    """Return what the actor may read, where the question is of one of the levels. Costs two queries."""
    levels, words = _questions()
    found: dict[str, tuple[str, ...]] = {}
    for survey in _answered(actor):
        level = levels.get(survey.survey_round.questionnaire_id or 0)
        answer = survey.content.get(KEY)
        if level in allowed and level in levels_for(actor, survey) and answer:
            found[survey.scene.public_id] = tuple(answer) if isinstance(answer, list) else (str(answer),)
    return PlaceAnswers(found, words)


def _questions() -> tuple[dict[int, Visibility], dict[str, str]]:
    """Return who may read the question in each version of the form, and its options in words."""
    levels, words = {}, {}
    for question in Question.objects.filter(key=KEY).order_by("questionnaire_id"):
        levels[question.questionnaire_id] = Visibility(question.visibility)
        words.update({option["key"]: place_kind(option["key"]) for option in question.options})
    return levels, words


def _answered(actor: Actor) -> list[Survey]:
    surveys = visible_to(actor).select_related(None).select_related("scene", "survey_round")
    asked = surveys.filter(survey_round__questionnaire__isnull=False, content__has_key=KEY)
    return list(asked.defer("outline", "field_versions").order_by("survey_round__year"))
