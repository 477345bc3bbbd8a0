import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlaggning.followup.intervals import effective_size, safety_share, wilson
from kartlaggning.followup.values import ImportRef, SafetyFigure

SOURCE = ImportRef("B-0002", "Påhittade svar", "Exempel", is_example=True)


def figure(respondents, unsafe, weights=(None, None, None), share=None):
    return SafetyFigure("k", 2023, 0, 500, respondents, unsafe, *weights, SOURCE, share)


# By hand, with z = 1.96: z² = 3.8416.
# 36 of 100: the centre is (0.36 + 3.8416/200) / 1.038416 = 0.379208 / 1.038416 = 0.365179; half the width
#   1.96/1.038416 · √(0.36·0.64/100 + 3.8416/40000) = 1.887490 · √0.00240004 = 0.092468. So 0.2727–0.4576.
# 0 of 10: centre 0.19208 / 1.38416 = 0.138770, half the same: 0–0.2775.
# 50 of 100: centre 0.5, half 1.887490 · √(0.0025 + 0.00009604) = 0.096170. So 0.4038–0.5962.
@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(36, 100, 0.2727, 0.4576), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962)],
)
def test_the_interval_is_as_reckoned_by_hand(successes, n, low, high):
    interval = wilson(successes, n)
    assert interval.low == pytest.approx(low, abs=5e-5)
    assert interval.high == pytest.approx(high, abs=5e-5)


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (-1, 5), (6, 5), (float("nan"), 5), (1, float("nan"))])
def test_what_is_no_share_is_refused(successes, n):
    with pytest.raises(ValueError, match="no share"):
        wilson(successes, n)


def test_equal_weights_are_worth_as_many_answers_as_there_are():
    assert effective_size(50 * 2.0, 50 * 4.0) == 50


def test_unequal_weights_are_worth_fewer():
    # Weights 1, 1, 1, 3: Σw = 6, Σw² = 12, 36 / 12 = 3 answers instead of 4.
    assert effective_size(6, 12) == 3


@pytest.mark.parametrize(("weight", "squares"), [(0, 1), (1, 0), (-1, 1)])
def test_weights_that_are_none_are_refused(weight, squares):
    with pytest.raises(ValueError, match="above 0"):
        effective_size(weight, squares)


def test_the_share_of_unsafe_is_in_percent_with_its_interval():
    share = safety_share(figure(100, 36))
    assert (share.percent, share.respondents) == (36, 100)
    assert (share.low, share.high) == (pytest.approx(27.27, abs=0.01), pytest.approx(45.76, abs=0.01))


def test_a_weighted_share_uses_the_weights_and_the_effective_size():
    # 200 respondents worth 100: Σw = 200, Σw² = 400, 200² / 400 = 100. The unsafe weigh 72 of 200: 36 %.
    share = safety_share(figure(200, 80, (200.0, 400.0, 72.0)))
    assert share.percent == pytest.approx(36)
    assert (share.low, share.high) == (pytest.approx(27.27, abs=0.01), pytest.approx(45.76, abs=0.01))
    assert share.respondents == 200


def test_a_share_that_is_only_published_has_no_interval():
    share = safety_share(figure(None, None, share=36.0))
    assert (share.percent, share.low, share.high, share.respondents) == (36, None, None, None)


def test_nobody_answered_is_no_share():
    share = safety_share(figure(0, 0))
    assert (share.percent, share.low, share.high, share.respondents) == (None, None, None, 0)


sizes = st.integers(1, 100_000)


@given(n=sizes, part=st.floats(0, 1))
def test_the_share_lies_within_its_interval_and_that_within_0_and_1(n, part):
    interval = wilson(part * n, n)
    assert 0 <= interval.low <= part * n / n <= interval.high <= 1


@given(n=sizes, fewer=sizes, part=st.floats(0, 1))
def test_fewer_answers_give_a_wider_interval(n, fewer, part):
    n, fewer = max(n, fewer), min(n, fewer)
    wide, narrow = wilson(part * fewer, fewer), wilson(part * n, n)
    assert wide.high - wide.low >= narrow.high - narrow.low - 1e-12


@given(weights=st.lists(st.floats(0.01, 100), min_size=1, max_size=50))
def test_weights_never_make_more_answers_than_there_are_people(weights):
    size = effective_size(sum(weights), sum(weight**2 for weight in weights))
    assert 0 < size <= len(weights) * (1 + 1e-9)


@given(data=st.data(), weights=st.lists(st.floats(0.01, 100), min_size=1, max_size=50))
def test_a_weighted_share_lies_within_its_interval(data, weights):
    unsafe = data.draw(st.lists(st.booleans(), min_size=len(weights), max_size=len(weights)))
    sums = (
        sum(weights),
        sum(weight**2 for weight in weights),
        sum(weight for weight, is_unsafe in zip(weights, unsafe, strict=True) if is_unsafe),
    )
    share = safety_share(figure(len(weights), sum(unsafe), sums))
    assert 0 <= share.low <= share.percent + 1e-9
    assert share.percent <= share.high + 1e-9 <= 100 + 1e-6
