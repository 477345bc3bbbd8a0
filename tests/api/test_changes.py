"""What differs between two rounds: known answers of the example county, and numbers that add up."""

import pytest

PUBLISHED_CLOSED_2024 = 10  # Länsstyrelsen 2024: 63 became 53, no new ones


def test_between_2023_and_2024_ten_closed_and_none_came(ask):
    answer = ask("changes", **{"from": 2023, "to": 2024})
    assert answer["summary"]["opening"] == 63
    assert answer["summary"]["closing"] == 53
    assert len(answer["closed"]) == PUBLISHED_CLOSED_2024
    assert answer["new"] == answer["reopened"] == answer["merges"] == answer["splits"] == []
    assert {row["year"] for row in answer["closed"]} == {2023}


@pytest.mark.parametrize(("first", "second"), [(2021, 2023), (2023, 2024), (2021, 2024)])
def test_the_numbers_add_up_and_every_scene_stands_in_one_list(ask, first, second):
    answer = ask("changes", **{"from": first, "to": second})
    summary = answer["summary"]
    lost = summary["closed"] + summary["replaced"]
    gained = summary["new"] + summary["reopened"] + summary["successors"]
    assert summary["opening"] - lost + gained == summary["closing"]
    pairs = [pair["after"]["id"] for name in ("grown", "shrunk", "kept") for pair in answer[name]]
    listed = [row["id"] for name in ("new", "reopened", "successors") for row in answer[name]] + pairs
    assert len(listed) == len(set(listed)) == summary["closing"]


def test_without_parameters_it_is_the_newest_against_the_one_before(ask):
    answer = ask("changes")
    assert (answer["from_edition"]["year"], answer["to_edition"]["year"]) == (2023, 2024)


def test_the_order_given_does_not_matter(ask):
    assert ask("changes", **{"from": 2024, "to": 2021})["summary"] == ask("changes", **{"from": 2021})["summary"]


def test_an_edition_can_be_named(ask):
    answer = ask("changes", **{"from": "2023-exempel-r1", "to": "2024-exempel-r1"})
    assert answer["from_edition"]["ref"] == "2023-exempel-r1"


def test_what_can_not_be_compared_is_refused_in_words(refused):
    assert "Inom ett år" in refused(404, "changes?from=2024&to=2024-exempel-r1")
    assert "2022" in refused(404, "changes?from=2022")
    assert "före 2021" in refused(404, "changes?to=2021")
    assert "from" in refused(400, "changes?from=igår")
