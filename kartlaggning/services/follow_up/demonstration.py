"""What the demonstration county is given to follow up: made-up figures, measures and cooperation, on made-up places."""

from django.db import transaction

from kartlaggning.choices import Origin
from kartlaggning.models import Agreement, Contact, FigureImport, Measure, SceneCheck, Study
from kartlaggning.services.follow_up import demonstration_cooperation, demonstration_figures, demonstration_measures


@transaction.atomic
def load_follow_up(*, by: str) -> None:
    """Write the made-up follow-up, before the editions are built."""
    demonstration_figures.load(by=by)
    demonstration_measures.load(by=by)
    demonstration_cooperation.load(by=by)


@transaction.atomic
def remove_follow_up() -> None:
    """Delete everything made up that follows scenes up; called before the made-up scenes are."""
    for model in (FigureImport, Measure, SceneCheck, Agreement, Study, Contact):
        model._default_manager.filter(origin=Origin.EXAMPLE).delete()
