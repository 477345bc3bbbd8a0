"""Hiding a scene and showing it again, in the browser: every page on the way under axe."""

from tests.browser.conftest import sign_in
from tests.browser.test_sign_in import is_clean

COORDINATOR, SECOND = "samordnare@example.org", "samordnare2@example.org"
PLACE = "X-0021"


def test_a_scene_is_hidden_by_one_seen_as_hidden_and_shown_again_by_another(staff_site, visit, passwords, complaints):
    complaints.expected.append(r"status of 410")
    page = visit(f"{staff_site}/personal/")
    sign_in(page, COORDINATOR, passwords)
    page.goto(f"{staff_site}/personal/borttagningar/")
    page.get_by_role("link", name="Dölj en plats nu").click()
    page.get_by_label("Plats", exact=True).fill(PLACE)
    page.get_by_label("Skäl, för loggen").fill("Provas i ett test.")
    page.get_by_label("Skäl, för allmänheten").fill("Provas.")
    page.get_by_role("button", name="Dölj platsen").click()
    page.get_by_text("Du har själv dolt platsen.").wait_for()
    assert page.get_by_role("button", name="Upphäv, visa platsen igen").count() == 0
    is_clean(page)
    removal = page.url
    page.get_by_role("link", name="adresser att tömma").click()
    page.get_by_label("Adresser, en på varje rad").wait_for()
    is_clean(page)
    assert page.goto(f"{staff_site}/drogscener/{PLACE}/").status == 410
    is_clean(page)
    page.context.clear_cookies()
    page.goto(removal)
    sign_in(page, SECOND, passwords)
    page.get_by_role("button", name="Upphäv, visa platsen igen").click()
    page.get_by_text("Upphävd", exact=True).first.wait_for()
    assert page.goto(f"{staff_site}/en/drogscener/{PLACE}/").status == 200
    page.goto(f"{staff_site}/personal/borttagningar/")
    is_clean(page)
