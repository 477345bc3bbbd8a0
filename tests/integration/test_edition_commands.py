"""The commands of publishing: told before anything is done, done with --commit, verified, and done by the timer."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from kartlaggning.models import AuditEntry, Edition, PlannedPublication, SurveyRound
from kartlaggning.selectors.editions.files import folder_of
from kartlaggning.services.editions.plans import plan_publication
from kartlaggning.services.editions.publication import build_edition
from kartlaggning.services.removals.decisions import Reasons, ask_to_redact_scene, confirm
from tests.editions_at import corrected

REASONS = Reasons("Fel ort.", "Borttagen.")


def run(name, *arguments):
    out = StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def documented(record, settings):
    settings.DEMONSTRATION = False
    return SurveyRound.objects.get(year=2024)


@pytest.fixture
def built(documented):
    documented.surveys.filter(scene__name="Dalen").update(note="Ny anmärkning.")
    return build_edition(documented, demonstration=False, by="test")


def state(ref):
    return Edition.objects.filter(ref=ref).values_list("state", flat=True).first()


def test_a_dry_run_shows_checks_and_differences_and_leaves_nothing(documented, settings):
    documented.surveys.filter(scene__name="Dalen").update(note="Ny anmärkning.")
    before = sorted(path.name for path in settings.EDITIONS_DIR.iterdir())
    said = run("build_edition", "2024")
    assert "Torrkörning" in said
    assert "Mot Kartläggning 2024, revision 1 (2024-r1):" in said
    assert "Dalen (S-" in said
    assert "→ Ny anmärkning." in said
    assert "Stämmer: Inget påhittat finns med." in said
    assert state("2024-r2") is None
    assert sorted(path.name for path in settings.EDITIONS_DIR.iterdir()) == before


def test_with_commit_the_edition_is_built_and_not_published(documented):
    assert "2024-r2 är byggd" in run("build_edition", "2024", "--commit")
    assert (state("2024-r2"), state("2024-r1")) == ("ready", "current")


def test_a_round_under_way_is_not_built(demonstration, round_2026):
    with pytest.raises(CommandError, match="Omgången 2026 pågår"):
        run("build_edition", "2026")
    with pytest.raises(CommandError, match="Det finns för"):
        run("build_edition", "1999")


def test_publishing_is_a_dry_run_until_it_is_told_to_commit(built):
    assert "2024-r2 är publicerad" in run("publish_edition", "2024-r2")
    assert state("2024-r2") == "ready"
    run("publish_edition", "2024-r2", "--commit")
    assert (state("2024-r2"), state("2024-r1")) == ("current", "superseded")
    with pytest.raises(CommandError, match="inte byggd och klar"):
        run("publish_edition", "2024-r2", "--commit")
    with pytest.raises(CommandError, match="Det finns ingen utgåva 1999-r1"):
        run("publish_edition", "1999-r1")


def test_whole_editions_are_found_whole(demonstration):
    said = run("verify_editions")
    assert "2024-exempel-r1 (gällande): hel" in said
    assert "2024-r1 (ersatt): hel" in said
    assert "Alla 5 utgåvor är hela." in said


def file_of(edition, ending):
    """Return the path of the edition's file of scenes."""
    return folder_of(edition.pk, edition.ref, 0) / f"drogscener-{edition.ref}{ending}"


def damage(edition, ending, change):
    path = file_of(edition, ending)
    path.write_bytes(change(path.read_bytes()))


def test_a_changed_file_is_found_by_its_checksum_and_by_its_values(built):
    damage(built, ".geojson", lambda content: content.replace(b"Dalen", b"Dalby"))
    out = StringIO()
    with pytest.raises(CommandError, match="Utgåvor med fel: 1 av 3") as failure:
        call_command("verify_editions", stdout=out)
    assert failure.value.returncode == 1
    assert "2024-r2 (byggd, inte publicerad): FEL" in out.getvalue()
    assert "Filen drogscener-2024-r2.geojson är ändrad." in out.getvalue()
    assert "drogscener-2024-r2.geojson skiljer från raden för" in out.getvalue()
    assert "2024-r1 (gällande): hel" in out.getvalue()


