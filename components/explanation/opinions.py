"""The pictures of how far an explanation can be trusted: a second opinion, other draws, and a glass box."""

import pandas as pd
import plotly.graph_objects as go

from components.explanation.names import GLASS_INPUTS
from components.shell import charts, theme

POINTS = 100  # a contribution is read in percentage points
_SERIES = {"share": ("This explanation", theme.BLUE), "second": ("Second opinion", theme.OCHRE)}


def opinions_chart(rows: pd.DataFrame, title: str, unit: str) -> go.Figure:
    """Return both opinions side by side by input, the strongest on top.

    Parameters
    ----------
    rows : name, share, second [share]
    """
    rows = rows.iloc[::-1]
    figure = charts.house_figure(title, unit, height=150 + 44 * len(rows))
    for column, (name, color) in _SERIES.items():
        told = charts.hover("%{y}: %{x:+.2f} percentage points", name)
        charts.add_bars(figure, POINTS * rows[column], rows["name"], color, name=name, hovertemplate=told)
    figure.update_layout(showlegend=True, barmode="group")
    return figure


def stability_chart(rows: pd.DataFrame) -> go.Figure:
    """Return how far each input moves predictions, with the band of nine in ten draws.

    Parameters
    ----------
    rows : name, mean_absolute, low, high [share], rank, rank_low, rank_high; of one way of drawing
    """
    rows = rows.sort_values("rank", ascending=False)
    title = "How firm the order is"
    figure = charts.house_figure(title, "Average move [percentage points]", height=120 + 38 * len(rows))
    value, low, high = (POINTS * rows[name] for name in ("mean_absolute", "low", "high"))
    charts.add_dots(
        figure,
        value,
        rows["name"],
        error_x=charts.ends(value, low, high),
        customdata=rows[["rank_low", "rank_high", "rank"]],
        hovertemplate=charts.hover(
            "%{y}: %{x:.2f} percentage points",
            "place %{customdata[2]}, from %{customdata[0]} to %{customdata[1]} in nine of ten draws",
        ),
    )
    figure.update_yaxes(type="category")
    return figure.update_xaxes(rangemode="tozero")


def glass_chart(curve: pd.DataFrame, code: str) -> go.Figure:
    """Return one curve of the glass box: what an input adds to the log odds of a purchase.

    Parameters
    ----------
    curve : of one input: value, title (empty where the value is a number), log_odds
    """
    name = GLASS_INPUTS[code]
    is_named = (curve["title"] != "").all()
    title, unit = f"The whole of what this does: {name}", "Log odds of a purchase"
    if is_named:
        rows = curve.sort_values("log_odds", kind="stable")
        figure = charts.house_figure(title, unit, height=120 + 26 * len(rows))
        told = charts.hover("%{y}: %{x:+.2f}")
        charts.add_bars(figure, rows["log_odds"], rows["value"].astype(str), hovertemplate=told)
        return charts.name_rows(figure, rows["value"].astype(str), rows["title"])
    figure = charts.house_figure(title, name, unit, height=380)
    told = charts.hover("%{x}", "%{y:+.2f}")
    charts.add_line(figure, curve["value"], curve["log_odds"], line={"shape": "hv"}, hovertemplate=told)
    figure.add_hline(y=0, line={"color": theme.GRAY, "width": 1, "dash": "dot"})
    return figure
