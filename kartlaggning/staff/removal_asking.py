"""From a filled-in form to the removal that it asks for."""

from kartlaggning.choices import RemovalKind
from kartlaggning.models import Removal
from kartlaggning.permissions import Actor
from kartlaggning.selectors.removals import published_editions
from kartlaggning.services.removals import decisions as removals
from kartlaggning.staff.forms.removals import AskForm


def ask_for(form: AskForm, *, by: Actor) -> Removal:
    """Ask for what the valid form says; no edition chosen means every one that holds the scene."""
    data, reasons = form.cleaned_data, form.reasons
    if data["kind"] == RemovalKind.FILE:
        ref, _slash, path = data["file"].partition("/")
        return removals.ask_to_redact_file(path, published_editions().get(ref=ref), reasons=reasons, by=by)
    chosen = list(data["editions"])
    if data["kind"] == RemovalKind.FIELD:
        chosen = chosen or removals.editions_with_scene(data["scene"])
        return removals.ask_to_redact_field(data["scene"], data["field"], chosen, reasons=reasons, by=by)
    chosen = chosen or removals.editions_telling_of(data["scene"])
    return removals.ask_to_redact_scene(data["scene"], chosen, reasons=reasons, by=by)
