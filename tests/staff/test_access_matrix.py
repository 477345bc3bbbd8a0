"""Every route of the staff side × every persona × every state of a survey: who gets in, and who is refused.

The table below says who; a route that is not in it fails. What each of those who get in may read is test_no_leaks'.
"""

from datetime import date
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from kartlaggning.models import DisposalDecision, Edition, Removal
from kartlaggning.services import disposal
from kartlaggning.services.removals import decisions as removals
from tests.personas import NAMES
from tests.staff.edition_rows import preview_link, recipient
from tests.staff.marked import plant
from tests.staff.routes import addresses, staff_routes

EVERYBODY = set(NAMES)
JARVA_POLICE = {"officer", "colleague"}
POLICE = JARVA_POLICE | {"other_officer"}
MUNICIPAL = {"municipal", "other_municipal"}
COORDINATORS = {"coordinator", "second_coordinator"}
READERS = POLICE | MUNICIPAL | COORDINATORS | {"police_coordinator", "reader"}
ADMINISTRATION = COORDINATORS | {"administrator"}
# Of a survey in Järva.
PARTIES = JARVA_POLICE | {"municipal"}
IN_SIGHT = PARTIES | COORDINATORS | {"police_coordinator"}
REVIEWERS = COORDINATORS | {"police_coordinator"}

