"""Names that point at somebody are met with a warning; names of public places are not."""

import pytest

from kartlaggning.scene_names import warnings_about


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Nordstaden Bygg AB", "ett företag"),
        ("Bakgården HB", "ett företag"),
        ("Aktiebolaget Torget", "ett företag"),
        ("Torgets pizzeria", "ett företag"),
        ("Vasaskolan", "en skola"),
        ("Förskolan Solen", "en skola"),
        ("Norra Reals gymnasium", "en skola"),
        ("Norrgymnasiet", "en skola"),
        ("Fastigheten vid torget", "en fastighet"),
        ("Brf Solsidan", "en fastighet"),
        ("BRF Solsidan", "en fastighet"),
        ("Bostadsrättsföreningen Eken", "en fastighet"),
        ("Kvarteret Hästen 21", "en fastighet"),
        ("Kv. Hästen 21", "en fastighet"),
        ("Vällinge 3:12", "en fastighet"),
        ("Storgatan 14 B", "en adress"),
    ],
)
def test_what_points_at_somebody_is_met(name, kind):
    assert kind in [warning.kind for warning in warnings_about(name)]


@pytest.mark.parametrize(
    "name",
    [
        "Sergels torg/Klara",
        "Fittja centrum",
        "Rågsveds centrum",
        "Skolgångsbron",
        "Grantorp/Visättra",
        "Kvarterstorget",
        "Abrahamsberg",
        "Björns trädgård",
        "Drottninggatan",
        "Plattan 2",
    ],
)
def test_a_public_place_is_left_alone(name):
    assert warnings_about(name) == ()


def test_the_warning_quotes_what_it_is_about():
    assert [warning.found for warning in warnings_about("Parken vid Vasaskolan")] == ["vasaskolan"]
