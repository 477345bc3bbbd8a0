"""What browsers are told to refuse, and that production speaks TLS only."""

from pathlib import Path
from typing import Any

import pytest

from tests.installation import PRODUCTION, Installation

ONE_YEAR_SECONDS = 31_536_000


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    made = Installation(tmp_path_factory.mktemp("production"), environment=PRODUCTION)
    made.must("migrate", "-v0")
    made.must("load_record", "--commit")
    return made


@pytest.fixture(scope="module")
def answer(production: Installation) -> dict[str, Any]:
    """The front page over TLS."""
    found, _ = production.request("/", secure=True, headers={"host": "example.org"})
    assert found["status"] == 200
    return found


@pytest.fixture(scope="module")
def policy(answer: dict[str, Any]) -> dict[str, str]:
    directives = answer["headers"]["Content-Security-Policy"].split(";")
    return dict(directive.strip().split(" ", 1) for directive in directives)


def test_no_inline_code_or_style_runs(policy: dict[str, str]) -> None:
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert "unsafe" not in " ".join(policy.values())


def test_only_street_tiles_come_from_elsewhere(policy: dict[str, str]) -> None:
    foreign = {name: value for name, value in policy.items() if "https:" in value or "*" in value}
    assert foreign == {"img-src": "'self' data: https://tile.openstreetmap.org"}


@pytest.mark.parametrize(
    ("tiles", "origins"),
    [
        ("", []),
        ("/rutor/{z}/{x}/{y}.png", []),
        ("https://tiles.example.org:8443/{z}/{x}/{y}.png?key=1", ["https://tiles.example.org:8443"]),
        ("https://{s}.tile.example.org/{z}/{x}/{y}.png", ["https://*.tile.example.org"]),
        ("https://rutor-{s}.example.org/{z}/{x}/{y}.png", ["https://*.example.org"]),
        ("https://{s}.länet.se/{z}/{x}/{y}.png", ["https://*.xn--lnet-loa.se"]),
    ],
)
def test_images_may_come_from_where_the_street_tiles_are(tiles: str, origins: list[str], tmp_path: Path) -> None:
    own = Installation(tmp_path, environment=PRODUCTION | {"BASEMAP_TILES_URL": tiles})
    assert own.setting("CONTENT_SECURITY_POLICY")["DIRECTIVES"]["img-src"] == ["'self'", "data:", *origins]


@pytest.mark.parametrize(
    "tiles",
    [
        "tile.example.org/{z}/{x}/{y}.png",
        "//tile.example.org/{z}/{x}/{y}.png",
        "ftp://tile.example.org/{z}/{x}/{y}.png",
        "https:///{z}/{x}/{y}.png",
        "https://{s}/{z}/{x}/{y}.png",
        "https://tile.{s}.example.org/{z}/{x}/{y}.png",
        "https://tile.example.org; script-src */{z}/{x}/{y}.png",
    ],
)
def test_an_address_of_street_tiles_that_cannot_work_stops_the_start(tiles: str, tmp_path: Path) -> None:
    refused = Installation(tmp_path, environment=PRODUCTION | {"BASEMAP_TILES_URL": tiles}).run(
        "-c", "import drogscener.settings"
    )
    assert refused.returncode != 0
    assert "ImproperlyConfigured: BASEMAP_TILES_URL is " in refused.stderr


def test_a_page_cannot_be_framed_and_posts_only_here(policy: dict[str, str], answer: dict[str, Any]) -> None:
    assert policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert policy["base-uri"] == "'none'"
    assert answer["headers"]["X-Frame-Options"] == "DENY"


def test_only_the_position_may_be_asked_for_and_only_by_this_site(answer: dict[str, Any]) -> None:
    assert "geolocation=(self)" in answer["headers"]["Permissions-Policy"]
    assert "camera=()" in answer["headers"]["Permissions-Policy"]


def test_other_sites_learn_the_origin_at_most(answer: dict[str, Any]) -> None:
    assert answer["headers"]["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer["headers"]["X-Content-Type-Options"] == "nosniff"


def test_browsers_keep_to_tls_for_a_year(answer: dict[str, Any]) -> None:
    hsts = answer["headers"]["Strict-Transport-Security"]
    assert hsts == f"max-age={ONE_YEAR_SECONDS}; includeSubDomains"


def test_plain_http_is_redirected(production: Installation) -> None:
    found, _ = production.request("/om/?a=1", headers={"host": "example.org"})
    assert (found["status"], found["headers"]["Location"]) == (301, "https://example.org/om/?a=1")


def test_a_request_that_nginx_took_over_tls_is_not_redirected(production: Installation) -> None:
    forwarded = {"host": "example.org", "x-forwarded-proto": "https"}
    found, _ = production.request("/finns-inte/", headers=forwarded)
    assert found["status"] == 404


def test_another_host_is_refused(production: Installation) -> None:
    found, _ = production.request("/", secure=True, headers={"host": "annat.example"})
    assert found["status"] == 400


def test_cookies_go_over_tls_only(production: Installation) -> None:
    assert production.setting("CSRF_COOKIE_SECURE") is True
    assert production.setting("CSRF_COOKIE_HTTPONLY") is True
    assert production.setting("CSRF_COOKIE_SAMESITE") == "Lax"


def test_no_answer_varies_by_language_or_cookie_and_no_cookie_is_set(answer: dict[str, Any]) -> None:
    assert answer["cookies"] == {}
    vary = answer["headers"].get("Vary", "").lower()
    assert "accept-language" not in vary
    assert "cookie" not in vary
    assert answer["headers"]["Content-Language"] == "sv"


def test_below_en_the_answer_is_english(production: Installation) -> None:
    found, _ = production.request(
        "/en/finns-inte/", secure=True, headers={"host": "example.org", "accept-language": "de"}
    )
    assert found["headers"]["Content-Language"] == "en"
