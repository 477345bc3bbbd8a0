"""The demonstration county: fictional scenes that fill the record, so that every published figure can be counted.

Written through the same services as real work, deterministic, and removed whole by one verb.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from kartlaggning.choices import EditionState, Origin, Provenance, Status
from kartlaggning.demonstration.plan import FIRST, Finding, Planned, plan_place
from kartlaggning.errors import Refused
from kartlaggning.imports import fixtures
from kartlaggning.models import CityDistrict, Edition, Lineage, Municipality, PoliceArea, Scene, Survey, SurveyRound
from kartlaggning.services import audit, record
from kartlaggning.services.demonstration.personas import remove_personas
from kartlaggning.services.demonstration.round import remove_round
from kartlaggning.services.documented import schematic_circle
from kartlaggning.services.editions.publication import publish_round, switch_to
from kartlaggning.services.follow_up.demonstration import load_follow_up, remove_follow_up

LINEAGE_DAY = date(2023, 3, 1)


@transaction.atomic
def load_demonstration(folder: Path, *, by: str) -> None:
    """Write the fictional scenes of the allocation in `folder` and publish demonstration editions of every round.

    Refuses outside a demonstration, without the documented record, and a second time.
    """
    _check_may_load()
    documented = fixtures.read_documented_scenes(folder / "documented_scenes.csv")
    allocations = fixtures.read_demonstration_county(folder / "demonstration_county.csv")
    places = fixtures.read_demonstration_places(folder / "demonstration_places.csv")
    rounds = {survey_round.year: survey_round for survey_round in SurveyRound.objects.order_by("year")}
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    for allocation in allocations:
        writer = _PlaceWriter(allocation, rounds, by)
        here = [row for row in documented if row.name not in taken and _belongs(row, allocation)]
        taken.update(row.name for row in here)
        for row in here:
            writer.complete_documented(row)
        planned = plan_place(allocation, _place_of(allocation, places), here, numbers[allocation.municipality] + 1)
        numbers[allocation.municipality] += len(planned)
        writer.write(planned)
    _set_joint_work(rounds[2024])
    load_follow_up(by=by)
    for survey_round in rounds.values():
        publish_round(survey_round, demonstration=True, by=by)


def _check_may_load() -> None:
    if not settings.DEMONSTRATION:
        raise Refused("Påhittade platser får bara läsas in med DEMONSTRATION=1.")
    if not SurveyRound.objects.exists():
        raise Refused("Läs in det dokumenterade underlaget först: manage.py load_record --commit.")
    if Survey.objects.filter(origin=Origin.EXAMPLE).exists():
        raise Refused("De påhittade platserna är redan inlästa.")


def _belongs(row: fixtures.DocumentedScene, allocation: fixtures.Allocation) -> bool:
    place = (allocation.municipality, allocation.city_district_2023, allocation.police_area)
    return (row.municipality, row.city_district, row.police_area) == place


def _place_of(
    allocation: fixtures.Allocation, places: Sequence[fixtures.DemonstrationPlace]
) -> fixtures.DemonstrationPlace:
    key = (allocation.municipality, allocation.city_district_2021, allocation.police_area)
    for place in places:
        if (place.municipality, place.city_district_2021, place.police_area) == key:
            return place
    raise Refused(f"demonstration_places.csv saknar en rad för {' '.join(filter(None, key))}.")


class _PlaceWriter:
    """Writes the surveys of one row of the allocation."""

    def __init__(self, allocation: fixtures.Allocation, rounds: dict[int, SurveyRound], by: str) -> None:
        self.allocation, self.rounds, self.by = allocation, rounds, by
        self.municipality = Municipality.objects.get(name=allocation.municipality)
        self.police_area = PoliceArea.objects.get(name=allocation.police_area)
        self.districts = {year: self._district(year) for year in rounds}

    def _district(self, year: int) -> CityDistrict | None:
        name = self.allocation.city_district_2021 if year == FIRST else self.allocation.city_district_2023
        return CityDistrict.objects.get(name=name) if name else None

    def _assessment(self, year: int, finding: Finding, provenance: Provenance) -> record.Assessment:
        return record.Assessment(
            status=finding.status,
            origin=Origin.EXAMPLE,
            municipality=self.municipality,
            city_district=self.districts[year],
            police_area=self.police_area,
            outline=finding.outline,
            provenance=provenance if finding.outline else None,
        )

    def complete_documented(self, row: fixtures.DocumentedScene) -> None:
        """Write a fictional survey of 2021 for a documented scene: no source says what was found there then."""
        finding = Finding(Status.OPEN, schematic_circle(row.lat, row.lon))
        assessment = self._assessment(FIRST, finding, Provenance.SCHEMATIC)
        record.record_survey(Scene.objects.get(name=row.name), self.rounds[FIRST], assessment, by=self.by)

    def write(self, planned: Sequence[Planned]) -> None:
        """Write the planned scenes with their surveys and lineage."""
        scenes = {plan.number: self._write_scene(plan) for plan in planned}
        for parents in sorted({plan.parents for plan in planned if plan.parents}):
            children = [plan for plan in planned if plan.parents == parents]
            kind = children[0].lineage
            if kind is not None:
                record.record_lineage(
                    kind,
                    LINEAGE_DAY,
                    from_scenes=[scenes[number] for number in parents],
                    to_scenes=[scenes[plan.number] for plan in children],
                    origin=Origin.EXAMPLE,
                    by=self.by,
                )

    def _write_scene(self, plan: Planned) -> Scene:
        name = f"Exempelplats {self.allocation.municipality} {plan.number}"
        scene = record.add_scene(name, is_example=True, by=self.by)
        for year, finding in plan.findings.items():
            assessment = self._assessment(year, finding, Provenance.SURVEYED)
            record.record_survey(scene, self.rounds[year], assessment, by=self.by)
        return scene


def _set_joint_work(survey_round: SurveyRound) -> None:
    """Say of all fictional surveys of a round but one that they were made jointly; of Klara's nothing is known.

    That makes 51 of the 53 of 2024, the published 96 percent.
    """
    examples = Survey.objects.filter(survey_round=survey_round, origin=Origin.EXAMPLE, status=Status.OPEN)
    alone = examples.order_by("pk").values_list("pk", flat=True)[:1]
    examples.exclude(pk__in=list(alone)).update(surveyed_jointly=True)
    examples.filter(surveyed_jointly=None).update(surveyed_jointly=False)


@transaction.atomic
def remove_demonstration(*, by: str) -> None:
    """Delete everything fictional; the documented editions become current again."""
    for edition in Edition.objects.filter(is_demonstration=True, state=EditionState.CURRENT):
        documented = Edition.objects.filter(year=edition.year, is_demonstration=False).exclude(
            state=EditionState.WITHDRAWN
        )
        newest = documented.order_by("-revision").first()
        if newest is not None:
            switch_to(newest, by=by)
    Edition.objects.filter(is_demonstration=True).delete()
    remove_round(by=by)
    remove_follow_up()
    Survey.objects.filter(origin=Origin.EXAMPLE).delete()
    Lineage.objects.filter(origin=Origin.EXAMPLE).delete()
    Scene.objects.filter(is_example=True).delete()
    remove_personas(by=by)
    audit.record(by=by, action="remove-demonstration", subject="påhittade platser")
