"""Threads and processes at the same embedded database: nothing is lost, nobody fails half-way."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.contrib.gis.db.models.functions import Area
from django.db import OperationalError, connections, transaction

from tests.spatial.probe.models import Place
from tests.spatial.probe.shapes import square

WORKERS, ROUNDS = 4, 25


def in_threads(task):
    """Run the task in every worker at the same moment, each on a connection of its own; return the results."""
    barrier = Barrier(WORKERS, timeout=30)

    def work(number):
        barrier.wait()
        try:
            return task(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(work, range(WORKERS)))


def test_threads_that_read_and_then_write_lose_no_update(places):
    places.create(name="shared", outline=square(0, 0, 1))

    def visit(_number):
        for _ in range(ROUNDS):
            with transaction.atomic(using=places.db):
                place = Place.objects.using(places.db).get(name="shared")
                place.visits += 1
                place.save(using=places.db)

    in_threads(visit)
    assert places.get().visits == WORKERS * ROUNDS


def test_threads_get_the_right_answers_from_spatial_lookups_at_the_same_time(places):
    places.bulk_create([Place(name=str(x), outline=square(x * 10, 0, 10)) for x in range(100)])

    def count(number):
        first = number * 10
        asked = square(first * 10 + 1, 1, 98)
        found = Place.objects.using(places.db).filter(outline__intersects=asked)
        return [set(found.values_list("name", flat=True)) for _ in range(ROUNDS)]

    for number, answers in enumerate(in_threads(count)):
        assert answers == [{str(x) for x in range(number * 10, number * 10 + 10)}] * ROUNDS


def test_processes_that_read_and_then_write_lose_no_update(places, embedded):
    places.create(name="shared", outline=square(0, 0, 1))
    path = embedded.settings_dict["NAME"]
    command = [sys.executable, "-W", "error", "-m", "tests.spatial.probe.write_places", path]
    writers = [
        subprocess.Popen([*command, f"process-{number}", str(ROUNDS)], cwd=settings.BASE_DIR) for number in range(2)
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    assert places.get(name="shared").visits == 2 * ROUNDS
    written = places.filter(name__startswith="process-").annotate(area=Area("outline"))
    assert written.count() == 2 * ROUNDS
    assert {area.sq_m for area in written.values_list("area", flat=True)} == {25}


def test_a_transaction_takes_its_lock_at_the_start_and_not_at_its_first_write(places, impatient):
    with transaction.atomic(using=places.db):
        assert not places.exists()  # has only read so far
        with pytest.raises(OperationalError, match="locked"), transaction.atomic(using=impatient.alias):
            pytest.fail("two write transactions were open at the same time")
    with transaction.atomic(using=impatient.alias):
        Place.objects.using(impatient.alias).create(name="afterwards")
    assert places.get().name == "afterwards"


def test_a_reader_in_the_middle_of_its_rows_neither_stops_a_writer_nor_sees_the_new_row(places, impatient):
    places.bulk_create([Place(name=name, outline=square(0, 0, 10)) for name in "abc"])
    rows = places.filter(outline__intersects=square(0, 0, 1)).order_by("pk").iterator(chunk_size=1)
    assert next(rows).name == "a"
    Place.objects.using(impatient.alias).create(name="new", outline=square(0, 0, 10))
    assert [place.name for place in rows] == ["b", "c"]
    assert places.count() == 4


def test_a_savepoint_rolls_back_only_its_own_outlines(places):
    with transaction.atomic(using=places.db):
        places.create(name="kept", outline=square(0, 0, 10))
        with transaction.atomic(using=places.db):
            places.create(name="undone", outline=square(0, 0, 10))
            transaction.set_rollback(True, using=places.db)
    assert places.get().name == "kept"
