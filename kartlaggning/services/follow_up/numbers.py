"""The lasting numbers of the registers: `I-0001`, and `IX-0001` for what is made up. Never given twice."""

from django.db.models import Model, QuerySet
from django.db.models.functions import Length

from kartlaggning.choices import Origin
from kartlaggning.models import FollowUpLimits
from kartlaggning.models.measures import Registered


def next_number(model: type[Registered], letter: str, origin: Origin) -> str:
    """Return the next free number of a register. Call it inside a transaction: numbers are given one at a time."""
    FollowUpLimits.objects.select_for_update().filter(pk=1).first()
    prefix = f"{letter}X-" if origin is Origin.EXAMPLE else f"{letter}-"
    return following(model._default_manager.all(), "public_id", prefix)


def following(rows: QuerySet[Model], field: str, prefix: str) -> str:
    """Return what follows on the highest number that the rows have with the prefix, by value: 10000 after 9999."""
    taken = rows.filter(**{f"{field}__startswith": prefix}).order_by(Length(field).desc(), f"-{field}")
    last = taken.values_list(field, flat=True).first()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04d}"
