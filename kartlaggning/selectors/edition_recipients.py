"""Reading the register of recipients, and what each was told of an edition."""

from dataclasses import dataclass

from django.utils import timezone

from kartlaggning import swedish
from kartlaggning.choices import AreaKind
from kartlaggning.errors import NotFound
from kartlaggning.models import CityDistrict, Delivery, Edition, Municipality, PoliceArea, Recipient

COUNTY = "hela länet"


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """A recipient with its areas in words and the last letter to it."""

    recipient: Recipient
    areas: str
    last: Delivery | None


def recipient_rows() -> tuple[RecipientRow, ...]:
    """Return every recipient in Swedish order, those that are told no more last."""
    last = {delivery.recipient_id: delivery for delivery in Delivery.objects.order_by("sent_at", "pk")}
    names = {value: name for options in area_options().values() for value, name in options}
    rows = [
        RecipientRow(recipient, _areas(recipient, names), last.get(recipient.pk))
        for recipient in Recipient.objects.all()
    ]
    return tuple(sorted(rows, key=lambda row: (not row.recipient.is_active, swedish.sort_key(row.recipient.name))))


def find_recipient(pk: int) -> Recipient:
    """Return a recipient; raises NotFound."""
    recipient = Recipient.objects.filter(pk=pk).first()
    if recipient is None:
        raise NotFound
    return recipient


def deliveries_of(edition: Edition) -> list[Delivery]:
    """Return what was sent about the edition, the latest first."""
    return list(Delivery.objects.filter(edition=edition).select_related("recipient").order_by("-sent_at", "-pk"))


def area_options() -> dict[AreaKind, list[tuple[str, str]]]:
    """Return the areas that exist today by kind, each as `kind:slug` and name, in Swedish order."""
    today = timezone.localdate()
    timed = {AreaKind.CITY_DISTRICT: CityDistrict, AreaKind.POLICE_AREA: PoliceArea}
    found = {AreaKind.MUNICIPALITY: list(Municipality.objects.defer("outline").values_list("slug", "name"))}
    for kind, model in timed.items():
        areas = [area for area in model._default_manager.defer("outline") if area.applies_on(today)]
        found[kind] = [(area.slug, area.name) for area in areas]
    return {
        kind: sorted(((f"{kind.value}:{slug}", name) for slug, name in pairs), key=lambda p: swedish.sort_key(p[1]))
        for kind, pairs in found.items()
    }


def _areas(recipient: Recipient, names: dict[str, str]) -> str:
    keys = [f"{area['kind']}:{area['slug']}" for area in recipient.areas]
    return ", ".join(f"{names.get(key, key)} ({AreaKind(key.partition(':')[0]).label})" for key in keys) or COUNTY
