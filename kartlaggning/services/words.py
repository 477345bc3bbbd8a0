"""The check of short free texts, such as a reason, before they are kept and logged."""

from kartlaggning.errors import Refused
from kartlaggning.personal_data import has_identity_number
from kartlaggning.plain_text import clean


def free_text(text: str, *, required: str = "", longest: int | None = None) -> str:
    """Return the text without what surrounds it, or refuse it.

    `required` is what to say where nothing is written; empty means that nothing has to be. `longest` is in characters.
    """
    words = clean(text).strip().replace("\r\n", "\n")
    if required and not words:
        raise Refused(required)
    if longest is not None and len(words) > longest:
        raise Refused(f"Korta texten till högst {longest} tecken. Den är {len(words)}.")
    if has_identity_number(words):
        raise Refused("Texten ser ut att innehålla ett personnummer. Ta bort det.")
    return words
