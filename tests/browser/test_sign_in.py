"""From the invitation to the passkey, in an installation that is no demonstration: the second factor is never skipped.

Served by name, because a key belongs to a host name and never to an address like 127.0.0.1.
"""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, served
from tests.browser.test_map_accessibility import found_by_axe
from tests.installation import Installation

PASSWORD = "tre röda hästar på ängen"
ADDRESS = "anna.berg@example.org"
OWN_PAGES = (
    *("", "e-post/", "losenord/", "sessioner/", "logga-ut/", "bekrafta-igen/"),
    *("tvasteg/", "tvasteg/bekrafta-igen/", "tvasteg/app/ta-bort/", "tvasteg/reservkoder/", "tvasteg/reservkoder/nya/"),
    "tvasteg/nycklar/bekrafta-igen/",
)
PAGES_FOR_ANYBODY = (
    *("losenord/glomt/", "losenord/skickat/", "losenord/klart/", "losenord/nytt/1-abc/"),
    *("nytt-konto/", "avstangt/", "e-post/skickat/", "e-post/bekrafta/x/", "sso/fel/", "sso/avbrutet/"),
)
LOCALHOST = r"request to another host: http://localhost:\d+/"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    environment = {
        "SECRET_KEY": "k" * 50,
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "HTTPS": "0",
        "BASEMAP_TILES_URL": "",
    }
    installation = Installation(tmp_path_factory.mktemp("sign-in"), environment=environment)
    installation.must("migrate", "-v0")
    installation.must("first_start")
    return installation


@pytest.fixture(scope="module")
def staff_site(own):
    with served(own) as address:
        yield address.replace("127.0.0.1", "localhost")


def invitation(own, site):
    printed = own.must("invite_administrator", ADDRESS, "--name", "Anna Berg", "--site", site)
    return printed.split()[-1]


