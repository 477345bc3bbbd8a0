"""The fields of a survey in Swedish words: what a field is called, and what its value says."""

from shapely.errors import ShapelyError

from kartlaggning import content
from kartlaggning.geometry.outline_checks import AREA_CHANGED, FAR_FROM_MUNICIPALITY, OVERLAP
from kartlaggning.questionnaire import COMMENT, Questionnaire, in_words
from kartlaggning.swedish import NO_BREAK_SPACE, number

NOTHING = "inget svar"
_REASONS = {
    FAR_FROM_MUNICIPALITY: "Skäl till att gränsen ligger långt från kommunen",
    OVERLAP: "Skäl till att gränsen går in över en annan plats",
    AREA_CHANGED: "Skäl till att ytan har ändrats mycket",
    "criteria": "Skäl till att bedömningen är en annan än definitionen ger",
}


def label_of(key: str, questionnaire: Questionnaire) -> str:
    """Return what a field is called; a key that nobody knows is its own name."""
    if key == content.OUTLINE:
        return "Gräns"
    if key.startswith(content.REASON):
        return _REASONS.get(key.removeprefix(content.REASON), "Skäl")
    if key.startswith(content.EXPLAINED):
        return f"Förklaring: {label_of(key.removeprefix(content.EXPLAINED), questionnaire)}"
    question = questionnaire.question(key)
    if question is None:
        return key
    text = f"{question.group} {question.text}".strip()
    return f"Kommentar: {text}" if key.endswith(COMMENT) else text


def value_in_words(key: str, value: object, questionnaire: Questionnaire) -> str:
    """Return what a field says; an outline says how large it is, and what is not answered says so."""
    if value is None or value == "" or value == []:
        return "ingen gräns" if key == content.OUTLINE else NOTHING
    if key == content.OUTLINE:
        return _outline_words(value)
    question = questionnaire.question(key)
    if question is None or key != question.key or not isinstance(value, (str, list, bool, int, float)):
        return str(value)
    return in_words(question, value) or str(value)


def _outline_words(value: object) -> str:
    if isinstance(value, dict) and "area_m2" in value:  # as the log keeps it, without its corners
        return f"{number(value['area_m2'] / 10_000, 2)}{NO_BREAK_SPACE}ha"
    try:
        outline = content.outline_of({content.OUTLINE: value})
    except (ShapelyError, AttributeError, KeyError, TypeError, ValueError):
        outline = None
    if outline is None:
        return "en gräns"
    parts = "" if len(outline.geoms) == 1 else f" i {len(outline.geoms)} delar"
    return f"{number(outline.area / 10_000, 2)}{NO_BREAK_SPACE}ha{parts}"
