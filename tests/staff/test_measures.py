"""The register of measures: who may write, read, open and publish what, and that nobody overwrites the unseen."""

from datetime import date

import pytest

from kartlaggning.choices import Origin, Precision, Visibility
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.followup.values import Spell
from kartlaggning.models import AuditEntry, Measure, MeasureKind, Scene, Survey, User
from kartlaggning.selectors.accounts import actor_for
from kartlaggning.selectors.follow_up.reader import follow_up_for
from kartlaggning.services.account_rules import FieldRefused
from kartlaggning.services.follow_up.measures import (
    add_measure,
    change_measure,
    end_measure,
    set_public,
    withdraw_measure,
)
from tests.staff.measures import data, guarded

PUBLIC, SHARED, POLICE_ONLY = Visibility.PUBLIC, Visibility.SHARED, Visibility.POLICE_ONLY


@pytest.fixture
def scene(demonstration):
    """An example scene in Järva."""
    return Survey.objects.filter(police_area__name="Järva", scene__is_example=True).order_by("pk")[0].scene


@pytest.fixture
def measure(scene, personas):
    return add_measure(scene, data(), by=personas.actor("officer"))


@pytest.fixture
def cameras(scene, personas):
    return add_measure(scene, guarded(), by=personas.actor("officer"))


@pytest.fixture
def trusted(personas):
    """A coordinator for whom an administrator has opened the police's part."""
    User.objects.filter(pk=personas.coordinator.pk).update(may_read_police_only=True)
    return actor_for(User.objects.get(pk=personas.coordinator.pk), "192.0.2.7")


def read_by(actor, row):
    return row.public_id in {note.key for note in follow_up_for(actor).measures}


@pytest.mark.parametrize("name", ["officer", "municipal", "coordinator"])
def test_who_works_with_a_place_adds_measures_there_and_the_log_tells_that_and_no_text(scene, personas, name):
    row = add_measure(scene, data(), by=personas.actor(name))
    assert (row.origin, row.visibility, row.version) == (Origin.EXAMPLE, SHARED, 1)
    assert row.public_id.startswith("IX-")
    entry = AuditEntry.objects.get(action="add-measure", subject=row.public_id)
    assert entry.actor == str(personas.actor(name))
    assert "kvällarna" not in str(entry.details)


@pytest.mark.parametrize("name", ["other_officer", "other_municipal", "police_coordinator", "reader", "administrator"])
def test_nobody_else_adds_one(scene, personas, name):
    with pytest.raises(Forbidden):
        add_measure(scene, data(), by=personas.actor(name))


@pytest.mark.parametrize("act", ["change", "end", "withdraw"])
@pytest.mark.parametrize("name", ["other_officer", "other_municipal", "police_coordinator", "reader"])
def test_nobody_else_changes_ends_or_takes_out_one(measure, personas, name, act):
    by = personas.actor(name)
    with pytest.raises(Forbidden):
        {
            "change": lambda: change_measure(measure, data(title="Ny"), version=1, by=by),
            "end": lambda: end_measure(measure, date(2024, 1, 1), Precision.YEAR, version=1, by=by),
            "withdraw": lambda: withdraw_measure(measure, "Fel.", version=1, by=by),
        }[act]()
    assert Measure.objects.get(pk=measure.pk).version == 1


def test_no_number_is_given_twice_also_after_one_has_been_taken_out(scene, measure, personas):
    officer = personas.actor("officer")
    withdraw_measure(measure, "Inlagd två gånger.", version=1, by=officer)
    assert add_measure(scene, data(), by=officer).public_id > measure.public_id


def test_numbers_go_on_after_9999(scene, measure, personas):
    officer = personas.actor("officer")
    Measure.objects.filter(pk=measure.pk).update(public_id="IX-9999")
    assert add_measure(scene, data(), by=officer).public_id == "IX-10000"
    assert add_measure(scene, data(), by=officer).public_id == "IX-10001"


def test_nothing_made_up_is_written_on_a_real_place_and_what_is_documented_stays_as_it_is(demonstration, personas):
    coordinator = personas.actor("coordinator")
    with pytest.raises(Refused, match="märkt exempel"):
        add_measure(Scene.objects.get(name="Sergels torg/Klara"), data(), by=coordinator)
    documented = Measure.objects.filter(origin=Origin.DOCUMENTED).first()
    with pytest.raises(Refused, match="märkt exempel"):
        change_measure(documented, data(), version=documented.version, by=coordinator)


