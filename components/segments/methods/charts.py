"""The pictures of methods side by side, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.segments.methods.words import axis_words
from components.shell import charts, formats, theme


def counts_chart(counts: pd.DataFrame, chosen: int) -> go.Figure:
    """Return how surely each number of segments is found again, with its error, and the number chosen."""
    figure = charts.house_figure(
        f"How many segments: {chosen} is the most that are found again as surely as any",
        "Segments [count]",
        "Agreement [1 is the same]",
    )
    error = counts["stability_error"].fillna(0.0)
    low, high = counts["stability"] - error, counts["stability"] + error
    charts.add_band(figure, counts["n_clusters"], low, high, theme.HOUSE_COLOR, "standard error")
    hover = charts.hover("%{x} segments", "agreement %{y:.2f}")
    charts.add_line(
        figure, counts["n_clusters"], counts["stability"], mode="lines+markers", hovertemplate=hover
    )
    charts.add_line(
        figure,
        counts["n_clusters"],
        counts["silhouette"],
        theme.GRAY,
        hovertemplate=charts.hover("%{x} segments", "silhouette %{y:.2f}"),
    )
    last = counts.iloc[-1]
    for name, color in (("stability", theme.HOUSE_COLOR), ("silhouette", theme.GRAY)):
        words = {"stability": "found again", "silhouette": "silhouette"}[name]
        place = {"x": last["n_clusters"], "y": last[name], "xanchor": "right", "yshift": 18}
        figure.add_annotation(text=words, font={"color": color}, showarrow=False, **place)
    figure.add_vline(x=chosen, line={"color": theme.GRAY, "dash": "dot", "width": 1})
    figure.update_xaxes(dtick=1)
    return figure


def map_chart(places: pd.DataFrame, axes: pd.DataFrame) -> go.Figure:
    """Return customers on a plane, colored by segment.

    Parameters
    ----------
    places : x, y, persona
    axes : as `map_rows` returns them, of one map
    """
    x_title, y_title = axis_words(axes)
    figure = charts.house_figure(
        "Customers on a map: whoever lies near is alike (color: segment)", x_title, y_title, height=480
    )
    names = sorted(places["persona"].unique())
    colors = theme.segment_colors(names)
    for name in names:
        dots = places[places["persona"] == name]
        marker = {"color": colors[name], "size": 6, "opacity": 0.6, "line": {"width": 0}}
        figure.add_scattergl(
            x=dots["x"],
            y=dots["y"],
            mode="markers",
            name=name,
            marker=marker,
            hovertemplate=charts.hover(name),
        )
    return figure.update_layout(showlegend=True)


def dendrogram_chart(merges: pd.DataFrame, branches: pd.DataFrame, personas: dict[int, str]) -> go.Figure:
    """Return the upper part of a hierarchy: the higher two branches join, the less alike they are.

    Parameters
    ----------
    merges, branches : as `dendrogram_rows` returns them
    personas : segment → its name
    """
    figure = charts.house_figure(
        "The tree of customers: branches that join high up are least alike (color: segment)",
        "Customers of each branch [count]",
        "Distance [standard deviations]",
        height=440,
    )
    colors = theme.segment_colors(personas.values())
    groups = [(-1, theme.GRAY, "above the segments")]
    groups += [(branch, colors[name], name) for branch, name in personas.items()]
    for branch, color, name in groups:
        lines = merges[merges["branch"] == branch]
        x, y = _brackets(lines)
        if len(lines):
            charts.add_line(
                figure, x, y, color, name=name, hovertemplate=charts.hover(name, "joined at %{y:.1f}")
            )
    sizes = [formats.count(size) for size in branches["n_customers"]]
    figure.update_xaxes(tickmode="array", tickvals=branches["place"], ticktext=sizes, tickangle=-60)
    return figure.update_layout(showlegend=True)


def _brackets(lines: pd.DataFrame) -> tuple[list[float | None], list[float | None]]:
    """Return the lines from branch up, over, and down to the other branch, with gaps between merges."""
    x: list[float | None] = []
    y: list[float | None] = []
    columns = ["x_left", "x_right", "height_left", "height_right", "height"]
    for left, right, from_left, from_right, height in lines[columns].itertuples(index=False):
        x += [left, left, right, right, None]
        y += [from_left, height, height, from_right, None]
    return x, y
