"""The pictures that take scores apart, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import formats, theme

POINTS = 100  # a contribution is read in percentage points


def importance_chart(importance: pd.DataFrame) -> go.Figure:
    """Return how far each group of inputs moves a prediction on average, the strongest on top."""
    rows = importance.sort_values("mean_absolute")
    figure = theme.house_figure(
        "What moves the predictions most",
        "Average move [percentage points]",
        height=110 + 36 * len(rows),
    )
    points = rows["mean_absolute"] * POINTS
    figure.add_bar(
        x=points,
        y=rows["group"],
        orientation="h",
        marker_color=theme.HOUSE_COLOR,
        text=[formats.number(value, 1) for value in points],
        textposition="outside",
        cliponaxis=False,
        hovertemplate=theme.hover("%{y}: %{x:.2f} percentage points on average"),
    )
    figure.update_xaxes(rangemode="tozero", range=[0, 1.12 * float(points.max()) or 1])
    return figure


def dependence_chart(dependence: pd.DataFrame) -> go.Figure:
    """Return the predicted share that buys over the price, with the spread between chances."""
    x = dependence["multiplier"] - 1
    figure = theme.house_figure(
        "What the price alone does",
        "Price against today's",
        "Predicted share that buys",
        height=380,
    )
    theme.add_band(figure, x, dependence["low"], dependence["high"], theme.HOUSE_COLOR, "Nine in ten chances")
    figure.add_scatter(
        x=x,
        y=dependence["mean"],
        mode="lines",
        name="Mean of all chances",
        line={"color": theme.HOUSE_COLOR, "width": 2.5},
        hovertemplate=theme.hover("%{x:+.0%} on the price", "%{y:.1%} buy on average"),
    )
    figure.add_vline(x=0, line={"color": theme.GRAY, "width": 1, "dash": "dot"})
    figure.update_xaxes(tickformat="+.0%")
    figure.update_yaxes(tickformat=formats.PERCENT_AXIS, rangemode="tozero")
    return figure


def waterfall_chart(parts: pd.Series, base_value: float, score: float) -> go.Figure:
    """Return one prediction from the average to the score, step by step, the largest steps first.

    Parameters
    ----------
    parts : contribution by group [share], adding up to score − base_value
    """
    ordered = parts.reindex(parts.abs().sort_values(ascending=False).index)
    values = [base_value, *ordered, score]
    figure = theme.house_figure(
        "From the average prediction to this one", "Predicted share that buys", height=130 + 34 * len(values)
    )
    steps = [formats.share(base_value), *(_signed(v) for v in ordered), formats.share(score)]
    figure.add_waterfall(
        orientation="h",
        y=["Average", *ordered.index, "This prediction"],
        x=values,
        measure=["absolute", *["relative"] * len(ordered), "total"],
        text=steps,
        textposition="outside",
        cliponaxis=False,
        increasing_marker_color=theme.GREEN,
        decreasing_marker_color=theme.VERMILLION,
        totals_marker_color=theme.HOUSE_COLOR,
        connector_line={"color": theme.GRAY, "width": 1},
        hovertemplate=theme.hover("%{y}: %{text}"),
    )
    figure.update_yaxes(autorange="reversed")
    low, high = _room(values)
    figure.update_xaxes(tickformat=".1%" if high - low < 0.1 else formats.PERCENT_AXIS, range=[low, high])
    return figure


def _signed(value: float) -> str:
    sign = "+" if round(value, 3) >= 0 else formats.MINUS
    return f"{sign}{formats.number(abs(value) * POINTS, 1)} points"


def _room(values: list[float]) -> tuple[float, float]:
    """Return a range that leaves room for the texts: rises have theirs on the right, falls on the left."""
    levels, falls = [0.0, values[0]], [1.0]
    for step in values[1:-1]:
        levels.append(levels[-1] + step)
        falls += [levels[-1]] if step < 0 else []
    width = max(max(levels) - min(levels), 0.01)
    return min(min(levels), min(falls) - 0.18 * width), max(levels) + 0.2 * width
