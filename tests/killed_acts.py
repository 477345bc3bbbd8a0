"""What is killed in tests/killing.py, and how the portal must be afterwards: each look returns what is wrong."""

from django.conf import settings
from django.test import Client

from kartlaggning.choices import UNPUBLISHED_STATES, EditionState, Status
from kartlaggning.errors import Refused
from kartlaggning.exports.package import files as package
from kartlaggning.models import Edition, EditionScene, Removal, SurveyRound, User
from kartlaggning.selectors.accounts import actor_for
from kartlaggning.services.editions import publication
from kartlaggning.services.editions.seal import verify_edition
from kartlaggning.services.removals import decisions as removals
from kartlaggning.services.removals import work as removal_work

YEAR = 2024
# One format is enough here and takes a tenth of the time: how a file comes about makes no difference to the folder.
package.WRITERS = (package.scene_geojson,)


def publish():
    """Build and publish the next revision."""
    survey_round = SurveyRound.objects.get(year=YEAR)
    built = publication.build_edition(survey_round, demonstration=False, by="test")
    publication.publish_edition(built, by="test")


def look_at_editions():
    """One of the two editions is current, whole and readable; publishing again works and leaves nothing behind."""
    current = Edition.objects.get(year=YEAR, state=EditionState.CURRENT)
    problems = [] if current.ref in ("2024-r1", "2024-r2") else [f"{current.ref} is current"]
    problems += verify_edition(current) + _unanswered(current)
    publish()
    after = Edition.objects.get(year=YEAR, state=EditionState.CURRENT)
    problems += [] if after.revision > current.revision else ["publishing again changed nothing"]
    return problems + verify_edition(after) + _unanswered(after) + _left_over()


def _unanswered(edition):
    client = Client(SERVER_NAME="localhost")
    paths = ("/", f"/utgavor/{edition.ref}/", f"/utgavor/{edition.ref}/drogscener-{edition.ref}.geojson")
    return [f"{path} answers {status}" for path in paths if (status := client.get(path).status_code) != 200]


def _left_over():
    """Return rows of editions that nobody will publish, and folders that no edition has."""
    rows = Edition.objects.filter(state__in=UNPUBLISHED_STATES).values_list("ref", flat=True)
    wanted = {
        f"{edition.pk}-{edition.ref}/{edition.manifests.order_by('-number').first().number}"
        for edition in Edition.objects.all()
    }
    folders = {
        str(path.relative_to(settings.EDITIONS_DIR)) for path in settings.EDITIONS_DIR.glob("*/*") if path.is_dir()
    }
    beside = [path.name for path in settings.EDITIONS_DIR.iterdir() if path.name.startswith(".")]
    return [f"left over: {name}" for name in (*rows, *(folders ^ wanted), *beside)]


def ask_for_removal():
    """Ask, as the first coordinator, for a scene to be taken out of every edition."""
    shown = EditionScene.objects.filter(edition__year=YEAR, edition__state=EditionState.CURRENT)
    scene = min(shown, key=lambda row: (row.status != Status.OPEN, row.public_id))
    held = removals.editions_telling_of(scene.public_id)
    reasons = removals.Reasons("Fel plats.", "Platsen var fel.")
    removals.ask_to_redact_scene(scene.public_id, held, reasons=reasons, by=_coordinator("coordinator"))


def confirm():
    """Confirm the removal that waits, as the second coordinator."""
    removals.confirm(Removal.objects.get(), by=_coordinator("second_coordinator"))


def _coordinator(name):
    return actor_for(User.objects.get(email=f"{name}@example.org"))


def look_at_removal():
    """To the public the scene is there whole or gone everywhere; taken up again, it is gone for good."""
    removal = Removal.objects.get()
    problems = _half_gone(removal)
    if removal.confirmed_at is None:
        confirm()
    removal_work.finish_all(by="test")
    removal.refresh_from_db()
    if removal.done_at is None or EditionScene.objects.filter(public_id=removal.public_id).exists():
        problems += ["not carried out"]
    for edition in Edition.objects.all():
        problems += verify_edition(edition)
    try:
        confirm()
        problems += ["confirmed twice"]
    except Refused:
        pass
    return problems + _half_gone(removal, shown=False) + _left_over()


def _half_gone(removal, shown=None):
    """Return the public addresses that do not agree with the scene's own page on whether the scene is there."""
    client, slug = Client(SERVER_NAME="localhost"), removal.slugs[0]
    page = client.get(f"/drogscener/{slug}/", follow=True).status_code
    shown = page == 200 if shown is None else shown
    problems = [] if page == (200 if shown else 410) else [f"the page answers {page}"]
    api = client.get(f"/api/v1/scenes/{removal.public_id}").status_code
    problems += [] if api == (200 if shown else 410) else [f"the API answers {api}"]
    listed = removal.public_id in client.get("/api/v1/scenes?limit=1000").content.decode()
    problems += [] if listed == shown else [f"listed: {listed}"]
    for edition in removal.editions.all():
        file = client.get(f"/utgavor/{edition.ref}/drogscener-{edition.ref}.geojson")
        holds = file.status_code == 200 and removal.public_id in file.content.decode()
        problems += [f"in the file of {edition.ref}: {holds}"] if holds and not shown else []
    return problems


ACTS = {"publish": (publish, look_at_editions), "remove": (confirm, look_at_removal)}
