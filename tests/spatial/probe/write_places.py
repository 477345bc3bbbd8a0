"""Run as a process of its own: adds one visit at a time to a place and writes places, each in a transaction."""

import sys

import django
from django.conf import settings
from django.db import transaction

from drogscener import geolibs
from tests.spatial.probe import database


def main(path, name, count):
    settings.configure(
        DATABASES={"default": database.settings(path)},
        INSTALLED_APPS=["tests.spatial.probe"],
        GDAL_LIBRARY_PATH=geolibs.gdal_library(""),
        GEOS_LIBRARY_PATH=geolibs.geos_library(""),
    )
    django.setup()
    from tests.spatial.probe.models import Place
    from tests.spatial.probe.shapes import square

    for number in range(count):
        with transaction.atomic():
            shared = Place.objects.get(name="shared")
            shared.visits += 1
            shared.save()
            Place.objects.create(name=f"{name}-{number}", outline=square(number * 10, 0, 5))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