def time_code(secret: str, periods_ahead: int = 0) -> str:
    """RFC 6238, half a minute a period. A code works once, so a test that needs another takes the next one."""
    counter = struct.pack(">Q", int(time.time()) // 30 + periods_ahead)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def is_clean(page: Page) -> None:
    """Hold the page to axe and to 390 pixels."""
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        assert found_by_axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    page.set_viewport_size(DESKTOP)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state("networkidle")


def sign_in(page: Page, site: str, path: str = "/personal/") -> None:
    page.goto(site + path)
    page.get_by_label("E-postadress").fill(ADDRESS)
    page.get_by_label("Lösenord").fill(PASSWORD)
    press(page, "Logga in")


def sign_out(page: Page, site: str) -> None:
    page.goto(site + "/personal/konto/")
    page.get_by_role("banner").get_by_role("button", name="Logga ut").click()
    expect(page).to_have_url(re.compile("/personal/konto/logga-in/"))


def answer_invitation(page: Page) -> None:
    is_clean(page)
    page.get_by_label("Lösenord", exact=True).fill("kort")
    page.get_by_label("Lösenordet en gång till").fill("kort")
    press(page, "Spara lösenordet")
    expect(page.get_by_role("alert")).to_contain_text("12")
    is_clean(page)
    page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    page.get_by_label("Lösenordet en gång till").fill(PASSWORD)
    press(page, "Spara lösenordet")


def set_up_app(page: Page) -> tuple[str, list[str]]:
    """Set up an app as one is led to; return its secret and the recovery codes."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Tvåstegsinloggning")
    is_clean(page)
    page.get_by_role("link", name="Ställ in en app").click()
    is_clean(page)
    secret = page.locator(".account-secret").inner_text()
    page.get_by_label("Koden som appen visar").fill(time_code(secret))
    press(page, "Slå på")
    expect(page.get_by_role("heading", level=1)).to_have_text("Spara dina reservkoder")
    is_clean(page)
    return secret, page.locator(".account-codes code").all_inner_texts()


def add_passkey(page: Page, site: str) -> None:
    page.goto(site + "/personal/konto/tvasteg/nycklar/ny/")
    is_clean(page)
    page.get_by_label("Namn på nyckeln").fill("Min telefon")
    press(page, "Lägg till nyckeln")
    page.goto(site + "/personal/konto/tvasteg/nycklar/")
    expect(page.get_by_role("rowheader", name="Min telefon")).to_be_visible()
    is_clean(page)
    for name in ("Byt namn", "Ta bort"):
        page.get_by_role("cell").get_by_role("link", name=name).click()
        is_clean(page)
        page.goto(site + "/personal/konto/tvasteg/nycklar/")


def with_virtual_authenticator(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_from_invitation_to_passkey(own, staff_site, visit, complaints):
    complaints.expected += [LOCALHOST, r"status of 422"]
    link = invitation(own, staff_site)
    page = visit(link)
    with_virtual_authenticator(page)
    answer_invitation(page)
    expect(page).to_have_url(staff_site + "/personal/konto/logga-in/")
    is_clean(page)

    sign_in(page, staff_site, "/personal/konton/?visa=alla")
    secret, codes = set_up_app(page)
    assert len(codes) == 10
    page.get_by_role("link", name="Jag har sparat dem, fortsätt").click()
    expect(page).to_have_url(staff_site + "/personal/konton/?visa=alla")  # where one was going all along
    is_clean(page)

    sign_out(page, staff_site)
    sign_in(page, staff_site, "/personal/konton/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Skriv koden")
    is_clean(page)
    page.get_by_label("Kod", exact=True).fill("000000")
    press(page, "Logga in")
    expect(page.get_by_role("alert").first).to_contain_text("Koden stämmer inte")
    page.get_by_label("Kod", exact=True).fill(time_code(secret, 1))
    press(page, "Logga in")
    expect(page).to_have_url(staff_site + "/personal/konton/")

    sign_out(page, staff_site)
    sign_in(page, staff_site)
    page.get_by_label("Kod", exact=True).fill(codes[0])
    press(page, "Logga in")
    expect(page).to_have_url(staff_site + "/personal/")

    add_passkey(page, staff_site)
    sign_out(page, staff_site)
    page.goto(staff_site + "/personal/konton/bjud-in/")
    press(page, "Logga in med nyckel")
    expect(page).to_have_url(staff_site + "/personal/konton/bjud-in/")
    is_clean(page)

    for path in OWN_PAGES:
        page.goto(f"{staff_site}/personal/konto/{path}")
        expect(page).to_have_url(f"{staff_site}/personal/konto/{path}")
        is_clean(page)
    assert visit(link).get_by_role("heading", level=1).inner_text() == "Inbjudan gäller inte längre"
    complaints.expected.append(r"status of 410")


def test_a_key_that_is_not_there_is_said_in_words(own, staff_site, visit, complaints):
    complaints.expected.append(LOCALHOST)
    page = visit(staff_site + "/personal/konto/logga-in/")
    with_virtual_authenticator(page)
    page.context.new_cdp_session(page).send("WebAuthn.enable")
    page.get_by_role("button", name="Logga in med nyckel").click()
    expect(page.get_by_role("alert")).to_contain_text("Försök igen, eller logga in på ett annat sätt")
    is_clean(page)


@pytest.mark.parametrize("path", PAGES_FOR_ANYBODY)
def test_a_page_for_those_who_are_not_signed_in_is_without_findings(staff_site, visit, complaints, path):
    complaints.expected += [LOCALHOST, r"status of 401 .*/sso/fel/"]
    is_clean(visit(f"{staff_site}/personal/konto/{path}"))


def test_signing_in_works_without_javascript(staff_site, visit, complaints):
    complaints.expected.append(LOCALHOST)
    page = visit(staff_site + "/personal/", java_script_enabled=False)
    page.get_by_label("E-postadress").fill("ingen@example.org")
    page.get_by_label("Lösenord").fill("fel")
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("stämmer inte")
    expect(page.get_by_label("E-postadress")).to_have_value("ingen@example.org")
