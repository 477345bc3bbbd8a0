"""The checks of an edition before it is published, and after: each in words, with what it found."""

import json
from collections.abc import Iterable
from typing import Any

from django.forms.models import model_to_dict

from kartlaggning.choices import EditionState, Origin
from kartlaggning.exports.columns import PUBLIC_COLUMNS
from kartlaggning.models import Edition, EditionScene, SurveyRound
from kartlaggning.personal_data import has_identity_number
from kartlaggning.selectors.editions import atlas_as_it_was
from kartlaggning.selectors.editions.files import folder_of
from kartlaggning.selectors.editions.statistics import is_complete, reconcile
from kartlaggning.services.editions import files as edition_files
from kartlaggning.services.editions import rows as edition_rows
from kartlaggning.services.editions.check import Check, check
from kartlaggning.services.editions.follow_up_checks import (
    checks_of_follow_up,
    like_the_live_registers,
    still_to_be_told,
)
from kartlaggning.services.editions.seal import edition_checksum, expected_checksum
from kartlaggning.services.removals.rules import has_changed_since, without_removed
from kartlaggning.swedish import enumerate_words

# The columns of a published row, and no other: a new one has to be added here by somebody who has thought.
PUBLISHED_FIELDS = frozenset(
    (
        *("public_id", "name", "slug", "sort_key", "former_names", "former_slugs", "status", "change"),
        *("area_m2", "previous_year", "previous_area_m2", "areas", "provenance", "origin", "last_open_year"),
        *("sources", "note", "lineage", "outline", "outline_wgs84"),
    )
)
_NAMED = 8


def checks(edition: Edition) -> tuple[Check, ...]:
    """Return every check of the edition; those that ask of the present only where it may still come to count."""
    found = [
        _rows_as_built(edition),
        _files_whole(edition),
        _counts(edition),
        _geometry(edition),
        _internal_fields(edition),
        _identity_numbers(edition),
        _fiction(edition),
        *checks_of_follow_up(edition),
    ]
    if edition.state == EditionState.READY:
        found += [_replaces_the_current(edition), _removals_since(edition), still_to_be_told(edition)]
    if edition.state in (EditionState.BUILDING, EditionState.READY, EditionState.CURRENT):
        found += [_like_the_live_record(edition), like_the_live_registers(edition), _later_rounds(edition)]
    return tuple(found)


def content_problems(edition: Edition) -> list[str]:
    """Return what in the edition's content must not be published, in Swedish; an empty list if nothing."""
    found = [_internal_fields(edition), _identity_numbers(edition), *checks_of_follow_up(edition)]
    found += [still_to_be_told(edition)] if edition.state == EditionState.READY else []
    return [one.text for one in found if one.result == "fails"]


def _rows_as_built(edition: Edition) -> Check:
    same = expected_checksum(edition) == edition_checksum(edition)
    return check("" if same else "Kontrollsumman stämmer inte med raderna.", "Raderna är som de byggdes.")


def _files_whole(edition: Edition) -> Check:
    if edition.state == EditionState.BUILDING:
        return Check("look", "Filerna är inte gjorda än.")
    return check(" ".join(edition_files.problems(edition)), "Filerna är hela och som de byggdes.")


def _counts(edition: Edition) -> Check:
    atlas = atlas_as_it_was(edition.ref)
    newest = atlas.newest
    before = atlas.edition_before(newest)
    if not is_complete(atlas, newest):
        figure = atlas.figure(newest.year, "scenes")
        published = int(figure.value) if figure else 0
        return Check(
            "look", f"Utgåvan har {len(newest.open_scenes)} öppna platser. Publicerat antal för året är {published}."
        )
    if before is None:
        return Check("holds", f"{len(newest.open_scenes)} öppna platser. Det är den första omgången.")
    found = reconcile(atlas, newest)
    if found is None:
        return Check("look", f"Antalen går inte ihop med kartläggningen {before.year}. Se tavlan för omgången.")
    added = [(found.new, "nya"), (found.reopened, "åter öppna"), (found.from_splits, "av delningar")]
    taken = [(found.closed, "upphörda"), (found.lost_by_merges, "genom sammanslagning")]
    parts = [f"+ {number} {word}" for number, word in added if number]
    parts += [f"\N{MINUS SIGN} {number} {word}" for number, word in taken if number]
    return Check("holds", f"Antalen går ihop: {found.opening} öppna {before.year} {' '.join(parts)} = {found.closing}.")


def _geometry(edition: Edition) -> Check:
    invalid = edition.scenes.filter(outline__isvalid=False).values_list("name", flat=True)
    problem = f"Ogiltig gräns: {_named(invalid)}." if invalid else ""
    number = edition.scenes.filter(outline__isnull=False).count()
    return check(problem, f"Alla {number} gränser är giltiga.")


