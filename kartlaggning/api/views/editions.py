"""Editions with their files, those that have been replaced or withdrawn, and what has been corrected."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_view

from kartlaggning.api import edition_shapes as shapes
from kartlaggning.api.answers import Document
from kartlaggning.api.description import described
from kartlaggning.api.formats import Format
from kartlaggning.api.members import common_members, edition_summary
from kartlaggning.api.query import Query
from kartlaggning.api.question import Question
from kartlaggning.api.views.base import ResourceView
from kartlaggning.selectors.editions import Correction, Edition, ManifestFile, Registered
from kartlaggning.selectors.editions.statistics import is_complete


@extend_schema_view(
    get=described(
        "editions",
        "Utgåvor",
        "De gällande utgåvorna, en per kartläggning, äldst först, med sina filer. I revisions står alla som har "
        "publicerats, även de som har ersatts eller återkallats, nyast först.",
        Query,
        {Format.JSON: shapes.EditionList},
    )
)
class Editions(ResourceView):
    """The current editions, and all that have been published."""

    def document(self, question: Question) -> Document:
        """Return every edition."""
        atlas = question.atlas
        members = common_members(question, self.formats, is_demonstration=atlas.has_demonstration)
        current = [_edition(question, edition) for edition in atlas.editions]
        return Document({**members, "editions": current, "revisions": [_revision(question, e) for e in atlas.register]})


@extend_schema_view(
    get=described(
        "errata",
        "Rättelser",
        "Vad som har rättats i vilken utgåva, och varför; nyast först. Utan platser gäller det hela utgåvan.",
        Query,
        {Format.JSON: shapes.ErratumList},
    )
)
class Errata(ResourceView):
    """What has been corrected."""

    def document(self, question: Question) -> Document:
        """Return every erratum of the editions that can be read."""
        atlas = question.atlas
        members = common_members(question, self.formats, is_demonstration=atlas.has_demonstration)
        errata = [
            {
                "edition": entry.ref,
                "replaces": entry.replaces,
                "url": _page(question, entry.ref),
                **_erratum(correction),
            }
            for entry in atlas.register
            if not entry.is_withdrawn
            for correction in entry.errata
        ]
        return Document({**members, "errata": errata})


def _page(question: Question, ref: str) -> str:
    return question.absolute(reverse("public:edition", args=[ref]))


def _erratum(correction: Correction) -> dict[str, Any]:
    return {
        "what": correction.what,
        "why": correction.why,
        "decided_by": correction.decided_by,
        "decided_on": correction.decided_on,
        "scenes": list(correction.scenes),
    }


def _edition(question: Question, edition: Edition) -> dict[str, Any]:
    entry = next((e for e in question.atlas.register if e.ref == edition.ref), None)  # None while it is a preview
    return {
        **edition_summary(edition),
        "title": edition.title,
        "is_demonstration": edition.is_demonstration,
        "judged_from": edition.judged_from,
        "judged_to": edition.judged_to,
        "reference_date": edition.reference_date,
        "built_at": edition.built_at,
        "registration_number": edition.registration_number,
        "note": edition.note,
        "joint_surveys": edition.joint_surveys,
        "joint_surveys_of": edition.joint_surveys_of,
        "open_count": len(edition.open_scenes),
        "closed_count": len(edition.closures),
        "is_complete": is_complete(question.atlas, edition),
        "url": _page(question, edition.ref),
        "manifest_sha256": entry.manifest_sha256 if entry else "",
        "files": [_file(question, entry, file) for file in entry.files] if entry else [],
        "errata": [_erratum(correction) for correction in edition.errata],
    }


def _file(question: Question, entry: Registered, file: ManifestFile) -> dict[str, Any]:
    return {
        "name": file.path,
        "title": file.title,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "url": question.absolute(reverse("public:edition_file", args=[entry.ref, file.path])),
    }


def _revision(question: Question, entry: Registered) -> dict[str, Any]:
    return {
        "ref": entry.ref,
        "year": entry.year,
        "revision": entry.revision,
        "title": entry.title,
        "is_demonstration": entry.is_demonstration,
        "state": entry.state.value,
        "state_reason": entry.state_reason,
        "first_current_at": entry.published_at,
        "replaces": entry.replaces,
        "manifest_sha256": entry.manifest_sha256,
        "url": _page(question, entry.ref),
    }
