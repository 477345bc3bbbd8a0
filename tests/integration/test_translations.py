"""The English catalogue: complete, up to date, compiled, and with the same placeholders as the Swedish."""

import re
from datetime import date

import pytest
from babel.messages.mofile import read_mo
from django.template import Context, Template
from django.utils import translation

from scripts import translations

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def stored():
    return translations.read(translations.CATALOGUE)


def as_tuple(value: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value or "",) if value is None or isinstance(value, str) else tuple(value)


def as_text(context: str | bytes | None) -> str:
    """Babel gives the context of a compiled text as bytes."""
    return context.decode() if isinstance(context, bytes) else context or ""


def texts(catalogue) -> dict:
    """Return the translations by text and context; one form each, or two where the text has a plural."""
    return {
        (as_tuple(message.id), as_text(message.context)): as_tuple(message.string)
        for message in catalogue
        if message.id
    }


def test_every_text_of_the_site_has_an_english_one(stored):
    wanted = set(texts(translations.collected()))
    assert wanted - set(texts(stored)) == set(), "run scripts/translations.py"
    assert translations.untranslated(stored) == []


def test_the_catalogue_holds_nothing_that_is_no_longer_used(stored):
    wanted = set(texts(translations.collected()))
    assert set(texts(stored)) - wanted == set(), "run scripts/translations.py"


def test_the_compiled_catalogue_is_that_of_the_text(stored):
    with translations.CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = texts(read_mo(file))
    assert compiled == texts(stored), "run scripts/translations.py"


def test_a_translation_has_the_placeholders_of_its_text(stored):
    for (text, _context), translated in texts(stored).items():
        wanted = {name for part in text for name in PLACEHOLDER.findall(part)}
        assert {name for part in translated for name in PLACEHOLDER.findall(part)} == wanted, text


def test_a_new_text_is_found_in_templates_and_in_python():
    found = {message.id for message in translations.collected()}
    assert "Hoppa till innehållet" in found
    assert "Stockholms stad" in found
    assert ("%(count)s plats", "%(count)s platser") in found


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("sv", "1 234,5 | +3 | −10 | 4,2 ha | 0,05 ha | 96 % | 20 februari 2024 | a, b och c"),
        ("en", "1,234.5 | +3 | −10 | 4.2 ha | 0.05 ha | 96% | 20 February 2024 | a, b and c"),
    ],
)
def test_figures_are_written_as_the_language_writes_them(language, expected):
    template = Template(
        "{% load swedish %}{{ n|number:1 }} | {{ up|signed }} | {{ down|signed }} | {{ area|hectares }} | "
        "{{ small|hectares }} | {{ share|percent }} | {{ day|long_date }} | {{ words|listed }}"
    )
    values = {
        "n": 1234.5,
        "up": 3,
        "down": -10,
        "area": 42_000,
        "small": 500,
        "share": 96,
        "day": date(2024, 2, 20),
        "words": ["a", "b", "c"],
    }
    with translation.override(language):
        assert template.render(Context(values)).replace("\N{NO-BREAK SPACE}", " ") == expected