def _internal_fields(edition: Edition) -> Check:
    """Hold the table's columns and the fields of the file against the list of what is public."""
    columns = {field.name for field in EditionScene._meta.concrete_fields} - {"id", "edition"}
    beyond = sorted(
        (columns - PUBLISHED_FIELDS) | (_fields_in_file(edition) - {column.key for column in PUBLIC_COLUMNS})
    )
    problem = f"Fält som inte är offentliga: {enumerate_words(beyond)}." if beyond else ""
    return check(problem, "Inget internt fält finns med.")


def _fields_in_file(edition: Edition) -> set[str]:
    manifest = edition.manifests.order_by("-number").first()
    number = manifest.number if manifest else 0
    path = folder_of(edition.pk, edition.ref, number) / f"drogscener-{edition.ref}.geojson"
    if not path.is_file():
        return set()
    features = json.loads(path.read_bytes())["features"]
    return {key for feature in features for key in feature["properties"]}


def _identity_numbers(edition: Edition) -> Check:
    rows = edition.scenes.values_list("name", "note", "sources")
    bad = [name for name, note, sources in rows if has_identity_number(" ".join((name, note, *sources)))]
    errata = edition.errata.values_list("what", "why", "decided_by")
    bad += ["rättelsen" for texts in errata if has_identity_number(" ".join(texts))]
    problem = f"Något som liknar ett personnummer: {_named(bad)}." if bad else ""
    return check(problem, "Inget som liknar ett personnummer finns i texterna.")


def _fiction(edition: Edition) -> Check:
    if edition.is_demonstration:
        number = edition.scenes.filter(origin=Origin.EXAMPLE).count()
        return Check("look", f"Exempelutgåva: {number} rader är påhittade och märkta som exempel.")
    made_up = edition.scenes.filter(origin=Origin.EXAMPLE).values_list("name", flat=True)
    return check(f"Påhittade rader: {_named(made_up)}." if made_up else "", "Inget påhittat finns med.")


def _replaces_the_current(edition: Edition) -> Check:
    current = Edition.objects.filter(year=edition.year, state=EditionState.CURRENT)
    ref = current.values_list("ref", flat=True).first() or ""
    problem = f"Den byggdes för att ersätta {edition.replaces or 'ingen'}, men nu gäller {ref or 'ingen'}. Bygg om den."
    holds = f"Den ersätter {ref}, som gäller nu." if ref else "Omgången har ingen gällande utgåva."
    return check(problem if ref != edition.replaces else "", holds)


def _removals_since(edition: Edition) -> Check:
    problem = "Något har tagits bort ur det publicerade, eller visats igen, sedan den byggdes. Bygg om den."
    return check(problem if has_changed_since(edition) else "", "Inget har tagits bort sedan den byggdes.")


def _like_the_live_record(edition: Edition) -> Check:
    """Build the rows again from the live record, without keeping them, and hold them against the edition's."""
    survey_round = SurveyRound.objects.get(year=edition.year)
    sources = edition_rows.collect(demonstration=edition.is_demonstration)
    live = without_removed(edition, edition_rows.scene_rows(edition, survey_round, sources))
    now = {row.public_id: _comparable(row) for row in live}
    then = {row.public_id: _comparable(row) for row in edition.scenes.all()}
    names = {row.public_id: row.name for row in (*edition.scenes.all(), *live)}
    differing = sorted({key for key in {*now, *then} if now.get(key) != then.get(key)})
    problem = (
        f"Underlaget har ändrats sedan utgåvan byggdes: {_named(names[key] for key in differing)}." if differing else ""
    )
    return check(problem, "Underlaget är detsamma som när utgåvan byggdes.", "look")


def _comparable(row: EditionScene) -> dict[str, Any]:
    values = model_to_dict(row, exclude=["id", "edition"])
    outline = values.pop("outline", None)
    # Through JSON and back, because that is what a stored row has been through.
    plain: dict[str, Any] = json.loads(json.dumps(values, default=str))
    return {**plain, "outline": outline.wkb.hex() if outline else None}


def _later_rounds(edition: Edition) -> Check:
    later = Edition.objects.filter(state=EditionState.CURRENT, year__gt=edition.year).order_by("year")
    resting = [other.ref for other in later if edition.ref not in other.based_on]
    problem = (
        f"{enumerate_words(resting)} bygger på en annan utgåva av {edition.year}. Deras jämförelser med {edition.year} "
        "följer inte med: rätta dem också om de berörs."
        if resting
        else ""
    )
    return check(problem, f"Ingen senare omgång bygger på en annan utgåva av {edition.year}.", "look")


def _named(names: Iterable[str]) -> str:
    listed = list(names)
    shown = listed[:_NAMED]
    if len(listed) > _NAMED:
        shown.append(f"{len(listed) - _NAMED} till")
    return enumerate_words(shown)
