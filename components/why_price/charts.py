"""The pictures that take discounts and profits apart, from numbers alone."""

from collections.abc import Callable, Sequence

import plotly.graph_objects as go

from components.shell import charts, formats

ROOM = 0.38  # beside the bars for their figures, of what the axis spans
LEAST_WIDTH = 1e-4  # of what the axis spans


def steps_chart(
    title: str,
    unit: str,
    ends: tuple[str, str],
    steps: Sequence[tuple[str, float]],
    base: float,
    told: Callable[[float], str],
) -> go.Figure:
    """Return a waterfall from a base over named steps to where they lead together.

    Parameters
    ----------
    ends : what base and end are called
    steps : name and value, in the order to draw
    told : a level or a step in words
    """
    values = [value for _, value in steps]
    end = base + sum(values)
    figure = charts.house_figure(title, unit, height=130 + 34 * (len(steps) + 2))
    figure.add_waterfall(
        orientation="h",
        y=[ends[0], *(name for name, _ in steps), ends[1]],
        x=[base, *values, end],
        measure=["absolute", *["relative"] * len(values), "total"],
        text=[told(base), *(signed(value, told) for value in values), told(end)],
        hovertemplate=charts.hover("%{y}: %{text}"),
        **charts.waterfall_style(),
    )
    figure.update_yaxes(autorange="reversed")
    levels = [0.0, base]
    for value in values:
        levels.append(levels[-1] + value)
    width = max(max(levels) - min(levels), LEAST_WIDTH)
    return figure.update_xaxes(range=[min(levels) - ROOM * width, max(levels) + ROOM * width])


def signed(value: float, told: Callable[[float], str]) -> str:
    """Return a step with its sign; one that rounds to nothing has none."""
    if told(abs(value)) == told(0.0):
        return told(0.0)
    return f"{formats.MINUS if value < 0 else '+'}{told(abs(value))}"
