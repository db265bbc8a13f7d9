"""One look for every chart: a palette safe for color-blind eyes and the house figure, in light and dark."""

import re
from collections.abc import Iterable

import plotly.graph_objects as go

# After Okabe and Ito, each tone shifted to a contrast of 3:1 or more on the light and on the dark page.
BLUE, VERMILLION, GREEN, PURPLE = "#2F7FC1", "#D55E00", "#0A9170", "#B765A6"
OCHRE, INDIGO, OLIVE, BRICK = "#B07A00", "#6F73C7", "#7A8B2A", "#B8504A"
SKY = "#2C97B8"
PALETTE = (BLUE, VERMILLION, GREEN, PURPLE, OCHRE, INDIGO, OLIVE, BRICK)

AXIS_GRAY = "#6B7276"
VERDICT_COLORS = {"PASS": GREEN, "WARN": OCHRE, "FAIL": BRICK}
HOUSE_COLOR = BLUE  # a chart of one series
PALE_SCALE = [[0, "#EAF3FA"], [1, "#6AAAD9"]]  # of cells with text, the same on light and dark
ON_PALE = "#0E1B26"
GRAY, TAUPE = "#75818A", "#8F7D6E"
# Ticks as all other words write percents; the browser's own format leaves no space.
PERCENT_TICKS = {f"{percent}%": f"{percent} %" for percent in range(101)}

# The usual names keep their color whatever else is in sight; neighbors in the RFM table differ clearly.
NAMED_SEGMENTS = {
    "Champions": GREEN,
    "Loyal customers": BLUE,
    "Potential loyalists": SKY,
    "New customers": OLIVE,
    "Promising": PURPLE,
    "Need attention": OCHRE,
    "About to sleep": INDIGO,
    "At risk": VERMILLION,
    "Can't lose them": BRICK,
    "Hibernating": GRAY,
    "Lost": TAUPE,
    "Other": GRAY,
    "Unknown": TAUPE,
    "All customers": BLUE,
}


def segment_colors(segments: Iterable[str]) -> dict[str, str]:
    """Return one color per segment, the same whatever the order of the names.

    Usual names keep their own color on every page; others take the palette in natural order, so pass all
    segments of the shop and not only those in sight.
    """
    names = sorted({str(name) for name in segments}, key=_natural)
    unnamed = [name for name in names if name not in NAMED_SEGMENTS]
    free = [
        color for color in PALETTE if color not in {NAMED_SEGMENTS.get(name) for name in names}
    ] or PALETTE
    colors = {name: free[place % len(free)] for place, name in enumerate(unnamed)}
    return {name: NAMED_SEGMENTS.get(name) or colors[name] for name in names}


def translucent(color: str, opacity: float) -> str:
    """Return a hex color as rgba, for bands and areas."""
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def house_figure(title: str, x_title: str = "", y_title: str = "", height: int = 360) -> go.Figure:
    """Return an empty figure in the house style; the title says what to see, axis titles carry units.

    Text and grid take their colors from Streamlit's theme in the browser, so the figure fits light and dark.
    """
    figure = go.Figure()
    figure.update_layout(
        title={"text": title, "x": 0, "xanchor": "left", "font": {"size": 16}, "pad": {"b": 8}},
        height=height,
        margin={"l": 8, "r": 16, "t": 56, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        colorway=list(PALETTE),
        hovermode="closest",
        bargap=0.25,
        showlegend=False,
        legend={
            "orientation": "h",
            "yref": "container",
            "y": 0,
            "yanchor": "bottom",
            "x": 0,
            "title": {"text": ""},
            "itemsizing": "constant",
        },
        separators=".,",
    )
    axis = {
        "automargin": True,
        "zeroline": False,
        "separatethousands": True,
        "labelalias": PERCENT_TICKS,
    }
    figure.update_xaxes(title_text=x_title, **axis)
    figure.update_yaxes(title_text=y_title, **axis)
    return figure


def readable_on_light(figure: go.Figure) -> go.Figure:
    """Return the figure with axes in a gray of 4.6:1 on the light page (Streamlit's own has 3.7:1).

    On the dark page it would still have 3.7:1, should the browser have told its theme too late.
    """
    if figure.layout.xaxis.tickfont.color == AXIS_GRAY:  # drawn before
        return figure
    figure.update_xaxes(tickfont_color=AXIS_GRAY, title_font_color=AXIS_GRAY)
    figure.update_yaxes(tickfont_color=AXIS_GRAY, title_font_color=AXIS_GRAY)
    figure.update_layout(legend_font_color=AXIS_GRAY)
    figure.update_traces(outsidetextfont_color=AXIS_GRAY, selector={"type": "bar"})
    return figure


def hover(*lines: str) -> str:
    """Return a hover text of these lines (d3 formats in %{…}), without the trace's name."""
    return "<br>".join(lines) + "<extra></extra>"


def add_band(
    figure: go.Figure, x: Iterable, low: Iterable, high: Iterable, color: str, name: str
) -> go.Figure:
    """Add an uncertainty band between two curves and return the figure."""
    edges = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    figure.add_scatter(x=x, y=high, **edges)
    figure.add_scatter(x=x, y=low, fill="tonexty", fillcolor=translucent(color, 0.18), name=name, **edges)
    return figure


def _natural(name: str) -> list[tuple[int, int, str]]:
    """Sort key that puts 'Cluster 2' before 'Cluster 10'."""
    parts = re.split(r"(\d+)", name)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in parts]
