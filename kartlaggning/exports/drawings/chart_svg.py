"""The charts over the years as SVG for print: points with the goal, or bars; the figure stands at each mark."""

from kartlaggning.exports.drawings import svg
from kartlaggning.exports.drawings.charts import Chart
from kartlaggning.exports.drawings.svg import Picture

_YEAR_SIZE, _VALUE_SIZE, _NOTE_SIZE = 13.0, 14.0, 12.5


def points(chart: Chart, title: str) -> Picture:
    """Return the chart with a point for each result, joined only where the years are next to each other."""
    lines = [
        svg.element(
            "line",
            {"x1": part.x1, "y1": part.y1, "x2": part.x2, "y2": part.y2, "stroke": svg.OPEN, "stroke_width": 2.5},
        )
        for part in chart.segments
    ]
    dots = [svg.element("circle", {"cx": mark.x, "cy": mark.y, "r": 5, "fill": svg.OPEN}) for mark in chart.marks]
    return _picture(chart, title, _goal(chart), *lines, *dots)


def bars(chart: Chart, title: str) -> Picture:
    """Return the chart with a bar for each result."""
    drawn = [
        svg.element(
            "rect",
            {"x": mark.bar_x, "y": mark.y, "width": mark.bar_width, "height": mark.bar_height, "fill": svg.OPEN},
        )
        for mark in chart.marks
    ]
    return _picture(chart, title, *drawn)


def _picture(chart: Chart, title: str, *drawn: str) -> Picture:
    known = ", ".join(f"{mark.year}: {mark.text}" for mark in chart.marks)
    gaps = ", ".join(gap.years for gap in chart.gaps)
    missing = f" Inget resultat är känt för {gaps}." if gaps else ""
    broken = "".join(f" Serien bryts: {mark.text}." for mark in chart.breaks)
    values = [
        svg.line_of_text(mark.x, mark.label_y, mark.text, _VALUE_SIZE, text_anchor="middle", font_weight=600)
        for mark in chart.marks
    ]
    words = f"{known}.{missing}{broken}"
    return svg.picture(
        chart.width, chart.height, title, words, *_gaps(chart), *_axis(chart), *_breaks(chart), *drawn, *values
    )


def _gaps(chart: Chart) -> list[str]:
    drawn = []
    for gap in chart.gaps:
        band: svg.Attributes = {
            "x": gap.x,
            "y": chart.top,
            "width": gap.width,
            "height": chart.gap_height,
            "fill": svg.SURFACE,
        }
        x, y = gap.middle, chart.middle_y
        words: svg.Attributes = {"fill": svg.MUTED, "text_anchor": "middle"}
        if gap.is_narrow:
            turned = {**words, "transform": f"rotate(-90 {x:.1f} {y:.1f})"}
            text = svg.line_of_text(x, y + 4, f"{gap.years}: inget resultat", _NOTE_SIZE, **turned)
        else:
            text = svg.line_of_text(x, y, f"{gap.years}:", _NOTE_SIZE, **words)
            text += svg.line_of_text(x, y + 16, "inget resultat", _NOTE_SIZE, **words)
        drawn.append(svg.element("rect", band) + text)
    return drawn


def _axis(chart: Chart) -> list[str]:
    line: svg.Attributes = {
        "x1": chart.x1,
        "x2": chart.x2,
        "y1": chart.baseline,
        "y2": chart.baseline,
        "stroke": svg.LINE_STRONG,
    }
    years = [
        svg.line_of_text(tick.x, chart.year_y, str(tick.year), _YEAR_SIZE, text_anchor="middle") for tick in chart.ticks
    ]
    return [svg.element("line", line), *years]


def _breaks(chart: Chart) -> list[str]:
    drawn = []
    for mark in chart.breaks:
        line: svg.Attributes = {
            "x1": mark.x,
            "x2": mark.x,
            "y1": mark.top,
            "y2": mark.baseline,
            "stroke": svg.INK,
            "stroke_dasharray": "5 3",
        }
        turned: svg.Attributes = {"fill": svg.MUTED, "transform": f"rotate(-90 {mark.text_x:.1f} {mark.text_y:.1f})"}
        text = svg.line_of_text(mark.text_x, mark.text_y, mark.text, _NOTE_SIZE, **turned)
        drawn.append(svg.element("line", line) + text)
    return drawn


def _goal(chart: Chart) -> str:
    goal = chart.goal
    if goal is None:
        return ""
    level: svg.Attributes = {
        "x1": goal.x1,
        "x2": goal.x2,
        "y1": goal.y,
        "y2": goal.y,
        "stroke": svg.INK,
        "stroke_dasharray": "2 3",
    }
    arrows = [
        svg.element(
            "path",
            {"d": f"M{x:.1f} {goal.y:.1f}v14m-4 -5l4 5l4 -5", "fill": "none", "stroke": svg.INK, "stroke_width": 1},
        )
        for x in goal.years_x
    ]
    words: svg.Attributes = {"fill": svg.MUTED, "text_anchor": "end"}
    return svg.group(
        svg.element("line", level),
        *arrows,
        svg.line_of_text(goal.x2, goal.text_y, f"målet till {goal.last_year}:", _NOTE_SIZE, **words),
        svg.line_of_text(goal.x2, goal.text_y + 15, "färre varje år", _NOTE_SIZE, **words),
    )
