"""A survey's page as a browser without script would send it: every control that is in it, changed as a test says."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from kartlaggning.models import Survey


class _Controls(HTMLParser):
    """Collects what the form with the id survey-form would post."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.text_of: str | None = None
        self.posted: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self.inside = told.get("id") == "survey-form"
        name = told.get("name") or ""
        if not self.inside or not name:
            return
        if tag == "textarea":
            self.text_of = name
            self.posted.setdefault(name, []).append("")
        elif tag == "input" and (told.get("type") not in ("checkbox", "radio", "file") or "checked" in told):
            self.posted.setdefault(name, []).append(told.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self.text_of:
            self.posted[self.text_of][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text_of:
            # The newline right after the tag is no part of the text.
            self.posted[self.text_of][-1] = self.posted[self.text_of][-1].removeprefix("\n")
            self.text_of = None
        elif tag == "form":
            self.inside = False


def address_of(survey: Survey) -> str:
    """Return the survey's page."""
    return f"/personal/kartlaggning/{survey.survey_round.year}/{survey.scene.public_id}/"


def controls(html: bytes) -> dict[str, list[str]]:
    """Return what the form in a page would post as it stands."""
    parser = _Controls()
    parser.feed(html.decode())
    return parser.posted


def opened(client: Client, survey: Survey) -> dict[str, list[str]]:
    """Open the page and return what its form would post as it stands."""
    answer = client.get(address_of(survey))
    assert answer.status_code == 200
    return controls(answer.content)


def sent(client: Client, survey: Survey, posted: dict[str, list[str]], **changes: Any) -> Any:
    """Post the form with some controls changed; a keyword's double underscore stands for a point."""
    changed = {key.replace("__", "."): value for key, value in changes.items()}
    return client.post(address_of(survey), posted | changed)