@pytest.mark.parametrize(
    ("ending", "change", "said"),
    [
        (".csv", lambda content: content.replace(b"Dalen", b"Dalby"), "skiljer från raden för"),
        (".csv", lambda content: b"\r\n".join(content.split(b"\r\n")[:-2]), "saknar S-"),
        (".geojson", lambda content: content[:100], "kan inte läsas"),
        (".geojson", lambda content: content.replace(b'"id":"S-', b'"id":"T-'), "som raderna inte har"),
    ],
)
def test_each_way_in_which_a_file_may_differ_from_the_rows_is_named(built, ending, change, said):
    damage(built, ending, change)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_editions", stdout=out)
    assert said in out.getvalue()


def test_a_lost_file_is_found(built):
    file_of(built, ".csv").unlink()
    with pytest.raises(CommandError, match="1 av 3"):
        run("verify_editions")


def test_an_edition_with_something_taken_away_is_whole_too(documented, personas):
    corrected()
    edition = Edition.objects.get(ref="2024-r2")
    scene = edition.scenes.order_by("pk").first().public_id
    removal = ask_to_redact_scene(scene, [edition], reasons=REASONS, by=personas.actor("coordinator"))
    confirm(removal, by=personas.actor("second_coordinator"))
    assert "2024-r2 (gällande): hel" in run("verify_editions")


def due(edition, minutes=1):
    plan_publication(edition, publish_at=timezone.now() + timedelta(hours=1), by="Vera")
    PlannedPublication.objects.update(publish_at=timezone.now() - timedelta(minutes=minutes))


def test_the_timer_publishes_what_is_due_and_nothing_else(built):
    plan_publication(built, publish_at=timezone.now() + timedelta(hours=1), by="Vera")
    assert run("publish_due") == ""
    assert state("2024-r2") == "ready"
    due(built)
    assert run("publish_due") == "Utgåvan 2024-r2 är publicerad.\n"
    assert state("2024-r2") == "current"
    assert not PlannedPublication.objects.exists()
    assert run("publish_due") == ""
    entry = AuditEntry.objects.get(action="publish-edition", subject="2024-r2")
    assert entry.actor == "manage.py publish_due"


def test_what_is_refused_is_taken_off_the_plan_logged_and_mailed_once(
    built, settings, django_capture_on_commit_callbacks
):
    settings.COORDINATOR_EMAIL = "samordning@example.org"
    due(built)
    file_of(built, ".csv").write_bytes(b"annat")
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(CommandError, match="är ändrad") as failure:
        run("publish_due")
    assert failure.value.returncode == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert run("publish_due") == ""
    assert state("2024-r2") == "ready"
    assert not PlannedPublication.objects.exists()
    assert AuditEntry.objects.filter(action="fail-planned-publication", subject="2024-r2").count() == 1
    assert [message.to for message in mail.outbox] == [["samordning@example.org"]]
    assert "2024-r2 skulle ha publicerats" in mail.outbox[0].body


def test_a_moment_s_trouble_leaves_the_plan_and_is_mailed_once(built, settings, django_capture_on_commit_callbacks):
    settings.COORDINATOR_EMAIL = "samordning@example.org"
    due(built)
    path = file_of(built, ".csv")
    content = path.read_bytes()
    path.unlink()
    path.symlink_to("/proc/self/mem")  # reading it fails as on a disk that answers with an error
    for _minute in range(3):
        with django_capture_on_commit_callbacks(execute=True), pytest.raises(CommandError, match="OSError"):
            run("publish_due")
    assert len(mail.outbox) == 1
    assert PlannedPublication.objects.filter(edition=built).exists()
    path.unlink()
    path.write_bytes(content)
    assert "är publicerad" in run("publish_due")


def test_the_timer_carries_out_a_removal_that_was_stopped(documented, personas):
    corrected()
    edition = Edition.objects.get(ref="2024-r2")
    scene = edition.scenes.order_by("pk").first().public_id
    removal = ask_to_redact_scene(scene, [edition], reasons=REASONS, by=personas.actor("coordinator"))
    type(removal).objects.filter(pk=removal.pk).update(confirmed_by="Vera", confirmed_at=timezone.now())
    assert "är utförd" in run("publish_due")
    removal.refresh_from_db()
    assert removal.done_at is not None
    assert run("publish_due") == ""
