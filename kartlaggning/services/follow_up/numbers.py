"""The lasting numbers of the registers: `I-0001`, and `IX-0001` for what is made up. Never given twice."""

from kartlaggning.choices import Origin
from kartlaggning.models import FollowUpLimits
from kartlaggning.models.measures import Registered


def next_number(model: type[Registered], letter: str, origin: Origin) -> str:
    """Return the next free number of a register. Call it inside a transaction: numbers are given one at a time."""
    FollowUpLimits.objects.select_for_update().filter(pk=1).first()
    prefix = f"{letter}X-" if origin is Origin.EXAMPLE else f"{letter}-"
    rows = model._default_manager.filter(public_id__startswith=prefix).order_by("-public_id")
    last = rows.values_list("public_id", flat=True).first()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04d}"
