"""The page of one edition for a coordinator: facts, checks, differences, links, letters, what can be done."""

from dataclasses import dataclass

from kartlaggning.choices import EditionState
from kartlaggning.models import Delivery, Edition, EditionManifest, Erratum, PlannedPublication, Recipient
from kartlaggning.selectors.edition_differences import Differences, differences
from kartlaggning.selectors.edition_links import LinkRow, links_of
from kartlaggning.selectors.edition_list import plan_of
from kartlaggning.selectors.edition_recipients import deliveries_of
from kartlaggning.selectors.editions.atlas import title_of
from kartlaggning.services.deliveries import untold
from kartlaggning.services.editions.check import Check
from kartlaggning.services.editions.checks import checks


@dataclass(frozen=True, slots=True)
class EditionPage:
    """Everything on the page. `errata` are pairs of an erratum and the names of the scenes it concerns."""

    edition: Edition
    title: str
    manifest: EditionManifest | None
    errata: tuple[tuple[Erratum, tuple[str, ...]], ...]
    checks: tuple[Check, ...]
    differences: Differences | None
    plan: PlannedPublication | None
    links: tuple[LinkRow, ...]
    deliveries: tuple[Delivery, ...]
    untold: tuple[Recipient, ...]

    @property
    def is_waiting(self) -> bool:
        """Tell whether the edition is built and not published."""
        return self.edition.state == EditionState.READY

    @property
    def is_current(self) -> bool:
        """Tell whether the edition is the one that counts."""
        return self.edition.state == EditionState.CURRENT

    @property
    def may_withdraw(self) -> bool:
        """Tell whether the edition is published and not withdrawn."""
        return self.edition.state in (EditionState.CURRENT, EditionState.SUPERSEDED)

    @property
    def fails(self) -> bool:
        """Tell whether a check fails: then the edition can't be published."""
        return any(check.result == "fails" for check in self.checks)


def edition_page(edition: Edition) -> EditionPage:
    """Return the page of an edition in any state."""
    names = dict(edition.scenes.values_list("public_id", "name"))
    is_current = edition.state == EditionState.CURRENT
    return EditionPage(
        edition=edition,
        title=title(edition),
        manifest=edition.manifests.order_by("-number").first(),
        errata=tuple(
            (erratum, tuple(f"{names.get(key, '')} ({key})".strip() for key in erratum.scenes))
            for erratum in edition.errata.order_by("pk")
        ),
        checks=checks(edition),
        differences=differences(edition),
        plan=plan_of(edition),
        links=links_of(edition),
        deliveries=tuple(deliveries_of(edition)),
        untold=tuple(untold(edition)) if is_current else (),
    )


def title(edition: Edition) -> str:
    """Return the edition's citable name in Swedish."""
    return title_of(edition.year, edition.revision, is_demonstration=edition.is_demonstration)
