"""The pictures among an edition's files: the county map as SVG and PNG, and the picture for links that are shared."""

from collections.abc import Iterator

from kartlaggning import swedish
from kartlaggning.exports.drawings import map_ground, svg
from kartlaggning.exports.drawings.county_map import county_map, example_band, signs_on
from kartlaggning.exports.drawings.map_marks import drawn_signs
from kartlaggning.exports.drawings.svg import Picture
from kartlaggning.exports.formats import typesetting
from kartlaggning.exports.source import PackageSource, PublishedFile
from kartlaggning.exports.words import story
from kartlaggning.exports.words.edition_words import open_count
from kartlaggning.selectors.editions.atlas import Atlas, Edition

PIXELS_PER_UNIT = 2.5  # 1,750 pixels across: enough for a printed half page
SHARED_WIDTH, SHARED_HEIGHT = 1200, 630  # what Open Graph asks for
_MAP = (560.0, 0.0, 640.0, 630.0)


def pictures(source: PackageSource) -> Iterator[PublishedFile]:
    """Yield the county map in both formats and the picture for shared links."""
    edition = source.edition
    drawn = county_map(source.atlas, edition)
    yield PublishedFile(f"karta-{edition.ref}.svg", "image/svg+xml", "Karta över länet som SVG", drawn.svg.encode())
    yield PublishedFile(
        f"karta-{edition.ref}.png", "image/png", "Karta över länet som PNG", typesetting.png(drawn, PIXELS_PER_UNIT)
    )
    yield PublishedFile(
        f"delningsbild-{edition.ref}.png",
        "image/png",
        "Bild för delade länkar",
        typesetting.png(shared_picture(source.atlas, edition), 1),
    )


def shared_picture(atlas: Atlas, edition: Edition) -> Picture:
    """Return the county with its one figure and the year, 1200 by 630 units."""
    drawn = map_ground.municipalities(atlas)
    frame, placed = signs_on(atlas, edition, drawn, _MAP)
    count = open_count(atlas, edition)
    words = "öppna drogscener" if count != 1 else "öppen drogscen"
    lines = [
        svg.line_of_text(56, 300, swedish.number(count), 190, font_weight=600, fill=svg.ACCENT),
        svg.line_of_text(60, 372, words, 52, font_weight=600),
        svg.line_of_text(60, 428, "i Stockholms län", 40),
        svg.line_of_text(60, 484, f"Kartläggningen {edition.year}", 32, fill=svg.MUTED),
        svg.line_of_text(60, 590, "Kommungränser: SCB, förenklade", 20, fill=svg.MUTED),
    ]
    return svg.picture(
        SHARED_WIDTH,
        SHARED_HEIGHT,
        f"{count} {words} i Stockholms län, kartläggningen {edition.year}",
        story.difference(atlas, edition),
        svg.hatching("upphord", 3.2, 1.5),
        svg.element("rect", {"width": SHARED_WIDTH, "height": SHARED_HEIGHT, "fill": svg.PAPER}),
        map_ground.ground(frame, drawn),
        drawn_signs(placed),
        *lines,
        *([example_band(SHARED_WIDTH, 56, 26)] if edition.is_demonstration else []),
    )
