"""What `make bench` prints: the figures, and beside each aim whether it is met."""

from collections.abc import Mapping

from front_page import FrontPage
from load import Figures

Found = Mapping[str, Figures | float]
GEOJSON, UNCHANGED, BOX = "year's GeoJSON", "unchanged (304)", "box"
PLAIN = "djangorestframework-gis"


def print_tables(
    answers: Mapping[str, Found], built: Mapping[str, float], page: FrontPage, filtered: tuple[float, float]
) -> None:
    """Print everything as Markdown: requests a second and times, then the aims."""
    for ground, found in answers.items():
        print(f"\n**{ground}** (the year's GeoJSON is {found['bytes']:,.0f} bytes as transferred)\n")
        print("| Question | Answered by | Requests a second | p50 ms | p99 ms |\n|---|---|---:|---:|---:|")
        for name, figures in found.items():
            if isinstance(figures, Figures):
                question, _space, server = name.rpartition(" ")
                times = f"{figures.p50_ms:.2f} | {figures.p99_ms:.2f}"
                print(f"| {question} | {server} | {_amount(figures.per_second)} | {times} |")
    print("\n| Aim | Asked for | County | Country |\n|---|---:|---:|---:|")
    county, country = answers.values()
    for words, least, question, other in (
        ("Year's GeoJSON against djangorestframework-gis", "≥ 200 ×", GEOJSON, PLAIN),
        ("Year's GeoJSON against the limit", "≥ 0.7 ×", GEOJSON, "limit"),
        ("Conditional request against the limit", "≥ 0.7 ×", UNCHANGED, "limit"),
        ("A box against djangorestframework-gis over PostGIS", "≥ 20 ×", BOX, PLAIN),
    ):
        print(f"| {words} | {least} | {_ratio(county, question, other)} | {_ratio(country, question, other)} |")
    print(f"| Memory of a worker | < 300 MB | {county['memory']:.0f} MB | {country['memory']:.0f} MB |")
    files = f"{built['files']:.0f} files, {built['megabytes']:.0f} MB"
    print(f"| Edition built, {files} | < 60 s | | {built['seconds']:.0f} s |")
    print(f"| Front page | ≤ 200 kB | {page.kilobytes:.0f} kB, {page.requests} requests | |")
    print(f"| Style sheets that block it | 1 | {len(page.blocking)} | |")
    print(f"| Largest paint at 9 Mbit/s and 165 ms | < 1.5 s | {page.largest_paint_ms / 1000:.2f} s | |")
    chosen, widened = filtered
    print(f"| Filter answered, 2,000 scenes (and back to all) | < 100 ms | {chosen:.0f} ms ({widened:.0f} ms) | |")


def _ratio(found: Found, question: str, other: str) -> str:
    ours, theirs = found[f"{question} site"], found[f"{question} {other}"]
    if not isinstance(ours, Figures) or not isinstance(theirs, Figures) or not theirs.per_second:
        return "–"
    ratio = ours.per_second / theirs.per_second
    return f"{ratio:.2f} ×" if ratio < 10 else f"{ratio:,.0f} ×"


def _amount(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2f}"
