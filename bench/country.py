"""Writes the country that does not exist and publishes its last round; prints as JSON how long that took."""

import importlib
import json
import resource
import sys
import time

import django


def main() -> None:
    """Write as many scenes as the argument says, then build and publish the last round's edition with all its files."""
    django.setup()
    # By name, because they reach tables, which can be imported only now.
    rows, publication = (
        importlib.import_module(name) for name in ("country_rows", "kartlaggning.services.editions.publication")
    )
    last = rows.write_country(int(sys.argv[1]))
    started = time.perf_counter()
    edition = publication.build_edition(last, demonstration=True, by="mätningen")
    built = time.perf_counter() - started
    publication.publish_edition(edition, by="mätningen")
    files = edition.manifests.get().files
    found = {
        "seconds": round(built, 1),
        "files": len(files),
        "megabytes": round(sum(file["size"] for file in files) / 1e6, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
