"""The filter above the log."""

from typing import Any

from django import forms

from kartlaggning.selectors.audit import LogFilter

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_NO_DAY = {"invalid": "Skriv dagen som år-månad-dag, till exempel 2026-02-20."}


class LogForm(forms.Form):
    """By person, act, subject and days; nothing filled in is everything."""

    actor = forms.ChoiceField(label="Vem", required=False)
    action = forms.ChoiceField(label="Vad", required=False)
    subject = forms.CharField(label="På vad", required=False, max_length=200)
    first = forms.DateField(label="Från och med", required=False, widget=_DAY, error_messages=_NO_DAY)
    last = forms.DateField(label="Till och med", required=False, widget=_DAY, error_messages=_NO_DAY)

    def __init__(self, *args: Any, actors: list[str], actions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"].choices = [("", "Alla"), *((name, name) for name in actors)]  # type: ignore[attr-defined]
        self.fields["action"].choices = [("", "Allt"), *actions]  # type: ignore[attr-defined]

    def asked(self) -> LogFilter:
        """Return what is asked for; a field that can't be understood asks for nothing."""
        self.is_valid()
        filled = self.cleaned_data
        return LogFilter(
            actor=filled.get("actor", ""),
            action=filled.get("action", ""),
            subject=filled.get("subject", ""),
            first=filled.get("first"),
            last=filled.get("last"),
        )
