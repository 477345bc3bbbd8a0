"""The page of a survey: who sees what of it, who may fill it in, and what becomes of what was sent."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kartlaggning.audit_words import READ_POLICE_ONLY
from kartlaggning.choices import Section, SurveyState, Visibility
from kartlaggning.models import AuditEntry, Reassessment, SectionComment, Survey
from kartlaggning.services.question_rules import _TAKEN
from kartlaggning.services.surveys import save_content
from tests.staff.survey_forms import address_of, controls, opened, sent
from tests.surveys_at import put_in

pytestmark = pytest.mark.usefixtures("demonstration")
POLICE_WORDS = ("Vilka säljer på platsen", "Vilka preparat", "Personer på platsen", "avsnitt-people", "substance_")


@pytest.fixture
def survey(round_2026):
    return Survey.objects.filter(survey_round=round_2026, police_area__name="Järva").order_by("pk").first()


def now(survey):
    return Survey.objects.select_related("scene", "survey_round").get(pk=survey.pk)


def autosaved(client, survey, fields, *, version=0, **more):
    body = {"version": version, "fields": fields, **more}
    return client.post(
        address_of(survey) + "autospara/", {"edit": json.dumps(body)}, headers={"X-Requested-With": "fetch"}
    )


def field(*texts, base=0):
    return {"base": base, "typed": list(texts)}


# --- Who sees what --------------------------------------------------------------------------------


def test_the_officer_sees_every_section_as_a_form(survey, as_persona):
    text = as_persona("officer").get(address_of(survey)).content.decode()
    assert all(f'id="avsnitt-{section}"' in text for section in Section)
    assert "data-survey-form" in text
    assert "0 av 8 avsnitt" in text


def test_the_municipality_fills_in_its_part_and_never_hears_of_the_other(survey, as_persona):
    text = as_persona("municipal").get(address_of(survey)).content.decode()
    assert "data-survey-form" in text
    assert "0 av 6 avsnitt" in text
    assert [word for word in POLICE_WORDS if word in text] == []
    assert text.count("Polisens del är inte klar.") == 1


@pytest.mark.parametrize(("persona", "sees_police"), [("coordinator", False), ("police_coordinator", True)])
def test_those_who_review_read_it_without_a_form(survey, as_persona, persona, sees_police):
    text = as_persona(persona).get(address_of(survey)).content.decode()
    assert "data-survey-form" not in text
    assert ("Vilka säljer på platsen" in text) is sees_police


@pytest.mark.parametrize("persona", ["other_officer", "other_municipal", "reader"])
def test_a_survey_out_of_sight_does_not_exist(survey, as_persona, persona):
    client = as_persona(persona)
    assert client.get(address_of(survey)).status_code == 404
    assert client.post(address_of(survey), {}).status_code == 404


def test_an_administrator_sees_no_survey(survey, as_persona):
    assert as_persona("administrator").get(address_of(survey)).status_code == 403


@pytest.mark.parametrize("persona", ["coordinator", "police_coordinator"])
def test_who_only_reads_cannot_send_anything(survey, as_persona, persona):
    client = as_persona(persona)
    assert client.post(address_of(survey), {"grounds": "x"}).status_code == 403
    assert autosaved(client, survey, {"grounds": field("x")}).status_code == 403
    assert now(survey).version == 0


@pytest.mark.parametrize("key", ["sellers", "people_comment", "explained.people_comment"])
def test_the_municipality_cannot_send_a_field_that_is_for_the_police_alone(survey, as_persona, key):
    client = as_persona("municipal")
    posted = opened(client, survey) | {key: ["x"], "grounds": ["nytt"]}
    typed = '["a","b"]' if key.startswith("explained") else "residents"
    assert client.post(address_of(survey), posted).status_code == 403
    assert autosaved(client, survey, {key: field(typed), "grounds": field("nytt")}).status_code == 403
    assert autosaved(client, survey, {key: field("ingen sådan")}).status_code == 403
    stored = now(survey)
    assert (stored.version, stored.content.get(key)) == (0, survey.content.get(key))


@pytest.mark.parametrize("state", [SurveyState.WITH_MUNICIPALITY, SurveyState.SUBMITTED])
def test_a_survey_in_other_hands_is_read_only(survey, as_persona, state):
    Survey.objects.filter(pk=survey.pk).update(state=state)
    assert "data-survey-form" not in as_persona("officer").get(address_of(survey)).content.decode()


# --- Saving the whole form ------------------------------------------------------------------------


@pytest.mark.parametrize("persona", ["officer", "municipal"])
def test_a_form_sent_as_it_came_changes_nothing(survey, as_persona, persona):
    client = as_persona(persona)
    answer = sent(client, survey, opened(client, survey))
    assert (answer.status_code, now(survey).version, now(survey).content) == (303, 0, survey.content)


def test_what_was_changed_is_saved_and_nothing_else(survey, as_persona):
    client = as_persona("officer")
    answer = sent(client, survey, opened(client, survey), grounds="Nya\r\niakttagelser", location_type=["metro"])
    assert answer.status_code == 303
    stored = now(survey)
    assert stored.content == survey.content | {"grounds": "Nya\niakttagelser", "location_type": ["metro"]}
    assert set(stored.field_versions) == {"grounds", "location_type"}
    assert stored.state == SurveyState.DRAFT


def test_an_answer_can_be_emptied(survey, as_persona):
    client = as_persona("officer")
    sent(client, survey, opened(client, survey), grounds="", location_type=[])
    assert not {"grounds", "location_type"} & now(survey).content.keys()


def test_a_button_confirms_its_section_and_leads_to_the_next(survey, as_persona):
    client = as_persona("officer")
    answer = sent(client, survey, opened(client, survey), go_on="place")
    assert answer["Location"].endswith("#avsnitt-symptoms")
    assert now(survey).confirmed_sections == ["place"]
    answer = sent(client, survey, opened(client, survey), go_on="joint")
    assert answer["Location"].endswith("#avsnitt-symptoms")


def test_who_confirms_what_they_see_takes_nothing_from_what_others_have_confirmed(survey, as_persona):
    municipal = as_persona("municipal")
    before = opened(municipal, survey)
    officer = as_persona("officer")
    sent(officer, survey, opened(officer, survey), confirmed=["people", "place"])
    sent(municipal, survey, before, confirmed=["joint"])
    assert now(survey).confirmed_sections == ["place", "people", "joint"]
    sent(municipal, survey, opened(municipal, survey), confirmed=[])
    assert now(survey).confirmed_sections == ["people"]


def test_what_cannot_be_used_is_told_at_the_field_and_the_rest_is_saved(survey, as_persona):
    client = as_persona("officer")
    answer = sent(client, survey, opened(client, survey), joint_when="i går", grounds="Sparas ändå", outline="ingen")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Skriv datumet som år-månad-dag" in text
    assert 'href="#q-joint_when"' in text
    assert controls(answer.content)["joint_when"] == ["i går"]
    assert controls(answer.content)["outline"] == ["ingen"]
    assert now(survey).content["grounds"] == "Sparas ändå"
    again = sent(client, survey, controls(answer.content), joint_when="2026-02-03", outline="")
    assert again.status_code == 303
    assert now(survey).content["joint_when"] == "2026-02-03"


def test_what_was_typed_stays_when_the_survey_has_gone_on_to_others(survey, as_persona):
    client = as_persona("officer")
    before = opened(client, survey)
    Survey.objects.filter(pk=survey.pk).update(state=SurveyState.SUBMITTED)
    answer = sent(client, survey, before, grounds="Mina ord")
    assert answer.status_code == 409
    assert "kan inte ändras nu" in answer.content.decode()
    assert controls(answer.content)["grounds"] == ["Mina ord"]


def test_an_outline_is_sent_as_a_file_instead(survey, as_persona):
    client = as_persona("officer")
    ring = [[18.06, 59.33], [18.062, 59.33], [18.062, 59.331], [18.06, 59.331], [18.06, 59.33]]
    square = json.dumps({"type": "Polygon", "coordinates": [ring]})
    upload = SimpleUploadedFile("ny.geojson", square.encode())
    assert sent(client, survey, opened(client, survey), outline_file=upload).status_code == 303
    assert len(now(survey).content["outline"]["coordinates"][0][0]) == 5
    broken = SimpleUploadedFile("ny.geojson", b"{")
    answer = sent(client, survey, opened(client, survey), outline_file=broken)
    assert answer.status_code == 422
    assert 'href="#id_outline_file"' in answer.content.decode()


def test_who_is_signed_out_sends_the_same_form_again_and_comes_back_to_the_field(survey, as_persona, personas):
    officer = as_persona("officer")
    posted = opened(officer, survey) | {"grounds": ["Skrivet före pausen"], "return_to": ["q-grounds"]}
    session = officer.session
    session["seen_at"] = 1
    session.save()
    held = officer.post(address_of(survey), posted)
    assert "/personal/konto/logga-in/" in held["Location"]
    assert now(survey).version == 0
    officer.force_login(personas.officer)
    page = officer.get("/personal/konto/fortsatt/").content.decode()
    assert f'action="{address_of(survey)}#q-grounds"' in page
    fields = [pair for name, values in posted.items() for pair in [(name, value) for value in values]]
    assert all(f'name="{name}"' in page for name, _value in fields if name not in ("csrfmiddlewaretoken", "return_to"))
    again = officer.post(address_of(survey), {**posted, "return_to": []})
    assert again.status_code == 303
    assert now(survey).content["grounds"] == "Skrivet före pausen"


# --- Saved while typing ---------------------------------------------------------------------------


def test_autosave_stores_what_was_sent_and_says_when(survey, as_persona):
    answer = autosaved(as_persona("officer"), survey, {"grounds": field("nytt")}, confirmed=["place"])
    told = answer.json()
    assert (answer.status_code, told["version"], told["errors"], told["conflicts"]) == (200, 1, {}, [])
    assert told["saved"].startswith("Sparat ")
    assert (now(survey).content["grounds"], now(survey).confirmed_sections) == ("nytt", ["place"])
    assert told["progress"] == "1 av 8 avsnitt genomgångna"


def test_autosave_brings_the_next_steps_once_there_are_any(survey, as_persona):
    client = as_persona("officer")
    told = autosaved(client, survey, {"grounds": field("nytt")}, state="not_started").json()
    assert (told["state"], told["state_label"]) == ("draft", "utkast")
    assert "step-send-to-municipality" in told["regions"]["steps"]
    told = autosaved(client, survey, {"grounds": field("igen", base=1)}, version=1, state="draft").json()
    assert "steps" not in told["regions"]


def test_autosave_names_what_it_could_not_use_and_stores_the_rest(survey, as_persona):
    told = autosaved(as_persona("officer"), survey, {"joint_when": field("x"), "grounds": field("ja")}).json()
    assert list(told["errors"]) == ["joint_when"]
    assert now(survey).content["grounds"] == "ja"


def test_autosave_warns_of_an_identity_number_at_once_and_the_log_does_not_keep_it(survey, as_persona):
    told = autosaved(as_persona("officer"), survey, {"grounds": field("Om 900101-2385.")}).json()
    assert "personnummer" in told["regions"]["notes-grounds"]
    assert "900101-2385" in told["regions"]["todo"]


def test_an_explanation_is_kept_as_long_as_its_text_stands(survey, as_persona):
    client = as_persona("officer")
    autosaved(client, survey, {"grounds": field("Ring 08-508 00 000")})
    pair = json.dumps(["08-508 00 000", "En växel"])
    told = autosaved(client, survey, {"explained.grounds": field(pair, base=1)}, version=1).json()
    assert "Det här ser ut som" not in told["regions"]["todo"]
    assert now(survey).content["explained.grounds"] == {"08-508 00 000": "En växel"}
    autosaved(client, survey, {"grounds": field("Ingen ringer", base=2)}, version=2)
    assert "explained.grounds" not in now(survey).content


MALFORMED = (
    *("", "x", "[]", '{"version": 0, "fields": {"grounds": 1}}', '{"fields": {}}', "[" * 100_000),
    '{"version": 1e999, "fields": {}}',
    '{"version": 0, "fields": {"grounds": {"base": 1e999, "typed": ["x"]}}}',
)


@pytest.mark.parametrize("edit", MALFORMED, ids=range(len(MALFORMED)))
def test_autosave_refuses_what_no_page_sends(survey, as_persona, edit):
    assert as_persona("officer").post(address_of(survey) + "autospara/", {"edit": edit}).status_code == 400


def test_what_is_nested_too_deeply_in_a_field_is_told_and_not_stored(survey, as_persona):
    client, deep = as_persona("officer"), "[" * 100_000
    assert "explained.grounds" in autosaved(client, survey, {"explained.grounds": field(deep)}).json()["errors"]
    assert sent(client, survey, opened(client, survey), initial=deep).status_code < 500


def test_half_a_character_and_nul_are_not_stored_and_the_page_still_opens(survey, as_persona):
    client = as_persona("officer")
    explained = json.dumps(["08-508 00 000\ud83d", "En\0 växel\ud83d"])
    fields = {
        "grounds": field("Ring 08-508 00 000\ud83d\0"),
        "explained.grounds": field(explained),
        "reason.criteria": field("Där\0för\ud83d"),
    }
    assert autosaved(client, survey, fields).status_code == 200
    stored = now(survey).content
    assert stored["grounds"] == "Ring 08-508 00 000\ufffd"
    assert stored["explained.grounds"] == {"08-508 00 000\ufffd": "En växel\ufffd"}
    assert stored["reason.criteria"] == "Därför\ufffd"
    posted = opened(client, survey)
    assert sent(client, survey, posted, grounds="Ny\0tt").status_code == 303
    assert now(survey).content["grounds"] == "Nytt"


def test_autosave_tells_who_is_signed_out(survey, client):
    assert autosaved(client, survey, {"grounds": field("x")}).status_code == 401


# --- What stands beside the answers ---------------------------------------------------------------


def test_comments_of_a_return_stand_at_their_section_for_those_who_may_read_them(survey, as_persona):
    for section, body, level in (
        (Section.SYMPTOMS, "Beskriv mer.", Visibility.SHARED),
        (Section.WORK, "Hemlig fråga.", Visibility.POLICE_ONLY),
    ):
        SectionComment.objects.create(survey=survey, section=section, body=body, visibility=level, author="SSR")
    assert "Hemlig fråga." in as_persona("officer").get(address_of(survey)).content.decode()
    text = as_persona("municipal").get(address_of(survey)).content.decode()
    assert "Beskriv mer." in text
    assert "Hemlig fråga." not in text


def test_what_was_noted_since_the_last_round_stands_at_the_assessment(survey, as_persona):
    Reassessment.objects.create(scene=survey.scene, made_on="2025-09-01", body="Lugnare i höst.", author="SSR")
    text = as_persona("officer").get(address_of(survey)).content.decode()
    assert text.index('id="avsnitt-assessment"') < text.index("Lugnare i höst.") < text.index('id="avsnitt-joint"')


def test_no_note_from_after_the_round_stands_there(survey, as_persona):
    for day, body in (("2026-02-28", "Sista dagen."), ("2026-03-01", "Dagen efter.")):
        Reassessment.objects.create(scene=survey.scene, made_on=day, body=body, author="SSR")
    text = as_persona("officer").get(address_of(survey)).content.decode()
    assert "Sista dagen." in text
    assert "Dagen efter." not in text


def test_a_reader_sees_no_notes(survey, as_persona, personas):
    Reassessment.objects.create(scene=survey.scene, made_on="2025-09-01", body="Lugnare i höst.", author="SSR")
    Survey.objects.filter(pk=survey.pk).update(state=SurveyState.SUBMITTED)
    assert "Lugnare i höst." in as_persona("coordinator").get(address_of(survey)).content.decode()
    put_in(now(survey), SurveyState.APPROVED, personas)
    assert "Lugnare i höst." not in as_persona("reader").get(address_of(survey)).content.decode()


def test_a_form_that_is_shown_again_leaves_the_trace_of_reading_too(survey, as_persona):
    survey.content = survey.content | {"sellers": ["residents"]}
    survey.state = SurveyState.WITH_MUNICIPALITY
    survey.save()
    read = AuditEntry.objects.filter(action=READ_POLICE_ONLY)
    answer = as_persona("officer").post(address_of(survey), {"grounds": "x", "base_version": "0", "initial": "{}"})
    assert (answer.status_code, read.count()) == (409, 1)


def test_the_forms_own_names_are_no_questions_keys(survey, as_persona):
    posted = opened(as_persona("officer"), survey)
    text = as_persona("officer").get(address_of(survey)).content.decode()
    names = set(re.findall(r'<(?:input|textarea|button|select)[^>]*\bname="([a-z_]+)"', text)) | set(posted)
    asked = {question.key for question in survey.survey_round.questionnaire.questions.all()}
    steps_own = {"reason", "version"}
    assert {name for name in names if name.isidentifier()} - asked - steps_own <= _TAKEN


def test_last_rounds_answer_stands_beside(survey, as_persona, personas):
    save_content(survey, {"grounds": "Nytt i år"}, base_version=0, by=personas.actor("officer"))
    text = as_persona("officer").get(address_of(survey)).content.decode()
    assert "Svar 2024:" in text
