"""The settings refuse an unsafe start, and every variable they read is described."""

import re
from pathlib import Path

import pytest

from tests.installation import PRODUCTION, PROJECT, Installation

DESCRIPTIONS = ("README.md", "docs/deployment.md")


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_does_not_start_without(missing: str, tmp_path: Path) -> None:
    environment = {name: value for name, value in PRODUCTION.items() if name != missing}
    refused = Installation(tmp_path, environment=environment).manage("check")
    assert refused.returncode != 0
    assert f"{missing} is empty" in refused.stderr


def test_production_starts_with_both_and_is_not_a_demonstration(tmp_path: Path) -> None:
    production = Installation(tmp_path, environment=PRODUCTION)
    production.must("check", "--deploy", "--fail-level", "WARNING")
    assert production.setting("DEMONSTRATION") is False
    assert production.setting("DEBUG") is False
    assert not (tmp_path / "secret_key").exists()


def test_the_demonstration_keeps_its_generated_secret_to_itself(tmp_path: Path) -> None:
    demonstration = Installation(tmp_path)
    first = demonstration.setting("SECRET_KEY")
    assert demonstration.setting("SECRET_KEY") == first
    assert len(first) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_the_demonstration_answers_on_loopback_only(tmp_path: Path) -> None:
    assert Installation(tmp_path).setting("ALLOWED_HOSTS") == ["localhost", "127.0.0.1", "[::1]"]


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("öppnadrogscener.se", "xn--ppnadrogscener-upb.se"),
        ("kartor.drogscener-åäö.se", "kartor.xn--drogscener--v8am3v.se"),
        ("xn--ppnadrogscener-upb.se", "xn--ppnadrogscener-upb.se"),
    ],
)
def test_hosts_may_be_written_with_swedish_letters(written: str, sent: str, tmp_path: Path) -> None:
    environment = PRODUCTION | {"ALLOWED_HOSTS": written}
    assert Installation(tmp_path, environment=environment).setting("ALLOWED_HOSTS") == [sent]


def test_a_leading_dot_stands_for_all_subdomains_also_with_swedish_letters(tmp_path: Path) -> None:
    environment = PRODUCTION | {"ALLOWED_HOSTS": ".länet.se"}
    assert Installation(tmp_path, environment=environment).setting("ALLOWED_HOSTS") == [".xn--lnet-loa.se"]


def test_mail_goes_where_email_url_says(tmp_path: Path) -> None:
    url = "smtp+tls://anna%40example.org:s%2Fcret@mail.example.org:587"
    production = Installation(tmp_path, environment=PRODUCTION | {"EMAIL_URL": url})
    assert production.setting("EMAIL_HOST") == "mail.example.org"
    assert production.setting("EMAIL_HOST_USER") == "anna@example.org"
    assert production.setting("EMAIL_HOST_PASSWORD") == "s/cret"
    assert production.setting("EMAIL_USE_TLS") is True


def variables_read() -> set[str]:
    settings = (PROJECT / "drogscener" / "settings.py").read_text(encoding="utf-8")
    serve = (PROJECT / "scripts" / "serve.sh").read_text(encoding="utf-8")
    return set(re.findall(r"\benv\.\w+\(\s*\"([A-Z_]+)\"", settings)) | set(re.findall(r"\$\{([A-Z_]+):", serve))


def test_the_search_for_variables_finds_the_well_known_ones() -> None:
    assert {"SECRET_KEY", "DATABASE_URL", "HOST", "WORKERS"} <= variables_read()


@pytest.mark.parametrize("name", sorted(variables_read()))
def test_every_variable_is_described(name: str) -> None:
    described = "".join((PROJECT / page).read_text(encoding="utf-8") for page in DESCRIPTIONS)
    assert f"`{name}`" in described