@pytest.mark.parametrize("name", ["municipal", "coordinator"])
def test_who_does_not_read_the_polices_part_neither_chooses_a_guarded_kind_nor_the_polices_level(scene, personas, name):
    by = personas.actor(name)
    for content, field in ((data(kind="kameror"), "kind"), (data(visibility=POLICE_ONLY), "visibility")):
        with pytest.raises(FieldRefused) as refused:
            add_measure(scene, content, by=by)
        assert refused.value.field == field


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        *(("officer", True), ("colleague", True), ("police_coordinator", True)),
        *(("other_officer", False), ("municipal", False), ("coordinator", False), ("reader", False)),
    ],
)
def test_what_is_the_polices_alone_is_read_by_the_police_of_the_place(cameras, personas, name, reads):
    assert read_by(personas.actor(name), cameras) is reads


def test_the_police_may_lower_its_own_and_a_trusted_coordinator_too(cameras, personas, trusted):
    opened = change_measure(cameras, guarded(visibility=SHARED), version=1, by=personas.actor("officer"))
    assert read_by(personas.actor("municipal"), opened)
    shut = change_measure(opened, guarded(), version=2, by=trusted)
    assert shut.visibility == POLICE_ONLY


def test_a_municipal_officer_may_not_raise_to_the_polices_level(measure, personas):
    with pytest.raises(FieldRefused, match="Bara den som läser Polisens"):
        change_measure(measure, data(visibility=POLICE_ONLY), version=1, by=personas.actor("municipal"))


def test_a_kind_that_becomes_guarded_brings_its_level_and_is_not_found_elsewhere(measure, personas):
    content = data(kind="spaning", visibility=SHARED, is_findable=True)
    changed = change_measure(measure, content, version=1, by=personas.actor("officer"))
    assert (changed.visibility, changed.is_findable) == (POLICE_ONLY, False)


def test_what_is_the_polices_alone_cannot_be_found_by_other_municipalities(scene, personas):
    with pytest.raises(FieldRefused) as refused:
        add_measure(scene, guarded(is_findable=True), by=personas.actor("officer"))
    assert refused.value.field == "is_findable"


def test_a_findable_measure_is_not_read_by_who_reads_no_follow_up(measure, personas):
    Measure.objects.filter(pk=measure.pk).update(is_findable=True)
    assert follow_up_for(personas.actor("administrator")).measures == ()


def test_a_findable_measure_is_read_in_other_municipalities(measure, personas):
    other = personas.actor("other_municipal")
    assert not read_by(other, measure)
    change_measure(measure, data(is_findable=True), version=1, by=personas.actor("municipal"))
    assert read_by(other, measure)


def test_a_coordinator_makes_a_measure_public_and_takes_it_back(measure, personas):
    coordinator = personas.actor("coordinator")
    public = set_public(measure, True, version=1, by=coordinator)
    assert read_by(personas.actor("other_municipal"), public)
    assert set_public(public, False, version=2, by=coordinator).visibility == SHARED
    actions = AuditEntry.objects.filter(subject=measure.public_id).values_list("action", flat=True)
    assert set(actions) == {"add-measure", "publish-measure", "take-back-measure"}


@pytest.mark.parametrize("name", ["officer", "municipal", "police_coordinator"])
def test_nobody_else_makes_one_public_by_any_way(scene, measure, personas, name):
    by = personas.actor(name)
    with pytest.raises(Forbidden):
        set_public(measure, True, version=1, by=by)
    with pytest.raises((Forbidden, FieldRefused)):
        change_measure(measure, data(visibility=PUBLIC), version=1, by=by)
    with pytest.raises((Forbidden, FieldRefused)):
        add_measure(scene, data(visibility=PUBLIC), by=by)
    assert Measure.objects.get(pk=measure.pk).visibility == SHARED


def open_to_all(cameras, personas):
    return change_measure(cameras, guarded(visibility=SHARED), version=1, by=personas.actor("officer"))


