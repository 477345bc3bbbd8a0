"""Signed out while writing, in a real browser and without any script of ours: nothing that was typed is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_sign_in import is_clean, press

FORM = "/personal/konton/bjud-in/"
IDLE = """
import time, django; django.setup()
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
for row in Session.objects.all():
    session = SessionStore(row.session_key)
    if "seen_at" in session:
        session["seen_at"] = int(time.time()) - 31 * 60
        session.save()
"""


@pytest.fixture(scope="module")
def coordinator(demonstration_installation):
    """Address and password of the demonstration's coordinator."""
    printed = demonstration_installation.must("personas")
    return re.search(r"(samordnare@example\.org)\s+(\S+)", printed).groups()


def sign_in(page: Page, coordinator: tuple[str, str]) -> None:
    page.get_by_label("E-postadress").fill(coordinator[0])
    page.get_by_label("Lösenord").fill(coordinator[1])
    press(page, "Logga in")


@pytest.mark.parametrize("with_script", [True, False])
def test_who_is_signed_out_by_idleness_finds_everything_again(
    site, visit, demonstration_installation, coordinator, complaints, with_script
):
    page = visit(site + FORM, java_script_enabled=with_script)
    sign_in(page, coordinator)
    page.get_by_label("Namn", exact=True).fill("Åsa Öberg")
    page.get_by_label("läsare").check()
    assert demonstration_installation.run("-c", IDLE).returncode == 0
    press(page, "Skicka inbjudan")
    expect(page.get_by_text("Det du skickade finns kvar")).to_be_visible()
    sign_in(page, coordinator)
    expect(page.get_by_role("heading", level=1)).to_have_text("Dina uppgifter finns kvar")
    if with_script:  # axe is one
        is_clean(page)
    complaints.expected.append(r"status of 422")  # there was no e-mail address: the form says so as ever
    press(page, "Skicka uppgifterna")
    expect(page).to_have_url(site + FORM)
    expect(page.get_by_label("Namn", exact=True)).to_have_value("Åsa Öberg")
    expect(page.get_by_label("läsare")).to_be_checked()
    press(page, "Logga ut")


def test_who_signed_in_again_in_another_tab_finds_everything_again(site, visit, coordinator, complaints):
    page = visit(site + FORM)
    sign_in(page, coordinator)
    page.get_by_label("Namn", exact=True).fill("Åsa Öberg")
    other = page.context.new_page()
    other.goto(site + "/personal/")
    press(other, "Logga ut")
    sign_in(other, coordinator)
    press(page, "Skicka inbjudan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dina uppgifter finns kvar")
    complaints.expected.append(r"status of 422")
    press(page, "Skicka uppgifterna")
    expect(page.get_by_label("Namn", exact=True)).to_have_value("Åsa Öberg")


@pytest.mark.parametrize("path", ["konton/", "konton/bjud-in/", "konton/1/", "konto/", "konto/sessioner/"])
def test_an_accounts_page_is_without_findings(site, visit, coordinator, path):
    page = visit(site + "/personal/" + path)
    sign_in(page, coordinator)
    expect(page).to_have_url(site + "/personal/" + path)
    is_clean(page)
