"""Every page of the staff side under axe, at a desk's width and a phone's, as somebody whose page it is."""

import pytest

from tests.browser.conftest import sign_in
from tests.browser.test_sign_in import is_clean
from tests.staff.routes import addresses

COORDINATOR, ADMINISTRATOR = "samordnare@example.org", "administrator@example.org"
OFFICER, MUNICIPAL = "polis.jarva@example.org", "stadsdel.jarva@example.org"
POLICE_COORDINATOR, READER = "polisregionen@example.org", "lansstyrelsen@example.org"
# Surveys of Järva, by how far they have come in the demonstration.
NOT_STARTED, WITH_MUNICIPALITY, SUBMITTED, RETURNED, APPROVED = "X-0008", "X-0010", "X-0012", "X-0013", "X-0009"
LOG = ("/personal/logg/", "/personal/konton/", "/personal/konton/1/")
OWN_ACCOUNT = ("/personal/konto/", "/personal/konto/sessioner/", "/personal/konto/tvasteg/")


def survey(public_id, page=""):
    return f"/personal/kartlaggning/2026/{public_id}/{page}"


def pages_of_a_coordinator():
    """Return every address that is asked by GET and is a coordinator's, with an approved survey of Järva."""
    values = {
        "ref": ["2024-exempel-r1"],
        "year": [2026],
        "public_id": [APPROVED],
        "pk": [1],
        "key": ["sellers"],
        "step": ["approve"],
        "measure": ["IX-0010"],  # in Järva, public
        "measure_kind": ["kameror"],
        "agreement": ["SVX-0002"],  # in Järva, shared, overdue
        "check": [2],  # a signal
        "study": ["STX-0001"],
        "contact": ["KX-0002"],  # to be checked again
        "number": ["U-0001", "U-0003", "U-0004"],
        "category": ["vald", "stold"],
        "figure_template.kind": ["crime"],
        **{f"{name}.kind": ["city_district"] for name in ("area_answer", "area_answer_file")},
        "slug": ["jarva"],
        "token": ["00000000-0000-0000-0000-000000000000"],
    }
    # Their addresses are answered by a redirect, a file, or not by GET at all.
    left_out = {"survey_step", "log", "log_export", "tables_file", "disposal_protocol", "what_worked_file"}
    left_out.add("figure_template")
    return sorted({address for name, address in addresses(values) if name not in left_out})


VISITS = [
    (OFFICER, ["/personal/", survey(RETURNED), survey(WITH_MUNICIPALITY), survey(NOT_STARTED, "historik/")]),
    (OFFICER, ["/personal/platser/", "/personal/platser/ny/", f"/personal/platser/{APPROVED}/", "/personal/omgangar/"]),
    (
        OFFICER,
        ["/personal/insatser/", "/personal/insatser/ny/?plats=X-0006&slag=kameror", "/personal/insatser/IX-0012/"],
    ),
    (MUNICIPAL, ["/personal/", survey(WITH_MUNICIPALITY), survey(WITH_MUNICIPALITY, "granska/")]),
    (MUNICIPAL, ["/personal/uppfoljning/", "/personal/uppfoljning/har-fungerat/?insats=belysning&ord=tunnel"]),
    (POLICE_COORDINATOR, ["/personal/granskning/", survey(SUBMITTED, "granska/"), "/personal/omgangar/2026/"]),
    (POLICE_COORDINATOR, ["/personal/underlag/", "/personal/underlag/U-0001/", "/personal/underlag/las-in/"]),
    (READER, ["/personal/tabeller/?table=changed", "/personal/tabeller/?table=county", "/personal/tabeller/svar/"]),
    (READER, ["/personal/", survey(APPROVED), survey(APPROVED, "granska/"), survey(APPROVED, "historik/")]),
    (ADMINISTRATOR, [*LOG, *OWN_ACCOUNT, "/personal/omgangar/"]),
]


@pytest.mark.parametrize(("person", "paths"), VISITS)
def test_a_page_is_without_findings(staff_site, visit, passwords, complaints, person, paths):
    complaints.expected.append(r"status of 40[34]")
    page = visit(f"{staff_site}/personal/")
    sign_in(page, person, passwords)
    for path in paths:
        page.goto(staff_site + path, wait_until="networkidle")
        is_clean(page)


def test_every_page_of_the_coordinators_is_without_findings(staff_site, visit, passwords, complaints):
    complaints.expected.append(r"status of 40[345]")
    page = visit(f"{staff_site}/personal/")
    sign_in(page, COORDINATOR, passwords)
    looked_at = 0
    for path in pages_of_a_coordinator():
        answer = page.goto(staff_site + path, wait_until="networkidle")
        if answer.status == 200:
            is_clean(page)
            looked_at += 1
    assert looked_at > 25
