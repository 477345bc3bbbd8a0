"""Made-up crimes, safety and attitudes as lines of the files that figures are read from: the same at every start."""

from collections.abc import Iterator, Mapping
from zlib import crc32

from kartlaggning.demonstration.covering import ASSUMED_YEARS

ROUNDS = tuple(ASSUMED_YEARS)
CONSTANT = " ".join(str(year) for year in ROUNDS)
# The scene that domain.md's first trap is shown on, by crime year: violence on the year's outline (4,0, 3,8 and 2,0 ha)
# and on the constant one (4,0 ha). Per hectare 11,0, 10,0 and 18,0; on the constant outline 11,0, 10,8 and 10,3.
# Outside the year's outline stand none or five, so that the public sees both counts.
FALLING_VIOLENCE = {2020: (44, 44), 2022: (38, 43), 2023: (36, 41)}
# Crimes per hectare at first, and how they go on, in percent of that.
VIOLENCE_PERCENT = {2020: (100, 100, 100), 2022: (94, 88, 106), 2023: (85, 92, 97)}
DETECTED_PERCENT = {2020: (100, 100, 100), 2022: (112, 95, 130), 2023: (126, 80, 141)}
SHOOTINGS = (0, 0, 1, 0, 2, 0, 0, 3)
UNCOVERED_YEAR = 2025  # no round that is finished judges it

SAFETY: tuple[tuple[object, ...], ...] = (
    (2020, 0, 500, 24, 9, None, None, None),
    (2020, 500, 1000, 310, 87, None, None, None),
    (2020, 1000, None, 2466, 493, None, None, None),
    (2020, None, None, 2800, 589, None, None, None),
    (2022, 0, 500, 412, 144, 398.5, 502.3, 141.2),
    (2022, 500, 1000, 655, 177, 640.25, 801.75, 170.5),
    (2022, 1000, None, 2933, 528, 2961.25, 3480.5, 539.75),
    (2022, None, None, 4000, 849, 4000.0, 4784.55, 851.45),
)
QUESTION = "Känner sig trygg på platsen på kvällen"
# By group and year: the share, how many answered. No survey was made in 2020.
ATTITUDES: Mapping[str, Mapping[int, tuple[int, int]]] = {
    "boende": {2018: (41, 212), 2019: (39, 204), 2021: (44, 230), 2022: (47, 221), 2023: (52, 240)},
    "besokare": {2018: (55, 180), 2019: (53, 175), 2021: (58, 190), 2022: (57, 186), 2023: (61, 201)},
    "arbetar": {2018: (48, 61), 2019: (46, 22), 2021: (51, 64), 2022: (55, 58), 2023: (58, 66)},
}
CITY_MEANS = {2018: 66, 2019: 65, 2021: 67, 2022: 68, 2023: 68}


def crime_lines(public_id: str, areas_m2: Mapping[int, float], constant_m2: float) -> Iterator[tuple[object, ...]]:
    """Yield the lines of one scene, by its outlines' areas per round and that of all of them together."""
    seed = crc32(public_id.encode())
    for survey_round, year in ASSUMED_YEARS.items():
        for category, count in _counts(seed, year, areas_m2[survey_round] / 10_000).items():
            strip = (constant_m2 / areas_m2[survey_round] - 1) / 2  # half as dense outside the outline
            constant = count + round(count * strip)
            yield public_id, year, category, count, survey_round, constant, CONSTANT


def falling_violence_lines(
    public_id: str, areas_m2: Mapping[int, float], constant_m2: float
) -> Iterator[tuple[object, ...]]:
    """Yield the lines of the scene that shrinks to half, with its own violence."""
    for line in crime_lines(public_id, areas_m2, constant_m2):
        _id, year, category, _count, survey_round, *_constant = line
        if category == "vald" and isinstance(year, int):
            count, constant = FALLING_VIOLENCE[year]
            yield public_id, year, category, count, survey_round, constant, CONSTANT
        else:
            yield line


def uncovered_lines(public_id: str, area_m2: float) -> Iterator[tuple[object, ...]]:
    """Yield the lines of a scene in the year that no finished round judges: counts, and no outline to hold them by."""
    for category, count in _counts(crc32(public_id.encode()), 2023, area_m2 / 10_000).items():
        yield public_id, UNCOVERED_YEAR, category, count, None, None, None


def attitude_lines(public_id: str) -> Iterator[tuple[object, ...]]:
    """Yield how residents, visitors and those who work there see a scene."""
    for group, years in ATTITUDES.items():
        for year, (share, respondents) in years.items():
            yield public_id, year, group, QUESTION, share, respondents, CITY_MEANS[year]


def _counts(seed: int, year: int, area_ha: float) -> dict[str, int]:
    violence = round(area_ha * (2 + seed % 7) * VIOLENCE_PERCENT[year][seed % 3] / 100)
    detected = round(area_ha * (4 + seed % 11) * DETECTED_PERCENT[year][seed % 3] / 100)
    shootings = min(violence, SHOOTINGS[(seed + year) % len(SHOOTINGS)])
    return {"vald": violence, "skjutningar": shootings, "narkotika": detected}
