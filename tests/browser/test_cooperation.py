"""The way of a signal in the browser: a check says reassess, the coordinator sees it and opens the scene again."""

from tests.browser.conftest import sign_in
from tests.browser.test_sign_in import is_clean

COORDINATOR, MUNICIPAL = "samordnare@example.org", "kommun.huddinge@example.org"
CLOSED = "X-0051"  # Exempelplats Huddinge 1


def test_a_signal_is_given_seen_and_answered(staff_site, visit, passwords, complaints):
    complaints.expected.append(r"status of 422")
    page = visit(f"{staff_site}/personal/")
    sign_in(page, MUNICIPAL, passwords)
    page.goto(f"{staff_site}/personal/platser/{CLOSED}/")
    page.get_by_role("link", name="Skriv en kontroll").click()
    page.get_by_label("Platsen bör bedömas på nytt").check()
    page.get_by_role("button", name="Spara kontrollen").click()
    page.get_by_role("alert").get_by_text("Skriv vad som tyder på det").wait_for()
    is_clean(page)
    page.get_by_label("Anmärkning").fill("Handel på platsen varje kväll, prövas i ett test.")
    page.get_by_role("button", name="Spara kontrollen").click()
    page.get_by_text("Samordnaren har fått en signal.").wait_for()
    is_clean(page)

    other = visit(f"{staff_site}/personal/")
    sign_in(other, COORDINATOR, passwords)
    # One of the demonstration's own, and this one.
    other.get_by_text("2 upphörda platser bör bedömas på nytt").wait_for()
    other.get_by_role("link", name="Se signalerna och svara").click()
    note = other.get_by_role("article").filter(has_text="prövas i ett test")
    note.get_by_role("link", name="Svara på signalen").click()
    is_clean(other)
    other.get_by_role("link", name="Öppna platsen igen i omgången 2026").click()
    other.get_by_label("Varför öppnas platsen igen?").fill("Handeln är tillbaka.")
    other.get_by_role("button", name="Öppna igen").click()
    other.get_by_text("Bedöms på nytt. Platsen är öppnad igen i omgången 2026.").first.wait_for()
    is_clean(other)
    other.goto(f"{staff_site}/personal/kontroller/")
    other.get_by_text("Ingen signal väntar.").wait_for()


def test_a_form_of_cooperation_is_added_with_the_keyboard_and_an_owner_must_have_agreed(
    staff_site, visit, passwords, complaints
):
    complaints.expected.append(r"status of 422")
    page = visit(f"{staff_site}/personal/samverkan/ny/")
    sign_in(page, COORDINATOR, passwords)
    page.get_by_label("samverkansforum").focus()
    page.keyboard.press("Space")
    page.get_by_label("Rubrik").fill("Ett forum som prövas")
    page.get_by_label("Parter").fill("Kommunen\nLokalpolisområdet")
    page.get_by_label("Fastighetsägare", exact=True).fill("Prövade Hus AB")
    page.get_by_label("År", exact=True).first.fill("2025")
    page.get_by_role("button", name="Spara").focus()
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_role("link", name="bara om den har sagt ja").wait_for()
    is_clean(page)
    page.get_by_label("Varje fastighetsägare ovan har sagt ja").check()
    page.get_by_role("button", name="Spara").click()
    page.get_by_text("Samverkan är tillagd").wait_for()
    page.get_by_text("Fastighetsägare, som har sagt ja till att nämnas").wait_for()
    is_clean(page)