def test_a_guarded_kind_is_made_public_by_a_coordinator_who_reads_the_polices_part_alone(cameras, personas, trusted):
    opened = open_to_all(cameras, personas)
    coordinator = personas.actor("coordinator")
    with pytest.raises(Refused, match="Bara den som läser Polisens uppgifter"):
        set_public(opened, True, version=2, by=coordinator)
    with pytest.raises(FieldRefused) as refused:
        change_measure(opened, guarded(visibility=PUBLIC), version=2, by=coordinator)
    assert refused.value.field == "visibility"
    public = set_public(opened, True, version=2, by=trusted)
    assert public.visibility == PUBLIC
    assert set_public(public, False, version=3, by=coordinator).visibility == SHARED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"is_findable": True}, "is_findable"),
        ({"kind": "ovrigt", "is_findable": True}, "kind"),  # nor by calling it something else
    ],
)
def test_a_guarded_kind_is_made_findable_by_who_reads_the_polices_part_alone(cameras, personas, changes, field):
    opened = open_to_all(cameras, personas)
    content = guarded(visibility=SHARED, **changes)
    for name in ("municipal", "coordinator"):
        with pytest.raises(FieldRefused) as refused:
            change_measure(opened, content, version=2, by=personas.actor(name))
        assert refused.value.field == field
    found = change_measure(opened, content, version=2, by=personas.actor("officer"))
    assert (found.is_findable, found.visibility) == (True, SHARED)
    # What the police have opened may be corrected by the others, and stays opened.
    kept = guarded(**{**changes, "kind": found.kind.key}, visibility=SHARED, title="Ny")
    assert change_measure(found, kept, version=3, by=personas.actor("municipal")).is_findable


@pytest.mark.parametrize("field", ["actor", "title", "covers", "aim", "note"])
def test_no_property_owner_is_named_and_the_function_may_be(scene, personas, field):
    officer = personas.actor("officer")
    with pytest.raises(FieldRefused, match="Skriv funktionen i stället") as refused:
        add_measure(scene, data(**{field: "Vakter från Storhus AB"}), by=officer)
    assert refused.value.field == field
    assert add_measure(scene, data(**{field: "Vakter från fastighetsägare"}), by=officer).pk


def test_a_coordinator_makes_nothing_public_that_is_the_polices_alone(cameras, personas):
    with pytest.raises(Forbidden):
        set_public(cameras, True, version=1, by=personas.actor("coordinator"))


def test_nothing_without_a_source_becomes_public(scene, personas):
    coordinator = personas.actor("coordinator")
    row = add_measure(scene, data(sources=()), by=coordinator)
    with pytest.raises(Refused, match="Skriv en källa"):
        set_public(row, True, version=1, by=coordinator)


def test_a_public_measure_that_an_officer_changes_is_shared_until_a_coordinator_has_read_it(measure, personas):
    set_public(measure, True, version=1, by=personas.actor("coordinator"))
    changed = change_measure(measure, data(title="Ny rubrik"), version=2, by=personas.actor("officer"))
    assert changed.visibility == SHARED


def test_ending_a_public_measure_leaves_it_public(measure, personas):
    set_public(measure, True, version=1, by=personas.actor("coordinator"))
    ended = end_measure(measure, date(2024, 3, 1), Precision.MONTH, version=2, by=personas.actor("coordinator"))
    assert (ended.visibility, ended.ends_on, ended.ends_precision) == (PUBLIC, date(2024, 3, 1), Precision.MONTH)


def test_what_is_public_is_ended_and_taken_out_by_a_coordinator_alone(measure, personas):
    set_public(measure, True, version=1, by=personas.actor("coordinator"))
    for name in ("officer", "municipal"):
        by = personas.actor(name)
        with pytest.raises(Refused, match="Be samordnaren"):
            end_measure(measure, date(2024, 3, 1), Precision.MONTH, version=2, by=by)
        with pytest.raises(Refused, match="Be samordnaren"):
            withdraw_measure(measure, "Fel.", version=2, by=by)
    assert withdraw_measure(measure, "Fel.", version=2, by=personas.actor("coordinator")).withdrawn_at


def test_why_one_is_taken_out_names_no_person(measure, personas):
    with pytest.raises(FieldRefused, match="e-postadress") as refused:
        withdraw_measure(measure, "Fråga anna.berg@example.org.", version=1, by=personas.actor("officer"))
    assert refused.value.field == "reason"


