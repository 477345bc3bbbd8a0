"""`manage.py publish_round`: a new revision from the live record, told before it is done."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kartlaggning.choices import AreaKind
from kartlaggning.models import Edition, Municipality
from kartlaggning.selectors.editions import current_atlas


def run(*arguments):
    out = StringIO()
    call_command("publish_round", *arguments, stdout=out)
    return out.getvalue()


def test_without_commit_nothing_is_published(record, settings):
    settings.DEMONSTRATION = False
    assert "Torrkörning" in run("2024")
    assert not Edition.objects.filter(ref="2024-r2").exists()


def test_with_commit_the_public_sees_what_has_changed_in_the_live_record(record, settings):
    settings.DEMONSTRATION = False
    Municipality.objects.filter(name="Nacka").update(outline=None)
    assert "2024-r2" in run("2024", "--commit")
    municipalities = current_atlas().areas_of(AreaKind.MUNICIPALITY)
    outlines = {area.ref.name: area.outline_wgs84 for area in municipalities}
    assert outlines["Nacka"] is None
    assert outlines["Solna"] is not None


def test_an_unknown_year_is_answered_with_those_there_are(record):
    with pytest.raises(CommandError, match="2021, 2023 och 2024"):
        run("2022", "--commit")


def test_a_demonstration_publishes_its_own_editions(demonstration):
    assert "2024-exempel-r2" in run("2024", "--commit")
    assert Edition.objects.get(ref="2024-r1").state == "superseded"


def test_outside_a_demonstration_nothing_made_up_is_shown(demonstration, settings):
    settings.DEMONSTRATION = False
    assert current_atlas().editions == ()
    run("2024", "--commit")
    assert [edition.ref for edition in current_atlas().editions] == ["2024-r2"]
