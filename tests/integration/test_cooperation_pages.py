"""The public pages of cooperation, studies and contacts: what is public, its source, and no owner beside crime."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from kartlaggning.choices import Origin, Visibility
from kartlaggning.models import Agreement, AgreementParty, Contact, Municipality, Scene, Study, SurveyRound
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services.demonstration.county import remove_demonstration
from kartlaggning.services.editions.publication import publish_round
from kartlaggning.services.follow_up.agreements import Party, add_agreement
from kartlaggning.services.follow_up.contacts import ContactData, add_contact
from tests.integration.test_query_counts import PAGES
from tests.staff.cooperation import agreement_of

COOPERATION, STUDIES, CONTACTS = "/uppfoljning/samverkan/", "/uppfoljning/studier/", "/kontakter/"


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def publish():
    publish_round(SurveyRound.objects.get(year=2024), demonstration=True, by="test")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            COOPERATION,
            ["Vision Klara, strategiskt samverkansforum", "Varje månad", "Två gånger i veckan", "2023 – 2025"],
        ),
        (COOPERATION, ["Torget är tryggt under 2023–2025.", "Källa:", "Tjänsteutlåtande, Norra innerstadens"]),
        (STUDIES, ["Resultatet är inte känt här.", "april 2024", "tankesmedjan Movium", "Torg"]),
        (CONTACTS, ["112", "114 14", "1177", "Samordningskansliet", "öppnadrogscener.se"]),
    ],
)
def test_what_is_documented_stands_there_with_its_source(record, client, path, words):
    html = text(client, path)
    assert [word for word in words if word not in html] == []
    assert "Exempel" not in html


# Named in the source, and not asked: they are property owners, companies, associations and persons.
@pytest.mark.parametrize(
    "name", ["AMF", "Vasakronan", "Jernhusen", "Axfast", "Gallerian", "MTR", "Ackinger", "Wingren"]
)
def test_nobody_who_has_not_agreed_is_loaded(record, name):
    everything = [
        *AgreementParty.objects.values_list("name", flat=True),
        *Agreement.objects.values_list("note", flat=True),
        *Study.objects.values_list("findings", flat=True),
        *Contact.objects.values_list("function", flat=True),
    ]
    assert not [written for written in everything if name in written]
    assert not AgreementParty.objects.filter(is_property_owner=True).exists()


def test_the_emergency_number_comes_before_every_contact(demonstration, client):
    html = text(client, CONTACTS)
    assert html.index("tel:112") < html.index("tel:11414") < html.index("Samordningskansliet")
    assert (
        html.index("Hela länet") < html.index('href="/kommuner/huddinge/"') < html.index("/lokalpolisomraden/huddinge/")
    )


def test_an_areas_page_has_its_own_contacts_and_no_others(demonstration, client):
    assert "brottsforebyggande@kontakt.example" in text(client, "/kommuner/huddinge/")
    assert "lpo.huddinge@kontakt.example" not in text(client, "/kommuner/huddinge/")
    assert "lpo.huddinge@kontakt.example" in text(client, "/lokalpolisomraden/huddinge/")
    assert 'id="contacts"' not in text(client, "/kommuner/solna/")


def test_what_is_shared_or_the_polices_alone_is_on_none_of_them(demonstration, client):
    notes = current_atlas().follow_up
    assert {note.visibility for note in (*notes.agreements, *notes.studies, *notes.contacts)} == {Visibility.PUBLIC}
    assert notes.checks == ()
    html = text(client, COOPERATION) + text(client, STUDIES) + text(client, CONTACTS)
    assert "överenskommelse i Järva" not in html
    assert "polisens egen genomgång" not in html
    assert "inte är offentlig än" not in html
    assert "jour@kontakt.example" not in html


def test_what_is_made_up_is_marked_as_such(demonstration, client):
    for path in (COOPERATION, STUDIES, CONTACTS):
        assert '<em class="tag tag--example">exempel</em>' in text(client, path)


def test_a_property_owner_that_has_agreed_stands_on_the_page_of_cooperation_and_on_no_other(demonstration, client):
    scene = Scene.objects.filter(is_example=True, surveys__survey_round__year=2024).order_by("public_id").first()
    owner = Party("MARK-OWNER AB", is_property_owner=True, has_agreed=True)
    data = agreement_of(scene, parties=(owner,), visibility=Visibility.PUBLIC, sources=("Avtalet",))
    add_agreement(data, by="test", origin=Origin.EXAMPLE)
    publish()
    assert "MARK-OWNER" in text(client, COOPERATION)
    area = scene.surveys.get(survey_round__year=2024).municipality.slug
    others = [path for path in PAGES if path != COOPERATION]
    others += [f"/drogscener/{scene.slug}/", f"/kommuner/{area}/", f"/kommuner/{area}/svar/", "/uppfoljning/"]
    assert [path for path in others if "MARK-OWNER" in text(client, path)] == []


def test_a_new_contact_is_public_with_the_next_edition_and_not_before(demonstration, client):
    solna = Municipality.objects.get(name="Solna")
    data = ContactData(
        function="Trygghetssamordning",
        organisation="Kommunen",
        checked_on=timezone.localdate(),
        phone="08-123 00",
        municipality=solna,
        sources=("Webbplatsen",),
        visibility=Visibility.PUBLIC,
    )
    add_contact(data, by="test")
    assert "Trygghetssamordning" not in text(client, CONTACTS)
    publish()
    assert "Trygghetssamordning" in text(client, CONTACTS)
    assert "tel:0812300" in text(client, "/kommuner/solna/")


def test_a_review_is_named_while_it_lies_ahead_and_not_once_it_is_past(demonstration, client):
    assert text(client, COOPERATION).count("Nästa genomgång") == 2
    past = timezone.localdate() - timedelta(days=1)
    with transaction.atomic():
        Agreement.objects.filter(visibility=Visibility.PUBLIC, next_review__isnull=False).update(next_review=past)
    publish()
    assert "Nästa genomgång" not in text(client, COOPERATION)


def test_without_anything_public_the_pages_say_so(demonstration, client):
    remove_demonstration(by="test")
    for model in (Agreement, Study, Contact):
        model.objects.update(visibility=Visibility.SHARED)
    publish_round(SurveyRound.objects.get(year=2024), demonstration=False, by="test")
    assert "Ingen samverkan är publicerad ännu." in text(client, COOPERATION)
    assert "Ingen studie är publicerad ännu." in text(client, STUDIES)
    assert "Ingen annan kontakt är publicerad ännu." in text(client, CONTACTS)
    assert "114 14" in text(client, CONTACTS)


def test_in_english_what_staff_have_written_is_said_to_be_swedish(demonstration, client):
    assert '<span lang="sv">Vision Klara, strategiskt samverkansforum</span>' in text(client, f"/en{COOPERATION}")
    assert '<span lang="sv">Utvärdering av platsaktiveringen på Sergels torg</span>' in text(client, f"/en{STUDIES}")
    assert '<span lang="sv"><strong>Samordningskansliet' in text(client, f"/en{CONTACTS}")
