"""Doing what a form asks for: a refusal becomes the form's own error, so that nothing that was typed is lost."""

from collections.abc import Callable
from typing import TypeVar

from django import forms

from kartlaggning.errors import Refused

T = TypeVar("T")


def attempt(form: forms.Form, act: Callable[[], T], *, at: str | None = None) -> T | None:
    """Return what `act` makes if the form is valid, or None with the refusal at `at` or at its own field.

    `act` is called after the validation, so it may read `cleaned_data`.
    """
    if not form.is_valid():
        return None
    try:
        return act()
    except Refused as refusal:
        field = getattr(refusal, "field", at)
        form.add_error(field if field in form.fields else None, str(refusal))
        return None
