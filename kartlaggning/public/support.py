"""What a reader can do about a place: functions and public numbers, never persons, each with source and date."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The day the entries below were written down. No authority has checked them, and the page says so.
ENTERED_ON = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Help:
    """One way to get help. `number` is the telephone number as it is written, `source` where it is published."""

    situation: str | Promise
    advice: str | Promise
    number: str
    source: str
    source_url: str

    @property
    def telephone_link(self) -> str:
        """Return the number as a telephone takes it."""
        return f"tel:{self.number.replace(' ', '')}"


HELP = (
    Help(
        _("Fara för liv, eller brott som pågår"),
        _("Ring nödnumret. Där når du polis, ambulans och räddningstjänst."),
        "112",
        "SOS Alarm",
        "https://www.sosalarm.se/",
    ),
    Help(
        _("Anmäla ett brott eller lämna ett tips"),
        _("Ring polisen när det inte är bråttom."),
        "114 14",
        "Polisen",
        "https://polisen.se/",
    ),
    Help(
        _("Stöd vid beroende, för dig eller för någon du bryr dig om"),
        _("Ring sjukvårdsrådgivningen. Där får du råd, och besked om var det finns beroendevård och anhörigstöd."),
        "1177",
        "1177",
        "https://www.1177.se/",
    ),
)
