"""What of a survey a masked copy can show: the public fields, and the guarded ones that the maker may read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from kartlaggning import content
from kartlaggning.choices import Origin, Section, Visibility
from kartlaggning.exports.masked_copy import Choice, Line, MaskedCopy, Part
from kartlaggning.field_words import label_of, value_in_words
from kartlaggning.models import Survey
from kartlaggning.permissions import Actor, levels_for
from kartlaggning.questionnaire import Questionnaire
from kartlaggning.selectors import questionnaires

_GROUNDS = {
    Visibility.SHARED: "prövas enligt OSL 18 kap. 1 § och 35 kap. 1 § (förslag)",
    Visibility.POLICE_ONLY: "OSL 18 kap. 1 § (förslag)",
}
LEFT_OUT = "Underskrifter, kommentarer och historik ingår inte i kopian."
_GUARDED = "Uppgifter som bara Polisen får läsa har inte tagits med. De begärs ut hos Polisen."


@dataclass(frozen=True, slots=True)
class Maskable:
    """A guarded field that the maker may read: what it is called, what it says, and the ground to mask it on."""

    key: str
    label: str
    value: str
    level: str
    default_ground: str


def maskable(survey: Survey, actor: Actor) -> tuple[Maskable, ...]:
    """Return the guarded fields of a survey that the actor may read, in the form's order."""
    asked = questionnaires.of_round(survey.survey_round)
    return tuple(
        Maskable(key, label_of(key, asked), value_in_words(key, value, asked), str(level.label), _GROUNDS[level])
        for key, value, level in _readable(survey, actor, asked)
        if level is not Visibility.PUBLIC
    )


def masked_copy(
    survey: Survey, actor: Actor, choices: Mapping[str, Choice], *, registration_number: str, made_on: date
) -> MaskedCopy:
    """Return the copy. A field that the actor may not read is not in it, and of a masked one only its label is."""
    asked = questionnaires.of_round(survey.survey_round)
    lines = [
        (content.section_of(key, asked), _line(key, value, level, asked, choices))
        for key, value, level in _readable(survey, actor, asked)
    ]
    has_guarded = Visibility.POLICE_ONLY not in levels_for(actor, survey)
    return MaskedCopy(
        title=f"{survey.scene.name}, kartläggningen {survey.survey_round.year}",
        registration_number=registration_number,
        made_on=made_on,
        state=f"{survey.scene.public_id} i {survey.municipality.name}. Läge: {survey.get_state_display()}.",
        mark="Påhittat exempel, ingen verklig plats" if survey.origin == Origin.EXAMPLE else "",
        parts=[
            Part(str(section.label), tuple(line for _section, line in group))
            for section, group in groupby(lines, key=lambda pair: pair[0])
        ],
        left_out=f"{_GUARDED} {LEFT_OUT}" if has_guarded else LEFT_OUT,
    )


def _readable(survey: Survey, actor: Actor, asked: Questionnaire) -> Iterator[tuple[str, Any, Visibility]]:
    """Yield key, value and level of what the actor may read, in the form's order."""
    values = content.readable(survey.content, asked, levels_for(actor, survey))
    order = {key: place for place, key in enumerate(asked.visibility)}
    sections = list(Section)

    def place(key: str) -> tuple[int, int, str]:
        return sections.index(content.section_of(key, asked)), order.get(key, -1), key

    for key in sorted(values, key=place):
        yield key, values[key], content.visibility_of(key, asked)


def _line(key: str, value: Any, level: Visibility, asked: Questionnaire, choices: Mapping[str, Choice]) -> Line:
    label = label_of(key, asked)
    if level is Visibility.PUBLIC:
        return Line(label, value_in_words(key, value, asked))
    choice = choices.get(key, Choice(is_shown=False, ground=_GROUNDS[level]))
    if choice.is_shown:
        return Line(label, value_in_words(key, value, asked))
    return Line(label, "", masked=choice.ground)
