"""The pictures that take scores apart, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, formats, theme

POINTS = 100  # a contribution is read in percentage points


def importance_chart(importance: pd.DataFrame) -> go.Figure:
    """Return how far each group of inputs moves a prediction on average, the strongest on top.

    Parameters
    ----------
    importance : name, mean_absolute [share]
    """
    rows = importance.sort_values("mean_absolute", kind="stable")
    title, unit = "What moves the predictions most", "Average move [percentage points]"
    figure = charts.house_figure(title, unit, height=110 + 36 * len(rows))
    points = rows["mean_absolute"] * POINTS
    charts.add_bars(
        figure,
        points,
        rows["name"],
        text=[formats.number(value, 1) for value in points],
        **charts.TEXT_OUTSIDE,
        hovertemplate=charts.hover("%{y}: %{x:.2f} percentage points on average"),
    )
    return figure.update_xaxes(rangemode="tozero", range=[0, 1.12 * float(points.max()) or 1])


def dependence_chart(dependence: pd.DataFrame) -> go.Figure:
    """Return the predicted share that buys over the price, with the spread between chances."""
    x, color = dependence["multiplier"] - 1, theme.HOUSE_COLOR
    title = "What the price alone does"
    figure = charts.house_figure(title, "Price against today's", "Predicted share that buys", height=380)
    charts.add_band(figure, x, dependence["low"], dependence["high"], color, "Nine in ten chances")
    told = charts.hover("%{x:+.0%} on the price", "%{y:.1%} buy on average")
    charts.add_line(figure, x, dependence["mean"], width=2.5, name="Mean of all chances", hovertemplate=told)
    figure.add_vline(x=0, line={"color": theme.GRAY, "width": 1, "dash": "dot"})
    figure.update_xaxes(tickformat="+.0%")
    return figure.update_yaxes(tickformat=formats.PERCENT_AXIS, rangemode="tozero")


def waterfall_chart(
    parts: pd.Series,
    base_value: float,
    score: float,
    title: str = "From the average prediction to this one",
    ends: tuple[str, str] = ("Average", "This prediction"),
    unit: str = "Predicted share that buys",
) -> go.Figure:
    """Return one prediction from the average to the score, step by step, the largest steps first.

    Parameters
    ----------
    parts : contribution by name [share], adding up to score − base_value
    ends : what the first and the last bar are called
    """
    ordered = parts.reindex(parts.abs().sort_values(ascending=False).index)
    values = [base_value, *ordered, score]
    figure = charts.house_figure(title, unit, height=130 + 34 * len(values))
    figure.add_waterfall(
        orientation="h",
        y=[ends[0], *ordered.index, ends[1]],
        x=values,
        measure=["absolute", *["relative"] * len(ordered), "total"],
        text=[formats.share(base_value), *(_signed(v) for v in ordered), formats.share(score)],
        hovertemplate=charts.hover("%{y}: %{text}"),
        **charts.waterfall_style(),
    )
    figure.update_yaxes(autorange="reversed")
    low, high = _room(values)
    return figure.update_xaxes(tickformat=".1%" if high - low < 0.1 else ".0%", range=[low, high])


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
