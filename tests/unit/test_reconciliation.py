"""A round's counts add up from the round before, whatever has happened, or it is said what does not."""

from hypothesis import given
from hypothesis import strategies as st

from kartlaggning.choices import LineageKind, Status
from kartlaggning.reconciliation import Event, reconcile

OPEN, CLOSED, REPLACED = Status.OPEN, Status.CLOSED, Status.REPLACED


def event(kind, from_scenes, to_scenes):
    return Event(kind, frozenset(from_scenes), frozenset(to_scenes))


def messages(found):
    return {problem.scene: problem.message for problem in found.problems}


def test_the_counts_of_2023_add_up():
    """64 − 12 + 11 = 63, with a merge of two and a split in two among them."""
    before = {f"S-{number:04d}": OPEN for number in range(64)}
    now = dict.fromkeys(before, OPEN) | {f"S-{number:04d}": CLOSED for number in range(9)}
    now |= dict.fromkeys(("S-0010", "S-0011", "S-0012"), REPLACED)
    now |= {f"S-{number:04d}": OPEN for number in range(100, 111)}
    events = [
        event(LineageKind.MERGED, {"S-0010", "S-0011"}, {"S-0100"}),
        event(LineageKind.SPLIT, {"S-0012"}, {"S-0101", "S-0102"}),
    ]
    found = reconcile(before, now, events)
    assert [len(group) for group in (found.closed, found.replaced, found.came_out, found.new)] == [9, 3, 3, 8]
    assert (len(found.previous_open), len(found.open_now), found.difference) == (64, 63, 0)
    assert found.holds


def test_a_closed_scene_that_is_open_again_is_reopened_and_not_new():
    found = reconcile({"S-0001": CLOSED}, {"S-0001": OPEN}, [])
    assert (found.reopened, found.new) == (("S-0001",), ())
    assert found.holds


def test_an_open_scene_without_a_conclusion_is_a_problem_and_a_difference():
    found = reconcile({"S-0001": OPEN, "S-0002": OPEN}, {"S-0002": OPEN}, [])
    assert found.difference == -1
    assert "ingen avslutad kartläggning" in messages(found)["S-0001"]


def test_a_replaced_scene_without_lineage_is_a_problem_though_the_counts_add_up():
    found = reconcile({"S-0001": OPEN}, {"S-0001": REPLACED}, [])
    assert found.difference == 0
    assert "ersatt" in messages(found)["S-0001"]
    assert not found.holds


def test_a_scene_that_others_went_into_must_be_concluded_too():
    merged = event(LineageKind.MERGED, {"S-0001", "S-0002"}, {"S-0003"})
    found = reconcile({"S-0001": OPEN, "S-0002": OPEN}, {"S-0001": REPLACED, "S-0002": REPLACED}, [merged])
    assert "inte avslutad" in messages(found)["S-0003"]


def test_a_parent_that_is_still_open_is_a_problem():
    merged = event(LineageKind.MERGED, {"S-0001", "S-0002"}, {"S-0003"})
    now = {"S-0001": REPLACED, "S-0002": OPEN, "S-0003": OPEN}
    found = reconcile({"S-0001": OPEN, "S-0002": OPEN}, now, [merged])
    assert "inte avslutad som ersatt" in messages(found)["S-0002"]


def test_a_new_scene_that_is_closed_at_once_is_a_problem():
    found = reconcile({}, {"S-0001": CLOSED}, [])
    assert "aldrig varit öppen" in messages(found)["S-0001"]


def test_a_scene_that_goes_on_after_others_have_merged_into_it_is_kept():
    merged = event(LineageKind.MERGED, {"S-0001", "S-0002"}, {"S-0001"})
    found = reconcile({"S-0001": OPEN, "S-0002": OPEN}, {"S-0001": OPEN, "S-0002": REPLACED}, [merged])
    assert (found.kept, found.replaced, found.came_out) == (("S-0001",), ("S-0002",), ())
    assert found.holds


@st.composite
def histories(draw):
    """A round in which everything was done as it should be."""
    before = {f"S-{n:04d}": draw(st.sampled_from((OPEN, CLOSED))) for n in range(draw(st.integers(0, 12)))}
    now, events, number = {}, [], 1000
    waiting = [scene for scene, status in before.items() if status is OPEN]
    while waiting:
        act = draw(st.sampled_from(("keep", "close", "merge", "split")))
        scene = waiting.pop()
        if act == "merge" and waiting:
            parents = {scene, waiting.pop()}
            number += 1
            children = {f"S-{number}"}
            events.append(event(LineageKind.MERGED, parents, children))
        elif act == "split":
            children = {f"S-{number + 1}", f"S-{number + 2}"}
            number += 2
            parents = {scene}
            events.append(event(LineageKind.SPLIT, parents, children))
        else:
            now[scene] = CLOSED if act == "close" else OPEN
            continue
        now |= dict.fromkeys(parents, REPLACED)
        now |= {child: draw(st.sampled_from((OPEN, CLOSED))) for child in sorted(children)}
    closed = [scene for scene, status in before.items() if status is CLOSED]
    now |= {scene: draw(st.sampled_from((OPEN, CLOSED))) for scene in closed if draw(st.booleans())}
    now |= {f"S-{n}": OPEN for n in range(2000, 2000 + draw(st.integers(0, 4)))}
    return before, now, events


SCENES = st.sampled_from([f"S-000{number}" for number in range(6)])
STATUSES = st.dictionaries(SCENES, st.sampled_from(Status))
EVENTS = st.builds(
    Event,
    st.sampled_from((LineageKind.MERGED, LineageKind.SPLIT)),
    st.frozensets(SCENES, min_size=1, max_size=3),
    st.frozensets(SCENES, min_size=1, max_size=3),
)


@given(histories())
def test_any_orderly_history_reconciles(history):
    found = reconcile(*history)
    assert found.problems == ()
    assert found.difference == 0


@given(STATUSES, STATUSES, st.lists(EVENTS, max_size=4))
def test_whatever_is_written_a_difference_always_has_a_problem_that_says_why(before, now, events):
    found = reconcile(before, now, events)
    if found.difference:
        assert found.problems


@given(STATUSES, STATUSES, st.lists(EVENTS, max_size=4))
def test_every_scene_that_is_open_now_is_in_one_class_alone(before, now, events):
    found = reconcile(before, now, events)
    classes = [*found.kept, *found.reopened, *found.new, *found.came_out]
    assert sorted(classes) == list(found.open_now)
