"""The table of what is kept: every model and every folder has its row, and every row says all it must."""

import re

import pytest
from django.apps import apps
from django.conf import settings

from kartlaggning.retention import KINDS, Disposal
from kartlaggning.services.backup import NOT_KEPT
from kartlaggning.services.disposal_purgers import PURGERS

FOLDER = re.compile(r'DATA_DIR / "([\w.-]+)"')


def test_every_model_has_its_row_and_only_one():
    listed = [label for kind in KINDS.values() for label in kind.models]
    # What is not managed is PostGIS's own views of its columns.
    assert sorted(listed) == sorted(model._meta.label for model in apps.get_models() if model._meta.managed)


def test_every_folder_of_the_installation_has_its_row():
    named = {folder for kind in KINDS.values() for folder in kind.folders}
    code = [*(settings.BASE_DIR / "kartlaggning").rglob("*.py"), *(settings.BASE_DIR / "drogscener").rglob("*.py")]
    used = {name for path in code for name in FOLDER.findall(path.read_text(encoding="utf-8"))}
    assert used | set(NOT_KEPT) <= named


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_row_says_why_on_what_ground_and_for_how_long(kind):
    assert kind.title
    assert kind.purpose
    assert kind.basis
    assert kind.time_note
    assert kind.models or kind.folders or kind.elsewhere
    if kind.disposal is Disposal.NEVER:
        assert kind.reason
        assert kind.keep_days is None
    if kind.is_disposable:
        assert kind.keep_days
        assert kind.age


def test_just_what_may_be_disposed_of_has_a_purger():
    assert set(PURGERS) == {key for key, kind in KINDS.items() if kind.is_disposable}


@pytest.mark.parametrize("key", ["log", "signatures", "editions", "surveys", "removals", "disposal-decisions"])
def test_what_is_evidence_is_never_disposed_of(key):
    assert KINDS[key].disposal is Disposal.NEVER


def test_the_page_about_personal_data_says_what_the_table_says():
    text = (settings.BASE_DIR / "templates/public/texts/privacy.sv.html").read_text(encoding="utf-8")
    words = " ".join(text.split())
    assert "meddelanden sparas tills det finns ett gallringsbeslut" in words
    assert KINDS["messages"].disposal is Disposal.BY_DECISION
    assert "Loggen tas inte bort" in words
    assert KINDS["log"].disposal is Disposal.NEVER
    assert "tid, ip-adress och webbläsare, till dess inloggningen är slut" in words
