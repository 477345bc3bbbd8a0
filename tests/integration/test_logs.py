"""The log is JSON lines, and what a visitor typed or is called can't be found in it."""

import json
import logging
import sys
from typing import Any

import pytest

from drogscener.logs import JsonFormatter
from tests.installation import PRODUCTION, Installation

NAME, ADDRESS, BROWSER = "Anna Andersson", "203.0.113.77", "Firefox-of-Anna"


def lines(log: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.splitlines()]


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    made = Installation(tmp_path_factory.mktemp("production"), environment=PRODUCTION)
    made.must("migrate", "-v0")
    made.must("load_record", "--commit")
    return made


@pytest.mark.parametrize(
    ("path", "options"),
    [
        ("/finns-inte/?namn=Anna+Andersson", {}),
        ("/api/v1/scenes?namn=Anna+Andersson", {}),
        ("/?near=Anna+Andersson", {"headers": {"host": "annat.example"}}),
        (
            "/tillganglighet/",
            {
                "method": "POST",
                "data": "text=Anna+Andersson",
                "content_type": "application/x-www-form-urlencoded",
                "headers": {"referer": "https://annat.example/?sok=Anna+Andersson"},
            },
        ),
    ],
)
def test_no_log_line_holds_what_a_visitor_typed_or_is(
    production: Installation, path: str, options: dict[str, Any]
) -> None:
    visitor = {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": BROWSER}
    headers = {"host": "example.org"} | options.pop("headers", {})
    _, log = production.request(path, secure=True, headers=headers, **options, **visitor)
    accesses = [line for line in lines(log) if line["logger"] == "drogscener.access"]
    assert [line["path"] for line in accesses] == [path.partition("?")[0]]
    for secret in (NAME, "Anna", ADDRESS, BROWSER):
        assert secret not in log


def test_each_request_is_one_line_with_method_path_status_and_duration(production: Installation) -> None:
    _, log = production.request("/finns-inte/", secure=True, headers={"host": "example.org"})
    line = next(line for line in lines(log) if line["logger"] == "drogscener.access")
    assert (line["method"], line["path"], line["status"]) == ("GET", "/finns-inte/", 404)
    assert line["ms"] >= 0
    assert line["time"].endswith("Z")


def formatted(error: Exception) -> dict[str, Any]:
    try:
        typed = NAME
        raise error
    except type(error):
        record = logging.LogRecord("prov", logging.ERROR, __file__, 1, "det gick fel", None, sys.exc_info())
    assert typed == NAME
    line: dict[str, Any] = json.loads(JsonFormatter().format(record))
    return line


def test_an_exception_is_logged_with_its_place_but_neither_its_message_nor_local_variables() -> None:
    line = formatted(ValueError(f"invalid literal: '{NAME}'"))
    assert line["exception"][-1] == "builtins.ValueError"
    assert line["exception"][0].endswith(" formatted")
    assert "test_logs.py:" in line["exception"][0]
    assert "Anna" not in json.dumps(line)


def test_an_exception_that_says_nothing_personal_keeps_its_message() -> None:
    assert formatted(AttributeError("no attribute 'x'"))["exception"][-1].endswith("no attribute 'x'")


def test_the_cause_of_an_exception_is_logged_before_it() -> None:
    error = RuntimeError(NAME)
    error.__cause__ = KeyError(NAME)
    assert [line for line in formatted(error)["exception"] if line.startswith("builtins")] == [
        "builtins.KeyError",
        "builtins.RuntimeError",
    ]


def test_query_strings_are_cut_out_of_messages() -> None:
    record = logging.LogRecord(
        "prov", logging.INFO, __file__, 1, "from %s now", (f"https://a.se/b?n={NAME[:4]}",), None
    )
    assert json.loads(JsonFormatter().format(record))["message"] == "from https://a.se/b?… now"
