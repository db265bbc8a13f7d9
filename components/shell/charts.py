"""The house figure and what charts are made of: lines, dots, bars, bands, and axes with units."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.shell import formats, labels, theme

N_LETTERS = 36  # of a name beside a row
TEXT_OUTSIDE = {"textposition": "outside", "cliponaxis": False}  # of a bar
LINE_OF_AGREEMENT = {"color": theme.GRAY, "dash": "dot", "width": 1.5}
# Ticks as all other words write percents; the browser's own format leaves no space.
_FINE = [f"{sign}{tenths / 10:.1f}" for sign in ("", formats.MINUS) for tenths in range(21)]
_WHOLE = [f"{sign}{percent}" for sign in ("", formats.MINUS) for percent in range(101)]
PERCENT_TICKS = {f"{percent}%": f"{percent} %" for percent in (*_WHOLE, *_FINE)}


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
        colorway=list(theme.PALETTE),
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
        autotypenumbers="strict",  # ids of digits are names, never numbers
    )
    axis = {"automargin": True, "zeroline": False, "separatethousands": True, "labelalias": PERCENT_TICKS}
    figure.update_xaxes(title_text=x_title, **axis)
    figure.update_yaxes(title_text=y_title, **axis)
    return figure


def readable_on_light(figure: go.Figure) -> go.Figure:
    """Return the figure with axes in a gray of 4.6:1 on the light page (Streamlit's own has 3.7:1).

    On the dark page it would still have 3.7:1, should the browser have told its theme too late.
    """
    if figure.layout.xaxis.tickfont.color == theme.AXIS_GRAY:  # drawn before
        return figure
    figure.update_xaxes(tickfont_color=theme.AXIS_GRAY, title_font_color=theme.AXIS_GRAY)
    figure.update_yaxes(tickfont_color=theme.AXIS_GRAY, title_font_color=theme.AXIS_GRAY)
    figure.update_layout(legend_font_color=theme.AXIS_GRAY)
    figure.update_traces(outsidetextfont_color=theme.AXIS_GRAY, selector={"type": "bar"})
    figure.update_traces(textfont_color=theme.ON_PALE, selector={"type": "sankey"})
    return figure


def readable_on_dark(figure: go.Figure) -> go.Figure:
    """Return the figure with cells of heat maps in the scale of the dark page."""
    for pale, (dark, ink) in theme.DARK_SCALES.items():
        selector = {"type": "heatmap", "meta": pale}
        figure.update_traces(colorscale=dark, textfont_color=ink, selector=selector)
    return figure


def cell_style(scale: theme.Scale) -> dict[str, Any]:
    """Return how a heat map's cells are colored, here for the light page."""
    return {"meta": scale, "colorscale": theme.PALE_SCALES[scale], "textfont": {"color": theme.ON_PALE}}


def hover(*lines: str) -> str:
    """Return a hover text of these lines (d3 formats in %{…}), without the trace's name."""
    return "<br>".join(lines) + "<extra></extra>"


def add_line(
    figure: go.Figure, x: Iterable, y: Iterable, color: str = "", width: float = 2, **style: Any
) -> None:
    """Add a line, in the house color unless told another."""
    line = {"color": color or theme.HOUSE_COLOR, "width": width} | style.pop("line", {})
    figure.add_scatter(x=x, y=y, line=line, **({"mode": "lines"} | style))


def add_dots(
    figure: go.Figure, x: Iterable, y: Iterable, color: object = None, size: object = 9, **style: Any
) -> None:
    """Add dots, in the house color unless told another."""
    marker = {"color": theme.HOUSE_COLOR if color is None else color, "size": size} | style.pop("marker", {})
    figure.add_scatter(x=x, y=y, marker=marker, **({"mode": "markers"} | style))


def add_bars(
    figure: go.Figure, lengths: Iterable, names: Iterable, color: object = None, **style: Any
) -> None:
    """Add horizontal bars, in the house color unless told another."""
    marker_color = theme.HOUSE_COLOR if color is None else color
    figure.add_bar(x=lengths, y=names, orientation="h", marker_color=marker_color, **style)
    figure.update_yaxes(type="category")


def add_bars_with_bands(figure: go.Figure, rows: pd.DataFrame, stem: str) -> go.Figure:
    """Return the figure with a bar and its 90 % band a row, of shares; paler where it is not used.

    Parameters
    ----------
    rows : title, is_used, and the columns `stem`, `stem`_low and `stem`_high; the first on top
    """
    rows = rows.iloc[::-1]
    value, low, high = (rows[f"{stem}{end}"] for end in ("", "_low", "_high"))
    colors = [theme.translucent(theme.HOUSE_COLOR, 1.0 if used else 0.45) for used in rows["is_used"]]
    band = ends(value, low, high, color=theme.GRAY)
    add_bars(figure, value, rows["title"], colors, error_x=band, hovertemplate=hover("%{y}: %{x:.1%}"))
    return show_shares(figure, "x")


def name_rows(
    figure: go.Figure, keys: Iterable[str], names: Iterable[str], axis: str = "y", longest: int = N_LETTERS
) -> go.Figure:
    """Return the figure with rows (axis x: columns) in this order, each key called by its name.

    Keys are what tells rows apart: never read as numbers or dates, and two of them may share a name.
    """
    order = [str(key) for key in keys]
    style = {"categoryorder": "array", "categoryarray": order, "tickmode": "array", "tickvals": order}
    shown = [labels.shortened(str(name), longest) for name in names]
    return getattr(figure, f"update_{axis}axes")(type="category", ticktext=shown, **style)


def ends(value: pd.Series, low: pd.Series, high: pd.Series, **style: Any) -> dict[str, Any]:
    """Return the error bar from the low to the high end of each value's band."""
    return {"array": high - value, "arrayminus": value - low, "thickness": 2, "width": 0} | style


def add_band(figure: go.Figure, x: Iterable, low: Iterable, high: Iterable, color: str, name: str) -> None:
    """Add an uncertainty band between two curves."""
    edges = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    figure.add_scatter(x=x, y=high, **edges)
    fill = {"fill": "tonexty", "fillcolor": theme.translucent(color, 0.18)}
    figure.add_scatter(x=x, y=low, name=name, **fill, **edges)


def add_agreement(figure: go.Figure, low: float, high: float, **style: Any) -> None:
    """Add the line from corner to corner on which both axes agree."""
    line = {"mode": "lines", "line": LINE_OF_AGREEMENT, "hoverinfo": "skip"}
    figure.add_scatter(x=[low, high], y=[low, high], **line, **style)


def show_shares(figure: go.Figure, axes: str = "xy") -> go.Figure:
    """Return the figure with shares as percent on these axes, as fine as its ticks are apart."""
    for axis in axes:
        update = getattr(figure, f"update_{axis}axes")
        update(tickformat=formats.PERCENT_AXIS, tickformatstops=formats.FINE_PERCENT_AXIS)
    return figure


def waterfall_style() -> dict[str, Any]:
    """Return how a waterfall tells rises, falls and totals apart."""
    return {
        **TEXT_OUTSIDE,
        "increasing_marker_color": theme.GREEN,
        "decreasing_marker_color": theme.VERMILLION,
        "totals_marker_color": theme.HOUSE_COLOR,
        "connector": {"line": {"color": theme.GRAY, "width": 1}},
    }
