"""How sure a share is: Wilson's interval, and how many answers a weighted survey is worth."""

from dataclasses import dataclass
from math import sqrt

from kartlaggning.followup.values import SafetyFigure

Z_95 = 1.959964  # two-sided 95 %: the standard normal distribution's 97.5th percentile


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a share lies with 95 % confidence; both 0–1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent with its 95 % interval, also in percent.

    `percent` is None where nobody answered. `low` and `high` are None where there is nothing to reckon them from: a
    published share alone, or a survey without answers. `respondents` are people, not weights.
    """

    percent: float | None
    low: float | None
    high: float | None
    respondents: int | None


def wilson(successes: float, n: float) -> Interval:
    """Return Wilson's 95 % interval for `successes` out of `n` answers (both may be effective, so not whole).

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
    Raises ValueError where n is not above 0 or the successes are not between 0 and n.
    """
    if not 0 <= successes <= n or n <= 0:
        raise ValueError(f"{successes} of {n} is no share")
    share = successes / n
    shrink = 1 + Z_95**2 / n
    centre = (share + Z_95**2 / (2 * n)) / shrink
    half = Z_95 / shrink * sqrt(share * (1 - share) / n + Z_95**2 / (4 * n**2))
    # Rounding alone can put a limit on the wrong side of the share where all or none answered yes.
    return Interval(min(share, max(0.0, centre - half)), max(share, min(1.0, centre + half)))


def effective_size(weight: float, weight_squares: float) -> float:
    """Return how many unweighted answers a weighted survey is worth: (Σw)² / Σw².

    Source: L. Kish, Survey Sampling (1965), section 11.7. Raises ValueError for sums that are not above 0.
    """
    if weight <= 0 or weight_squares <= 0:
        raise ValueError("the sums of weights must be above 0")
    return weight**2 / weight_squares


def safety_share(figure: SafetyFigure) -> Share:
    """Return the share that felt unsafe: weighted, with Kish's effective size, where the survey is weighted."""
    if figure.respondents is None or figure.unsafe is None:
        return Share(figure.share, None, None, figure.respondents)
    if figure.respondents == 0:
        return Share(None, None, None, 0)
    successes, size = float(figure.unsafe), float(figure.respondents)
    if figure.weight is not None and figure.weight_squares is not None and figure.unsafe_weight is not None:
        # Sums that were rounded in the file may say a hair more than all, or more answers than there were people.
        size = min(size, effective_size(figure.weight, figure.weight_squares))
        successes = size * min(1.0, figure.unsafe_weight / figure.weight)
    interval = wilson(successes, size)
    return Share(100 * successes / size, 100 * interval.low, 100 * interval.high, figure.respondents)
