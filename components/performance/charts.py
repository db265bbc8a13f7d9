"""The pictures of the model's performance, from numbers alone."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from analytics.cli.performance_words import RECALIBRATION_WORDS
from analytics.evidence.curves.bands import CurveWithBand
from analytics.evidence.curves.recalibration import Recalibration
from components.performance.names import COLORS, MODEL, NAMES
from components.shell import charts, formats, theme

RARE = 0.05  # predictions so much smaller than the largest are unreadable beside it
LEAST = 1e-4  # of shares on a chart
DOTTED = {"color": theme.GRAY, "dash": "dot", "width": 1}
DASHED = {"color": theme.GRAY, "dash": "dash", "width": 1}
AGAIN_COLORS = {
    Recalibration.NONE: theme.BLUE,
    Recalibration.PLATT: theme.VERMILLION,
    Recalibration.ISOTONIC: theme.GREEN,
}


def roc_chart(curves: dict[str, CurveWithBand]) -> go.Figure:
    """Return the ROC curves with their bands, and the line of pure chance."""
    figure = _unit_figure(
        "Purchases found, false alarms (ROC)",
        "False alarms [share of what was not bought]",
        "Purchases found [share]",
    )
    _add_curves(figure, curves)
    charts.add_line(figure, [0, 1], [0, 1], name="Chance", line=DOTTED, hoverinfo="skip")
    return figure


def precision_recall_chart(curves: dict[str, CurveWithBand], bought_share: float) -> go.Figure:
    """Return the precision–recall curves with their bands, and the share bought as the line of chance."""
    figure = _unit_figure(
        "Hits among those picked (precision–recall)",
        "Purchases found [share]",
        "Bought, of those picked [share]",
    )
    _add_curves(figure, curves)
    return figure.add_hline(y=bought_share, line=DOTTED)


def calibration_chart(tables: dict[str, pd.DataFrame]) -> go.Figure:
    """Return predicted against observed purchase shares with 90 % intervals; on the line is right."""
    figure = charts.house_figure(
        "Does 30 % mean that 30 in 100 buy? On the dotted line it does (calibration)",
        "Predicted [share that buys]",
        "Observed [share that buys]",
        height=400,
    )
    ways = [(NAMES[key], COLORS[key], 2 if key == MODEL else 1, table) for key, table in tables.items()]
    return _with_calibrations(figure, ways)


def recalibration_chart(curves: pd.DataFrame, name: str) -> go.Figure:
    """Return predicted against observed shares of one way's scores, as they are and learned anew.

    Parameters
    ----------
    curves : recalibration, predicted, observed, low, high, n
    """
    title = f"{name}, learned anew by half of the customers: nearer the dotted line is better"
    figure = charts.house_figure(
        title, "Predicted [share that buys]", "Observed [share that buys]", height=400
    )
    parts = {Recalibration(str(code)): table for code, table in curves.groupby("recalibration", sort=False)}
    return _with_calibrations(
        figure,
        [(RECALIBRATION_WORDS[code], AGAIN_COLORS[code], 2, table) for code, table in parts.items()],
    )


def gain_chart(curves: dict[str, CurveWithBand], bought_share: float) -> go.Figure:
    """Return the share of purchases found by picking so many, with bands, chance and the best possible."""
    title = "Picking so many finds (cumulative gain)"
    figure = _unit_figure(title, "Picked [share of all chances]", "Purchases found [share]")
    _add_curves(figure, curves, headline=lambda found: f"{formats.share(found, 0)} by a tenth")
    charts.add_line(figure, [0, bought_share, 1], [0, 1, 1], name="Perfect", line=DASHED, hoverinfo="skip")
    charts.add_line(figure, [0, 1], [0, 1], name="Chance", line=DOTTED, hoverinfo="skip")
    return figure


def lift_chart(curves: dict[str, CurveWithBand]) -> go.Figure:
    """Return how many times as often those picked buy as all do, with bands."""
    title = "How much more often those picked buy (lift)"
    figure = charts.house_figure(
        title, "Picked [share of all chances]", "Bought, of those picked ÷ of all [times]", height=460
    )
    _add_curves(
        figure, curves, headline=lambda times: f"{times:.1f} in a tenth", told="%{y:.2f} times at %{x:.0%}"
    )
    charts.add_line(figure, [0, 1], [1, 1], name="Chance", line=DOTTED, hoverinfo="skip")
    return charts.show_shares(figure, "x").update_layout(showlegend=True).update_yaxes(rangemode="tozero")


def _with_calibrations(figure: go.Figure, lines: list[tuple[str, str, float, pd.DataFrame]]) -> go.Figure:
    """Return the figure with predicted against observed shares: name, color, width and table of each line."""
    highest = max(max(t["predicted"].max(), t["high"].max()) for *_, t in lines)
    is_wide = min(t["predicted"].min() for *_, t in lines) < RARE * highest
    lowest = 0.7 * min(min(t["predicted"].min(), t["low"].min()) for *_, t in lines)
    ends = [max(lowest, LEAST) if is_wide else 0.0, highest]
    charts.add_line(figure, ends, ends, name="Exactly right", line=DOTTED, hoverinfo="skip")
    for name, color, width, table in lines:
        told = "predicted %{x:.1%}, bought %{y:.1%}", "%{customdata:,} chances"
        charts.add_line(
            figure,
            table["predicted"],
            table["observed"],
            color,
            width,
            mode="lines+markers",
            name=name,
            error_y=charts.ends(table["observed"], table["low"], table["high"], thickness=1.5),
            marker={"size": 3 + 2 * width},
            customdata=table["n"],
            hovertemplate=charts.hover(f"<b>{name}</b>", *told),
        )
    _as_shares(figure)
    if is_wide:
        _spread_out(figure)
    return figure


def _unit_figure(title: str, x_title: str, y_title: str) -> go.Figure:
    figure = charts.house_figure(title, x_title, y_title, height=460)
    _as_shares(figure)
    return figure.update_xaxes(range=[0, 1]).update_yaxes(range=[0, 1.02])


def _as_shares(figure: go.Figure) -> None:
    charts.show_shares(figure).update_layout(showlegend=True)


def _spread_out(figure: go.Figure) -> None:
    """Show rare purchases as far apart as frequent ones."""
    ticks = [0.0001, 0.001, 0.01, 0.1, 1.0]
    words = ["0.01 %", "0.1 %", "1 %", "10 %", "100 %"]
    for update in (figure.update_xaxes, figure.update_yaxes):
        update(type="log", tickvals=ticks, ticktext=words)


def _add_curves(
    figure: go.Figure,
    curves: dict[str, CurveWithBand],
    headline: Callable[[float], str] = "{:.2f}".format,
    told: str = "%{y:.1%} at %{x:.1%}",
) -> None:
    """Add the curves with their bands, each called by its name and what sums it up."""
    for key, curve in curves.items():
        points, name = curve.points, f"{NAMES[key]} {headline(curve.headline)}"
        charts.add_band(
            figure, points["x"], points["low"], points["high"], COLORS[key], f"{NAMES[key]}: 90 % band"
        )
        add_way(figure, key, points["x"], points["y"], name, told)


def add_way(figure: go.Figure, key: str, x: pd.Series, y: pd.Series, name: str, told: str) -> None:
    """Add a way's curve, the shop's own model in a strong line."""
    hover = charts.hover(f"<b>{NAMES[key]}</b>", told)
    width = 2.5 if key == MODEL else 1.2
    charts.add_line(figure, x, y, COLORS[key], width, name=name, hovertemplate=hover)