@pytest.mark.parametrize("act", ["change", "end", "publish", "withdraw"])
def test_a_stale_version_overwrites_nothing_and_says_who_was_first(measure, personas, act):
    change_measure(measure, data(title="Den andras rubrik"), version=1, by=personas.actor("municipal"))
    by = personas.actor("coordinator")
    with pytest.raises(Refused, match="Municipal har ändrat insatsen"):
        {
            "change": lambda: change_measure(measure, data(title="Min rubrik"), version=1, by=by),
            "end": lambda: end_measure(measure, date(2024, 1, 1), Precision.YEAR, version=1, by=by),
            "publish": lambda: set_public(measure, True, version=1, by=by),
            "withdraw": lambda: withdraw_measure(measure, "Fel.", version=1, by=by),
        }[act]()
    row = Measure.objects.get(pk=measure.pk)
    assert (row.title, row.version, row.ends_on, row.withdrawn_at) == ("Den andras rubrik", 2, None, None)


def test_saving_without_a_change_is_no_change(measure, personas):
    assert change_measure(measure, data(), version=1, by=personas.actor("officer")).version == 1
    assert not AuditEntry.objects.filter(action="change-measure").exists()


def test_the_log_names_the_fields_that_changed_and_not_what_stands_in_them(measure, personas):
    content = data(title="Något annat", spell=Spell(date(2022, 1, 1), Precision.YEAR))
    change_measure(measure, content, version=1, by=personas.actor("officer"))
    entry = AuditEntry.objects.get(action="change-measure")
    assert entry.details["fields"] == ["rubrik", "tid"]
    assert "Något annat" not in str(entry.details)


def test_of_what_is_the_polices_alone_the_log_tells_which_fields_and_nothing_else(scene, personas):
    officer = personas.actor("officer")
    content = guarded(note="Ring 08-401 00 00", explanation="Växelns nummer.")
    row = add_measure(scene, content, by=officer)
    change_measure(row, guarded(note="Ring 08-401 00 01", explanation="Växelns andra."), version=1, by=officer)
    end_measure(row, date(2024, 3, 1), Precision.MONTH, version=2, by=officer)
    logged = {entry.action: entry.details for entry in AuditEntry.objects.filter(subject=row.public_id)}
    assert {action: details["fields"] for action, details in logged.items() if action != "add-measure"} == {
        "change-measure": ["anmärkning"],
        "end-measure": ["tid"],
    }
    assert not any(text in str(logged) for text in ("Växelns", "2024-03-01"))
    end_measure(add_measure(scene, data(), by=officer), date(2024, 3, 1), Precision.MONTH, version=1, by=officer)
    assert AuditEntry.objects.filter(action="end-measure", details__ends="2024-03-01 (månad)").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"actor": ""}, "actor"),
        ({"kind": "finns-inte"}, "kind"),
        ({"note": "Ring 811228-9874"}, "note"),
        ({"actor": "anna.berg@example.org"}, "actor"),
        ({"note": "Ring 070-174 06 05"}, "note"),
        ({"spell": Spell(date(2022, 6, 1), Precision.MONTH, date(2022, 1, 1), Precision.YEAR)}, "ends_year"),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(scene, personas, changes, field):
    before = Measure.objects.count()
    with pytest.raises(FieldRefused) as refused:
        add_measure(scene, data(**changes), by=personas.actor("officer"))
    assert (refused.value.field, Measure.objects.count()) == (field, before)


def test_a_number_that_belongs_to_no_person_stands_once_that_is_explained_but_an_identity_number_never(scene, personas):
    officer = personas.actor("officer")
    row = add_measure(scene, data(note="Ring 08-401 00 00", explanation="Växelns nummer."), by=officer)
    assert AuditEntry.objects.get(subject=row.public_id).details["explanation"] == "Växelns nummer."
    with pytest.raises(FieldRefused, match="Ta bort det"):
        add_measure(scene, data(note="811228-9874", explanation="Inget personnummer."), by=officer)


def test_what_is_taken_out_is_in_no_list_and_its_trace_stays(measure, personas):
    withdraw_measure(measure, "Inlagd två gånger.", version=1, by=personas.actor("officer"))
    row = Measure.objects.get(pk=measure.pk)
    assert (row.withdrawn_reason, row.version) == ("Inlagd två gånger.", 2)
    assert not read_by(personas.actor("officer"), row)
    with pytest.raises(Refused, match="borttagen"):
        change_measure(row, data(), version=2, by=personas.actor("officer"))


def test_a_kind_that_is_no_longer_used_stays_with_those_that_have_it(scene, measure, personas):
    MeasureKind.objects.filter(key="ordningsvakter").update(is_active=False)
    officer = personas.actor("officer")
    assert change_measure(measure, data(title="Ny"), version=1, by=officer).version == 2
    with pytest.raises(FieldRefused):
        add_measure(scene, data(), by=officer)