# Route: how it is asked, and who gets in. A route that is not asked by GET changes something.
TABLE = {
    "home": ("GET", EVERYBODY),
    "accounts": ("GET", ADMINISTRATION),
    "invite_account": ("GET", ADMINISTRATION),
    "account": ("GET", ADMINISTRATION),
    "account_bjud_in_igen": ("POST", ADMINISTRATION),
    "account_stang_av": ("POST", ADMINISTRATION),
    "account_aktivera": ("POST", ADMINISTRATION),
    "account_aterstall": ("POST", {"administrator"}),
    "outline_check": ("POST", PARTIES),
    "outline_file": ("POST", PARTIES),
    "history": ("GET", IN_SIGHT),
    "log": ("GET", {"administrator"}),
    "log_export": ("POST", {"administrator"}),
    "survey": ("GET", IN_SIGHT),
    "survey_autosave": ("POST", PARTIES),
    "survey_step": ("POST", JARVA_POLICE),
    "review": ("GET", IN_SIGHT),
    "reviews": ("GET", REVIEWERS),
    "approve_reviews": ("POST", COORDINATORS),
    "questionnaires": ("GET", COORDINATORS),
    "questionnaire": ("GET", COORDINATORS),
    "questionnaire_copy": ("POST", COORDINATORS),
    "questionnaire_rename": ("POST", COORDINATORS),
    "questionnaire_delete": ("POST", COORDINATORS),
    "questionnaire_preview": ("GET", COORDINATORS),
    "questionnaire_compare": ("GET", COORDINATORS),
    "question_add": ("GET", COORDINATORS),
    "question": ("GET", COORDINATORS),
    "question_move": ("POST", COORDINATORS),
    "question_remove": ("POST", COORDINATORS),
    "rounds": ("GET", READERS),
    "open_round": ("GET", COORDINATORS),
    "round": ("GET", READERS),
    "round_surveys": ("GET", READERS),
    "report_nil": ("POST", JARVA_POLICE | COORDINATORS),
    "take_back_nil": ("POST", JARVA_POLICE | COORDINATORS),
    "remind": ("POST", COORDINATORS),
    "close_round": ("GET", COORDINATORS),
    "scenes": ("GET", READERS),
    "add_scene": ("GET", POLICE | COORDINATORS),
    "scene": ("GET", READERS),  # it stands in a published edition: what is said of it there is no secret
    "note_scene": ("POST", IN_SIGHT),
    "follow_up_scene": ("POST", COORDINATORS),
    "rename_scene": ("GET", COORDINATORS),
    "merge_scene": ("GET", COORDINATORS),
    "split_scene": ("GET", COORDINATORS),
    "undo_lineage": ("POST", COORDINATORS),
    "reopen_scene": ("GET", COORDINATORS),
    "editions": ("GET", COORDINATORS),
    "recipients": ("GET", COORDINATORS),
    "add_recipient": ("GET", COORDINATORS),
    "recipient": ("GET", COORDINATORS),
    "recipient_active": ("POST", COORDINATORS),
    "build_edition": ("GET", COORDINATORS),
    "correct_edition": ("GET", COORDINATORS),
    "edition": ("GET", COORDINATORS),
    "publish_edition": ("GET", COORDINATORS),
    "cancel_plan": ("POST", COORDINATORS),
    "discard_edition": ("POST", COORDINATORS),
    "withdraw_edition": ("GET", COORDINATORS),
    "resend_letters": ("POST", COORDINATORS),
    "make_preview_link": ("GET", COORDINATORS),
    "revoke_preview_link": ("POST", COORDINATORS),
    "press_text": ("GET", COORDINATORS),
    "removals": ("GET", COORDINATORS),
    "hide_scene": ("GET", COORDINATORS),
    "ask_removal": ("GET", COORDINATORS),
    "removal": ("GET", COORDINATORS),
    "removal_addresses": ("GET", COORDINATORS),
    "removal_bekrafta": ("POST", COORDINATORS),
    "removal_upphav": ("POST", COORDINATORS),
    "removal_slutfor": ("POST", COORDINATORS),
    "tables": ("GET", READERS),
    "tables_file": ("GET", READERS),
    "answers": ("GET", READERS),  # what each of them gets is test_answers'
    "disposal": ("GET", COORDINATORS),
    "disposal_decide": ("GET", COORDINATORS),
    "disposal_protocol": ("GET", COORDINATORS),
    "masked_copy": ("GET", COORDINATORS),
    "measures": ("GET", READERS),
    "add_measure": ("GET", POLICE | MUNICIPAL | COORDINATORS),
    # Of a shared measure in Järva. Who may read which level is test_measures'.
    "measure": ("GET", IN_SIGHT | {"reader"}),
    "change_measure": ("GET", PARTIES | COORDINATORS),
    "end_measure": ("GET", PARTIES | COORDINATORS),
    "withdraw_measure": ("GET", PARTIES | COORDINATORS),
    "measure_public": ("POST", COORDINATORS),
    "measure_kinds": ("GET", COORDINATORS),
    "add_measure_kind": ("GET", COORDINATORS),
    "measure_kind": ("GET", COORDINATORS),
    "move_measure_kind": ("POST", COORDINATORS),
    "measure_kind_active": ("POST", COORDINATORS),
    "agreements": ("GET", READERS),
    "add_agreement": ("GET", POLICE | MUNICIPAL | COORDINATORS),
    # Of a shared agreement in Järva. Who may read which level is test_agreements'.
    "agreement": ("GET", IN_SIGHT | {"reader"}),
    "change_agreement": ("GET", PARTIES | COORDINATORS),
    "end_agreement": ("GET", PARTIES | COORDINATORS),
    "withdraw_agreement": ("GET", PARTIES | COORDINATORS),
    "scene_checks": ("GET", READERS),
    "add_scene_check": ("GET", POLICE | MUNICIPAL | COORDINATORS),
    "answer_signal": ("GET", COORDINATORS),
    "studies": ("GET", READERS),
    "add_study": ("GET", COORDINATORS),
    "study": ("GET", COORDINATORS),
    "withdraw_study": ("GET", COORDINATORS),
    "contacts": ("GET", READERS),
    "add_contact": ("GET", COORDINATORS),
    "contact": ("GET", COORDINATORS),
    "confirm_contact": ("POST", COORDINATORS),
    "withdraw_contact": ("GET", COORDINATORS),
    "follow_up": ("GET", READERS),
    "what_worked": ("GET", READERS),
    "what_worked_file": ("POST", READERS),
    # Which version each of them gets, and at which level it may be taken out, is test_area_answers'.
    "area_answers": ("GET", READERS),
    "area_answer": ("GET", READERS),
    "area_answer_file": ("POST", READERS),
    "figures": ("GET", READERS),
    "figure_upload": ("GET", COORDINATORS | {"police_coordinator"}),
    # As for the import of surveys, below.
    "figure_report": ("GET", set()),
    "figure_discard": ("POST", set()),
    "figure_template": ("GET", COORDINATORS | {"police_coordinator"}),
    "crime_categories": ("GET", COORDINATORS),
    "crime_category": ("GET", COORDINATORS),
    "crime_category_move": ("POST", COORDINATORS),
    "crime_category_active": ("POST", COORDINATORS),
    "crime_category_delete": ("POST", COORDINATORS),
    "follow_up_limits": ("GET", COORDINATORS),
    # Of crimes that are released. Who knows of others, and who reads the counts, is test_figures'.
    "figure_import": ("GET", READERS),
    "withdraw_figures": ("GET", COORDINATORS | {"police_coordinator"}),
    "release_figures": ("GET", COORDINATORS),
    "revoke_release": ("POST", COORDINATORS),
    "import": ("GET", COORDINATORS),
    # A file belongs to who uploaded it: another's is not there. That the owner gets in is test_import_page's.
    "import_columns": ("GET", set()),
    "import_values": ("GET", set()),
    "import_report": ("GET", set()),
    "import_discard": ("POST", set()),
}
# What a reader, who sees what is decided, sees of the approved survey.
ONLY_APPROVED_FOR_READERS = ("survey", "history", "review")
# What a route must be told before it can answer.
SENT = {
    **{key: {"kind": "police_area", "slug": "jarva"} for key in ("report_nil", "take_back_nil")},
    "note_scene": {"made_on": "2026-01-15", "body": "En anteckning."},
}
REFUSED = (403, 404)


