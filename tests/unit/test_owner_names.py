"""Which texts of the registers name a property owner or a business, and which only say what kind of place it is."""

import pytest

from kartlaggning.followup.owner_names import owner_named_in
from kartlaggning.services.follow_up.demonstration_measures import DEALT
from kartlaggning.services.follow_up.documented import MEASURES


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vakter genom Storhus AB", "Storhus AB"),
        ("avtal med storhus ab", "storhus ab"),
        ("Fastighets AB Klara", "Fastighets AB"),
        ("Ytan vid kvarteret Hägern 12", "kvarteret Hägern 12"),
        ("Gården på Norrmalm 2:55", "Norrmalm 2:55"),
        ("Enligt fastighetsägaren Storhus", "fastighetsägaren Storhus"),
        ("Städning med Centrum Fastigheter", "Fastigheter"),
        ("Belysning vid Klarafastigheter", "Klarafastigheter"),
        ("Samverkan med brf Solgläntan", "brf Solgläntan"),
        ("Hotell Klara har egna vakter", "Hotell Klara"),
        ("Kameror utanför Vasakrogen", "Vasakrogen"),
    ],
)
def test_a_name_is_found(text, found):
    assert owner_named_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Fastighetsägare och kommunen lagar belysningen.",
        "Norrmalms stadsdelsförvaltning med fastighetsägare och en stiftelse",
        "Ytan utanför butiken och hotellet. Butiken stänger klockan 22.",
        "Vakter kl 20:00–02:00. Kl 20:00 börjar de. Från 18:30. Se SFS 2010:294.",
        "Fastighetskontoret, Stockholms stad",
        "Fastigheten har fått lås.\nFastigheter i närheten också.",
        "Polisen",
    ],
)
def test_ordinary_words_are_not(text):
    assert owner_named_in(text) == ""


@pytest.mark.parametrize("who", ["Centrumfastigheter", "Restaurangen vid torget", "Bostadsrättsföreningen"])
def test_who_does_it_is_a_name_and_is_held_to_the_check_of_names(who):
    assert owner_named_in(who, is_name=True)


def test_the_rows_that_are_loaded_name_nobody():
    loaded = [data for _scene, data in MEASURES] + [data for dealt in DEALT for data in dealt]
    assert len(loaded) > 15
    for data in loaded:
        assert owner_named_in(data.actor, is_name=True) == ""
        assert [owner_named_in(text) for text in (data.title, data.covers, data.aim, data.note)] == [""] * 4
