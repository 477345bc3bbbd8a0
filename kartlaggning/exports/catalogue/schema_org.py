"""Editions as schema.org describes data sets, for search engines: JSON-LD that stands in the pages."""

from typing import Any

from django.utils.timezone import localdate

from kartlaggning.exports.catalogue.publisher import Publisher
from kartlaggning.exports.periods import judged_days
from kartlaggning.selectors.editions.atlas import Atlas
from kartlaggning.selectors.editions.register import ManifestFile, Registered

CONTEXT = "https://schema.org"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
NAME = "Öppna drogscener i Stockholms län"
DESCRIPTION = (
    "Öppna drogscener i Stockholms län enligt myndigheternas och kommunernas årliga kartläggning: platserna med gräns, "
    "status, förändring, yta, kommun, stadsdelsområde och lokalpolisområde."
)
_MADE_UP = " Utgåvan innehåller påhittade uppgifter, märkta som exempel."


def dataset(entry: Registered, publisher: Publisher) -> dict[str, Any]:
    """Return an edition with its files as a schema.org Dataset."""
    address = f"{publisher.site_url}/utgavor/{entry.ref}/"
    described = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": f"{NAME}. {entry.title}",
        "description": DESCRIPTION + (_MADE_UP if entry.is_demonstration else ""),
        "identifier": entry.ref,
        "version": str(entry.revision),
        "inLanguage": "sv",
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creditText": publisher.shown_name,
        "publisher": _organisation(publisher),
        "creator": _organisation(publisher),
        "spatialCoverage": {"@type": "Place", "name": "Stockholms län", "sameAs": "https://sws.geonames.org/2673722/"},
        "datePublished": localdate(entry.published_at or entry.built_at).isoformat(),
        "distribution": [_download(file, address) for file in entry.files],
    }
    judged = judged_days(entry)
    if judged is not None:
        described["temporalCoverage"] = f"{judged.first.isoformat()}/{judged.last.isoformat()}"
    return described


def catalogue(atlas: Atlas, publisher: Publisher) -> dict[str, Any]:
    """Return the current editions together as a schema.org DataCatalog."""
    shown = {edition.ref for edition in atlas.editions}
    return {
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "@id": f"{publisher.site_url}/oppna-data/",
        "url": f"{publisher.site_url}/oppna-data/",
        "name": NAME,
        "description": DESCRIPTION,
        "license": LICENCE,
        "publisher": _organisation(publisher),
        "dataset": [
            {
                "@type": "Dataset",
                "@id": f"{publisher.site_url}/utgavor/{entry.ref}/",
                "name": f"{NAME}. {entry.title}",
                "description": DESCRIPTION + (_MADE_UP if entry.is_demonstration else ""),
                "license": LICENCE,
                "url": f"{publisher.site_url}/utgavor/{entry.ref}/",
            }
            for entry in atlas.register
            if entry.ref in shown
        ],
    }


def _organisation(publisher: Publisher) -> dict[str, str]:
    return {"@type": "Organization", "name": publisher.shown_name, "url": publisher.homepage}


def _download(file: ManifestFile, address: str) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "name": file.title,
        "contentUrl": address + file.path,
        "encodingFormat": file.media_type.partition(";")[0],
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }
