"""What has become of each place between two rounds, and that number and area always add up."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartlaggning.choices import AreaKind, Change, Origin, Provenance, Status
from kartlaggning.exports.tables.changes import ChangeKind, changes_between, open_by_round
from kartlaggning.exports.words.change_words import area_sentence, number_sentence, parts_sentence, place_words
from kartlaggning.selectors.editions import AreaRef
from tests.builders import SOLNA, atlas, edition, lineage, scene_row, square

DAY = date(2024, 2, 20)
GONE = {"status": Status.REPLACED, "change": Change.REPLACED}
NACKA = AreaRef(AreaKind.MUNICIPALITY, "Nacka", "nacka", "0182")


def changes(county, first=2021, second=2023, area=None):
    return changes_between(county, first, second, area, DAY)


def kinds(found):
    return {place.row.name: place.kind.value for place in found.places}


def line(found, kind):
    one = found.balance.line(ChangeKind(kind))
    return one.count, one.number, round(one.area_m2)


@pytest.fixture
def county():
    """Squares of 1 ha in 2021. A closes, B and C merge to a square of 1.44 ha, D is split in three of 0.25 ha, E grows
    to 1.21 ha, F shrinks to 0.64 ha, G is drawn anew from a map and is 1.21 ha, H keeps its outline, I has no known
    one any more. N is new. J was open in 2017, closed in 2021 and is open again.
    """
    merge = lineage("merged", 2023, ["B", "C"], ["BC"])
    split = lineage("split", 2022, ["D"], ["D1", "D2", "D3"])
    return atlas(
        edition(2017, scene_row("J", 2017)),
        edition(2021, *(scene_row(name, 2021) for name in "ABCDEFGHI"), scene_row("J", 2021, Status.CLOSED)),
        edition(
            2023,
            scene_row("A", 2023, Status.CLOSED),
            scene_row("B", 2023, **GONE, lineage=(merge,)),
            scene_row("BC", 2023, lineage=(merge,), outline=square(side_m=120)),
            scene_row("C", 2023, **GONE, lineage=(merge,)),
            scene_row("D", 2023, **GONE, lineage=(split,)),
            *(scene_row(name, 2023, lineage=(split,), outline=square(side_m=50)) for name in ("D1", "D2", "D3")),
            scene_row("E", 2023, outline=square(side_m=110)),
            scene_row("F", 2023, outline=square(side_m=80)),
            scene_row("G", 2023, outline=square(side_m=110), provenance=Provenance.DIGITISED),
            scene_row("H", 2023),
            scene_row("I", 2023, area_m2=None, provenance=Provenance.SCHEMATIC),
            scene_row("J", 2023),
            scene_row("N", 2023, change=Change.NEW),
        ),
    )


def test_each_place_has_one_kind(county):
    assert kinds(changes(county)) == {
        "A": "closed",
        **dict.fromkeys(("B", "C", "BC"), "merged"),
        **dict.fromkeys(("D", "D1", "D2", "D3"), "split"),
        "E": "grown",
        "F": "shrunk",
        "G": "redrawn",
        "H": "kept",
        "I": "unmeasured",
        "J": "reopened",
        "N": "new",
    }


def test_number_and_area_lead_from_one_round_to_the_other(county):
    """Number: 9 − 1 closed + 1 new + 1 reopened + 2 by the split − 1 by the merge = 11.

    Area in m²: 90 000 − 10 000 closed + 10 000 new + 10 000 reopened − 2 500 by the split (3 · 2 500 − 10 000) − 5 600
    by the merge (14 400 − 20 000) + 2 100 larger − 3 600 smaller + 2 100 redrawn + 0 kept − 10 000 no longer known
    = 82 500.
    """
    found = changes(county)
    balance = found.balance
    assert (balance.number_before, balance.number_after) == (9, 11)
    assert (round(balance.area_before_m2), round(balance.area_after_m2)) == (90_000, 82_500)
    assert line(found, "closed") == (1, -1, -10_000)
    assert line(found, "new") == (1, 1, 10_000)
    assert line(found, "reopened") == (1, 1, 10_000)
    assert line(found, "split") == (4, 2, -2_500)
    assert line(found, "merged") == (3, -1, -5_600)
    assert line(found, "grown") == (1, 0, 2_100)
    assert line(found, "shrunk") == (1, 0, -3_600)
    assert line(found, "redrawn") == (1, 0, 2_100)
    assert line(found, "unmeasured") == (1, 0, -10_000)
    assert balance.holds


def test_the_order_of_the_years_does_not_matter(county):
    assert changes(county, 2023, 2021) == changes(county)


def test_a_redrawn_outline_is_neither_larger_nor_smaller(county):
    [place] = changes(county).of(ChangeKind.REDRAWN)
    assert (place.row.name, round(place.difference_m2)) == ("G", 2_100)


def test_a_place_tells_what_it_was_merged_of_and_split_into(county):
    others = {place.row.name: [ref.name for ref in place.others] for place in changes(county).places}
    assert (others["BC"], others["B"], others["D"]) == (["B", "C"], ["BC"], ["D1", "D2", "D3"])
    words = {place.row.name: place_words(place) for place in changes(county).places}
    assert (words["BC"], words["B"]) == ("sammanslagen av", "sammanslagen, ingår i")
    assert (words["D"], words["D1"]) == ("delad i", "del av den delade platsen")


def test_the_change_in_plain_swedish(county):
    found = changes(county)
    assert number_sentence(county, found) == (
        "Från kartläggningen 2021 till 2023 gick antalet öppna drogscener i Stockholms län från 9 till 11: 2 fler."
    )
    assert parts_sentence(found) == (
        "Plats för plats, 2021 till 2023: 1 upphörd, 1 ny, 1 åter öppen, 1 större, 1 mindre, 1 omritad, 1 i stort sett "
        "oförändrad, 1 öppen båda åren vars yta inte är känd, 2 sammanslagna till 1 och 1 delad i 3."
    )
    assert area_sentence(found) == (
        "Den sammanlagda ytan var 9,0\N{NO-BREAK SPACE}ha 2021 (känd för 9 av 9 platser) och "
        "8,2\N{NO-BREAK SPACE}ha 2023 (känd för 10 av 11)."
    )


def test_what_was_merged_and_has_closed_since_has_closed():
    merge = lineage("merged", 2023, ["A", "B"], ["AB"])
    county = atlas(
        edition(2021, scene_row("A", 2021), scene_row("B", 2021)),
        edition(
            2023,
            scene_row("A", 2023, **GONE, lineage=(merge,)),
            scene_row("AB", 2023, lineage=(merge,)),
            scene_row("B", 2023, **GONE, lineage=(merge,)),
        ),
        edition(2024, scene_row("AB", 2024, Status.CLOSED, lineage=(merge,))),
    )
    assert kinds(changes(county, 2021, 2024)) == {"A": "closed", "B": "closed"}
    assert kinds(changes(county, 2021, 2023)) == {"A": "merged", "AB": "merged", "B": "merged"}


def test_what_came_and_was_split_between_the_rounds_is_new():
    split = lineage("split", 2024, ["N"], ["N1", "N2"])
    county = atlas(
        edition(2021),
        edition(2023, scene_row("N", 2023)),
        edition(
            2024,
            scene_row("N", 2024, **GONE, lineage=(split,)),
            scene_row("N1", 2024, lineage=(split,)),
            scene_row("N2", 2024, lineage=(split,)),
        ),
    )
    assert kinds(changes(county, 2021, 2024)) == {"N1": "new", "N2": "new"}


def test_a_merge_across_two_areas_adds_up_in_each():
    merge = lineage("merged", 2023, ["A", "B"], ["AB"])
    county = atlas(
        edition(2021, scene_row("A", 2021), scene_row("B", 2021, municipality=NACKA)),
        edition(
            2023,
            scene_row("A", 2023, **GONE, lineage=(merge,)),
            scene_row("AB", 2023, lineage=(merge,), outline=square(side_m=120)),
            scene_row("B", 2023, **GONE, lineage=(merge,), municipality=NACKA),
        ),
    )
    solna, nacka = changes(county, area=SOLNA), changes(county, area=NACKA)
    assert (line(solna, "merged"), line(nacka, "merged")) == ((2, 0, 4_400), (1, -1, -10_000))
    assert solna.balance.holds
    assert nacka.balance.holds


def test_a_made_up_area_is_not_laid_beside_a_documented_one():
    county = atlas(
        edition(2021, scene_row("A", 2021, origin=Origin.EXAMPLE)),
        edition(2023, scene_row("A", 2023, outline=square(side_m=200))),
    )
    [place] = changes(county).places
    assert (place.kind, place.difference_m2, place.is_example) == (ChangeKind.UNMEASURED, None, True)


def test_a_documented_closing_stays_documented_though_only_a_made_up_row_says_that_it_was_open():
    county = atlas(
        edition(2021, scene_row("A", 2021, origin=Origin.EXAMPLE)),
        edition(2023, scene_row("A", 2023, Status.CLOSED)),
    )
    [place] = changes(county).places
    assert (place.kind, place.is_example, place.before.is_example) == (ChangeKind.CLOSED, False, True)


NAMES = "ABCDEFGH"
SIDES = st.sampled_from([None, 80.0, 95.0, 100.0, 120.0])


@st.composite
def counties(draw):
    """Make three rounds: each place open or not, of any size, in any area, with merges and splits between them."""
    events = {2021: (), 2023: draw(_events(2023)), 2024: draw(_events(2024))}
    home = {name: draw(st.sampled_from([SOLNA, NACKA])) for name in NAMES}
    rounds = []
    for year, notes in events.items():
        rows = []
        for name in NAMES:
            status = draw(st.sampled_from([Status.OPEN, Status.CLOSED, Status.REPLACED, None]))
            if status is None:
                continue
            side = draw(SIDES) if status is Status.OPEN else None
            of_it = tuple(n for n in notes if name in {ref.name for ref in (*n.from_scenes, *n.to_scenes)})
            shape = {"outline": square(side_m=side)} if side else {"outline": None}
            rows.append(scene_row(name, year, status, municipality=home[name], lineage=of_it, **shape))
        rounds.append(edition(year, *rows))
    return atlas(*rounds)


def _events(year):
    some = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)
    event = st.builds(lambda kind, a, b: lineage(kind, year, a, b), st.sampled_from(["merged", "split"]), some, some)
    return st.lists(event, max_size=3).map(tuple)


@settings(max_examples=200, deadline=None)
@given(counties(), st.sampled_from([(2021, 2023), (2023, 2024), (2021, 2024)]))
def test_number_and_area_add_up_whatever_has_happened(county, years):
    whole = changes(county, *years)
    parts = [changes(county, *years, area) for area in (SOLNA, NACKA)]
    for found in (whole, *parts):
        assert found.balance.holds
        assert line(found, "closed")[1] <= 0 <= line(found, "new")[1]
        assert len({place.row.public_id for place in found.places}) == len(found.places)
        counted = open_by_round(county, found)
        assert len(counted[years[0]]) == found.balance.number_before
        assert len(counted[years[1]]) == found.balance.number_after
    for kind in ChangeKind:  # what the areas say adds up to what the county says
        assert sum(found.balance.line(kind).number for found in parts) == whole.balance.line(kind).number
        assert sum(found.balance.line(kind).count for found in parts) == whole.balance.line(kind).count
