"""README and docs/ held to the project: what they name is there, and what is there is named."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

PROJECT = Path(__file__).resolve().parent.parent
PAGES = (PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md")))
OURS = {name for name, app in get_commands().items() if app == "kartlaggning"}
# Run by `make run`, or once when the data is prepared; the rest is for whoever runs the portal.
OF_THE_WORKSHOP = {"first_start", "load_record", "load_demonstration", "make_municipality_outlines"}
DJANGOS = set(get_commands()) - OURS


def text_of_all():
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def commands_named(text):
    return set(re.findall(r"\bmanage(?:\.py)? ([a-z_]{4,})\b", text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_named_is_there(page):
    assert commands_named(page.read_text(encoding="utf-8")) - OURS - DJANGOS == set()


def test_every_command_for_the_operator_is_described():
    assert OURS - OF_THE_WORKSHOP - commands_named(text_of_all()) == set()


def test_every_timer_is_described():
    text = (PROJECT / "docs" / "deployment.md").read_text(encoding="utf-8")
    timers = [path.stem for path in (PROJECT / "deploy").glob("*.timer")]
    assert timers
    assert [timer for timer in timers if timer not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_to_one(page):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_map_of_the_code_names_folders_that_are_there():
    block = re.search(r"## Map of the code\n.*?```\n(.*?)```", PAGES[0].read_text(encoding="utf-8"), re.DOTALL)
    named = re.findall(r"(?<!\S)((?:[a-z_]+/)+)(?=\s)", block[1])
    roots = (PROJECT, PROJECT / "kartlaggning")
    assert named
    assert [name for name in named if not any((root / name).is_dir() for root in roots)] == []
