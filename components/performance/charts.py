"""The pictures of the model's performance, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from analytics.evidence.curves.bands import CurveWithBand
from analytics.evidence.curves.decisions import Confusion
from components.performance.names import COLORS, MODEL, NAMES
from components.shell import charts, formats, theme

RARE = 0.05  # predictions so much smaller than the largest are unreadable beside it
DOTTED = {"color": theme.GRAY, "dash": "dot", "width": 1}


def roc_chart(curves: dict[str, CurveWithBand]) -> go.Figure:
    """Return the ROC curves with their bands, and the line of pure chance."""
    figure = _unit_figure(
        "Purchases found, false alarms (ROC)",
        "False alarms [share of what was not bought]",
        "Purchases found [share]",
    )
    _add_curves(figure, curves, "false_positive_rate", "true_positive_rate")
    charts.add_line(figure, [0, 1], [0, 1], name="Chance", line=DOTTED, hoverinfo="skip")
    return figure


def precision_recall_chart(curves: dict[str, CurveWithBand], bought_share: float) -> go.Figure:
    """Return the precision–recall curves with their bands, and the share bought as the line of chance."""
    figure = _unit_figure(
        "Hits among those picked (precision–recall)",
        "Purchases found [share]",
        "Bought, of those picked [share]",
    )
    _add_curves(figure, curves, "recall", "precision")
    return figure.add_hline(y=bought_share, line=DOTTED)


def calibration_chart(tables: dict[str, pd.DataFrame]) -> go.Figure:
    """Return predicted against observed purchase shares with 90 % intervals; on the line is right."""
    figure = charts.house_figure(
        "Does 30 % mean that 30 in 100 buy? On the dotted line it does (calibration)",
        "Predicted [share that buys]",
        "Observed [share that buys]",
        height=400,
    )
    highest = max(max(t["predicted"].max(), t["high"].max()) for t in tables.values())
    ends = [1e-4, highest]
    charts.add_line(figure, ends, ends, name="Exactly right", line=DOTTED, hoverinfo="skip")
    for key, table in tables.items():
        told = "predicted %{x:.1%}, bought %{y:.1%}", "%{customdata:,} chances"
        charts.add_line(
            figure,
            table["predicted"],
            table["observed"],
            COLORS[key],
            2 if key == MODEL else 1,
            mode="lines+markers",
            name=NAMES[key],
            error_y=charts.ends(table["observed"], table["low"], table["high"], thickness=1.5),
            marker={"size": 7 if key == MODEL else 5},
            customdata=table["n"],
            hovertemplate=charts.hover(f"<b>{NAMES[key]}</b>", *told),
        )
    _as_shares(figure)
    if min(t["predicted"].min() for t in tables.values()) < RARE * highest:
        _spread_out(figure)
    return figure


def profit_chart(
    tables: dict[str, pd.DataFrame], threshold: float, highest: float, currency: str
) -> go.Figure:
    """Return profit over the threshold for every model, the model's with its band, the threshold marked."""
    figure = charts.house_figure(
        "What each threshold earns",
        "Threshold [predicted share that buys]",
        formats.with_unit("Profit per 1,000 chances", currency),
        height=400,
    )
    band = tables[MODEL]
    charts.add_band(figure, band["threshold"], band["low"], band["high"], COLORS[MODEL], "90 % band")
    for key, table in tables.items():
        told = f"from %{{x:.1%}}: {currency}%{{y:,.2f}} per 1,000 chances"
        _add_way(figure, key, table["threshold"], table["profit"], NAMES[key], told)
    figure.add_vline(x=threshold, line={"color": theme.GRAY, "width": 2, "dash": "dash"})
    figure.update_layout(showlegend=True)
    return charts.show_shares(figure, "x").update_xaxes(range=[0, highest])


def confusion_chart(counted: Confusion) -> go.Figure:
    """Return the four outcomes of a threshold with their counts."""
    cells = [
        [(counted.false_negative, "missed"), (counted.true_negative, "rightly left")],
        [(counted.true_positive, "found"), (counted.false_positive, "false alarm")],
    ]
    total = max(sum(n for row in cells for n, _ in row), 1)
    figure = charts.house_figure("Who is addressed, and who buys", height=400)
    figure.add_heatmap(
        z=[[n / total for n, _ in row] for row in cells],
        x=["Bought", "Not bought"],
        y=["Not addressed", "Addressed"],
        text=[
            [f"<b>{formats.count(n)}</b><br>{formats.share(n / total)}<br>{word}" for n, word in row]
            for row in cells
        ],
        texttemplate="%{text}",
        **charts.cell_style(theme.Scale.AMOUNTS) | {"textfont": {"size": 14, "color": theme.ON_PALE}},
        showscale=False,
        xgap=3,
        ygap=3,
        hoverinfo="skip",
    )
    figure.update_xaxes(side="top", showgrid=False)
    figure.update_yaxes(showgrid=False)
    return figure.update_layout(margin_t=88)


def _unit_figure(title: str, x_title: str, y_title: str) -> go.Figure:
    figure = charts.house_figure(title, x_title, y_title, height=460)
    _as_shares(figure)
    return figure.update_xaxes(range=[0, 1]).update_yaxes(range=[0, 1.02])


def _as_shares(figure: go.Figure) -> None:
    charts.show_shares(figure).update_layout(showlegend=True)


def _spread_out(figure: go.Figure) -> None:
    """Show rare purchases as far apart as frequent ones."""
    ticks = [0.0001, 0.001, 0.01, 0.1, 1.0]
    words = ["0.01%", "0.1%", "1%", "10%", "100%"]
    for update in (figure.update_xaxes, figure.update_yaxes):
        update(type="log", tickvals=ticks, ticktext=words)


def _add_curves(figure: go.Figure, curves: dict[str, CurveWithBand], x: str, y: str) -> None:
    for key, curve in curves.items():
        at, low, high = curve.points[x], curve.points["low"], curve.points["high"]
        charts.add_band(figure, at, low, high, COLORS[key], f"{NAMES[key]}: 90 % band")
        _add_way(figure, key, at, curve.points[y], f"{NAMES[key]} {curve.area:.2f}", "%{y:.1%} at %{x:.1%}")


def _add_way(figure: go.Figure, key: str, x: pd.Series, y: pd.Series, name: str, told: str) -> None:
    """Add a model's curve, the shop's own model in a strong line."""
    hover = charts.hover(f"<b>{NAMES[key]}</b>", told)
    width = 2.5 if key == MODEL else 1.2
    charts.add_line(figure, x, y, COLORS[key], width, name=name, hovertemplate=hover)
