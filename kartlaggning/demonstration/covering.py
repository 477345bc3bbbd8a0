"""Which calendar year a round is taken to judge for made-up places: an assumption of the example."""

from collections.abc import Mapping

# Round: crime year. Only 2024's judged period is documented; the others' are not known.
ASSUMED_YEARS: Mapping[int, int] = {2021: 2020, 2023: 2022, 2024: 2023}