@pytest.fixture
def marked(demonstration, round_2026, personas):
    decided_removal(personas.actor("coordinator"))
    carried_out_decision()
    return plant(round_2026, personas)


def decided_removal(by):
    """A removal that nobody can decide any more: what is done to it costs nothing."""
    edition = Edition.objects.get(ref="2024-r1")
    reasons = removals.Reasons("Skäl.", "Skäl.")
    removals.undo(removals.ask_to_redact_file("drogscener-2024-r1.geojson", edition, reasons=reasons, by=by), by=by)


def carried_out_decision():
    """A decision with a protocol to fetch; it took nothing, because there was nothing that old."""
    day = date(2001, 1, 1)
    disposal.record_decision(disposal.Decision("messages", day, "D 1", "Nämnden", day, "Skäl."), by="test")
    disposal.carry_out("messages", by="test")


def values(marked, personas, survey):
    questionnaire = [marked.survey_round.questionnaire_id]
    return {
        **{f"{name}.pk": [Removal.objects.get().pk] for name in TABLE if name.startswith("removal")},
        **{f"{name}.pk": questionnaire for name in TABLE if name.startswith("question")},
        **{f"{name}.pk": [recipient().pk] for name in ("recipient", "recipient_active")},
        "revoke_preview_link.pk": [preview_link("2024-exempel-r1").pk],
        "ref": ["2024-exempel-r1"],
        "disposal_protocol.pk": [DisposalDecision.objects.get().pk],
        "year": [2026],
        "public_id": [survey.scene.public_id],
        "pk": [personas.reader.pk],
        "key": ["sellers"],
        "token": [uuid4()],
        "step": ["send-to-municipality"],
        "measure": [marked.measures[0].public_id],
        "measure_kind": ["kameror"],
        "agreement": [marked.agreements[0].public_id],
        "check": [marked.check.pk],
        "study": ["STX-0001"],
        "contact": ["KX-0001"],
        "number": ["U-0001"],
        "category": ["vald"],
        "figure_template.kind": ["crime"],
        **{f"{name}.kind": ["city_district"] for name in ("area_answer", "area_answer_file")},
        "slug": ["jarva"],
    }


def asked(client, marked, personas, survey):
    """Yield route, address and status of every route, leaving everything as it was."""
    for name, address in addresses(values(marked, personas, survey)):
        ask = client.get if TABLE[name][0] == "GET" else client.post
        with transaction.atomic():
            status = ask(address, SENT.get(name)).status_code
            transaction.set_rollback(True)
        yield name, address, status


def test_every_route_is_in_the_table_and_says_which_permission_it_takes():
    routes = staff_routes()
    assert set(routes) == set(TABLE)
    assert [name for name, route in routes.items() if not hasattr(route.callback, "permission")] == []


@pytest.mark.parametrize("persona", NAMES)
def test_who_gets_in_is_who_the_table_says(marked, personas, as_persona, persona):
    client, wrong = as_persona(persona), []
    for survey in (marked.draft, marked.submitted, marked.approved):
        for name, address, status in asked(client, marked, personas, survey):
            allowed = persona in TABLE[name][1]
            if persona == "reader" and name in ONLY_APPROVED_FOR_READERS:
                allowed = survey is marked.approved
            assert status != 401
            assert status < 500, address
            if allowed is (status in REFUSED):
                wrong.append(f"{name} {survey.state}: {status}")
    assert wrong == []


def test_who_is_not_signed_in_is_led_to_the_sign_in_page_and_a_script_is_told(marked, personas):
    for name, _address, status in asked(Client(), marked, personas, marked.submitted):
        assert status in (302, 404, 405), name
    for name, address in addresses(values(marked, personas, marked.submitted)):
        answer = Client(headers={"X-Requested-With": "fetch"}).generic(TABLE[name][0], address)
        assert answer.status_code in (401, 403, 404, 405), name
    assert Client().get("/personal/")["Location"].startswith(settings.LOGIN_URL)


def test_an_account_that_is_switched_off_is_nobody(marked, personas, as_persona):
    client = as_persona("officer")
    personas.officer.is_active = False
    personas.officer.save()
    assert client.get("/personal/").status_code == 302


@pytest.mark.parametrize("path", ["/admin/", "/personal/finns-inte/", "/personal/kartlaggning/1999/S-0001/"])
def test_there_is_no_other_way_in(demonstration, as_persona, path):
    assert as_persona("administrator").get(path).status_code in REFUSED
