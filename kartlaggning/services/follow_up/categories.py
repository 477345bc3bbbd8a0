"""The coordinators' list of crime categories and their limits: what is counted, and what is shown of it."""

from dataclasses import asdict, dataclass

from django.db import transaction

from kartlaggning.choices import CrimeGroup
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.followup.values import Limits
from kartlaggning.models import CrimeCategory, CrimeCount, FollowUpLimits
from kartlaggning.permissions import Actor, Permission, can, reads_police_only
from kartlaggning.selectors.follow_up.values import limits_value
from kartlaggning.services import audit
from kartlaggning.services.audit import By
from kartlaggning.services.words import free_text
from kartlaggning.swedish import search_key, slugify

LONGEST_NAME, LONGEST_DESCRIPTION, LONGEST_KEY = 80, 300, 40
MOST_RESPONDENTS, MOST_COUNT, MOST_PERCENT = 10_000, 1_000, 100
LEAST_WITHOUT_COUNTS = 5  # with a lower one the page before a release would show nearly every count


@dataclass(frozen=True, slots=True)
class CategoryText:
    """How a category is told: its name, how it is to be read and what is counted."""

    name: str
    group: CrimeGroup
    description: str = ""


@transaction.atomic
def add_category(text: CategoryText, *, by: By) -> CrimeCategory:
    """Add a category last in the list; raises Refused for a name that is taken."""
    _allow(by)
    name, description = _checked(text)
    key = slugify(name)[:LONGEST_KEY].strip("-")
    if not key or CrimeCategory.objects.filter(key=key).exists():
        raise Refused("Det finns redan en kategori med nästan samma namn. Välj ett annat.")
    last = CrimeCategory.objects.order_by("-position").values_list("position", flat=True).first()
    made = CrimeCategory.objects.create(
        key=key, name=name, group=text.group, description=description, position=0 if last is None else last + 1
    )
    audit.record(by=by, action="add-crime-category", subject=key, details=_told(made))
    return made


@transaction.atomic
def change_category(category: CrimeCategory, text: CategoryText, *, before: CategoryText, by: By) -> None:
    """Rename or describe a category. Its key stays, and with it all that is counted.

    `before` is what the person saw; raises Refused where it is another by now, and for a name that is taken.
    """
    _allow(by)
    category = CrimeCategory.objects.select_for_update().get(pk=category.pk)
    if before != text_of(category):
        raise Refused("Någon annan har ändrat kategorin. Läs in sidan igen och se efter.")
    was = _told(category)
    category.name, category.description = _checked(text, category)
    category.group = text.group
    category.save(update_fields=["name", "description", "group"])
    details = {"before": was, "after": _told(category)}
    audit.record(by=by, action="change-crime-category", subject=category.key, details=details)


@transaction.atomic
def move_category(category: CrimeCategory, *, up: bool, by: By) -> None:
    """Let a category change places with the one before it, or after; at the end of the list nothing happens."""
    _allow(by)
    in_order = list(CrimeCategory.objects.select_for_update().order_by("position", "pk"))
    place = in_order.index(category)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(in_order):
        return
    in_order[place], in_order[other] = in_order[other], in_order[place]
    for position, row in enumerate(in_order):
        row.position = position
    CrimeCategory.objects.bulk_update(in_order, ["position"])
    audit.record(by=by, action="move-crime-category", subject=category.key, details={"up": up})


@transaction.atomic
def set_category_active(category: CrimeCategory, *, is_active: bool, by: By) -> None:
    """Let a category be used in new imports, or no longer. What is counted stays."""
    _allow(by)
    if category.is_active == is_active:
        raise Refused("Det är redan gjort. Läs in sidan igen.")
    category.is_active = is_active
    category.save(update_fields=["is_active"])
    action = "reactivate-crime-category" if is_active else "deactivate-crime-category"
    audit.record(by=by, action=action, subject=category.key)


@transaction.atomic
def delete_category(category: CrimeCategory, *, by: By) -> None:
    """Delete a category that has never been counted; raises Refused for one that has."""
    _allow(by)
    if CrimeCount.objects.filter(category=category).exists():
        raise Refused(f"{category} används i ett underlag och kan inte tas bort. Sluta använda den i stället.")
    audit.record(by=by, action="delete-crime-category", subject=category.key, details=_told(category))
    category.delete()


@transaction.atomic
def set_limits(limits: Limits, *, before: Limits, by: By) -> None:
    """Set what is suppressed and said from now on; editions that are published stay as they are.

    `before` is what the person saw; raises Refused where it is another by now, for limits that can't be, and
    for a count too low for who may not read the counts themselves.
    """
    _allow(by)
    row, _made = FollowUpLimits.objects.select_for_update().get_or_create(pk=1)
    if before != limits_value():
        raise Refused("Någon annan har ändrat gränserna. Läs in sidan igen och se efter.")
    if not 2 <= limits.small_number <= MOST_COUNT:
        raise Refused(f"Minsta antal ska vara mellan 2 och {MOST_COUNT}.")
    lowers = limits.small_number < min(before.small_number, LEAST_WITHOUT_COUNTS)
    if lowers and isinstance(by, Actor) and not reads_police_only(by):
        raise Refused(
            f"Minsta antal sätts under {LEAST_WITHOUT_COUNTS} bara av den som läser Polisens del. "
            "Be en administratör öppna den för ditt konto."
        )
    if not 1 <= limits.outline_percent <= MOST_PERCENT or not 1 <= limits.smallest_group <= MOST_RESPONDENTS:
        raise Refused("Skriv procent från 1 till 100, och en grupp på minst 1.")
    row.small_number, row.outline_percent = limits.small_number, limits.outline_percent
    row.smallest_group = limits.smallest_group
    row.save()
    details = {"before": asdict(before), "after": asdict(limits)}
    audit.record(by=by, action="set-follow-up-limits", subject="gränser för redovisning", details=details)


def text_of(category: CrimeCategory) -> CategoryText:
    """Return how a category is told now."""
    return CategoryText(category.name, CrimeGroup(category.group), category.description)


def _checked(text: CategoryText, category: CrimeCategory | None = None) -> tuple[str, str]:
    name = free_text(text.name, required="Skriv kategorins namn.", longest=LONGEST_NAME)
    others = [row for row in CrimeCategory.objects.all() if row != category]
    if search_key(name) in {search_key(word) for row in others for word in (row.name, row.key)}:
        raise Refused(f"Det finns redan en kategori som heter {name}.")
    return name, free_text(text.description, longest=LONGEST_DESCRIPTION)


def _told(category: CrimeCategory) -> dict[str, str]:
    return {"name": category.name, "group": category.group, "description": category.description}


def _allow(by: By) -> None:
    if isinstance(by, Actor) and not can(by, Permission.RUN_FOLLOW_UP):
        raise Forbidden("Du får inte ändra uppföljningens listor.")
