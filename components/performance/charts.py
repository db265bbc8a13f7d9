"""The pictures of the model's performance, from numbers alone."""

from typing import TYPE_CHECKING

import pandas as pd
import plotly.graph_objects as go

from components.performance.names import COLORS, MODEL, NAMES
from components.shell import formats, theme

if TYPE_CHECKING:
    from analytics.evidence.curves.bands import CurveWithBand
    from analytics.evidence.curves.decisions import Confusion

RARE = 0.05  # predictions so much smaller than the largest are unreadable beside it


def roc_chart(curves: "dict[str, CurveWithBand]") -> go.Figure:
    """Return the ROC curves with their bands, and the line of pure chance."""
    figure = _unit_figure(
        "Purchases found, false alarms (ROC)",
        "False alarms [share of what was not bought]",
        "Purchases found [share]",
    )
    _add_curves(figure, curves, "false_positive_rate", "true_positive_rate")
    figure.add_scatter(
        x=[0, 1],
        y=[0, 1],
        mode="lines",
        name="Chance",
        line={"color": theme.GRAY, "dash": "dot", "width": 1},
        hoverinfo="skip",
    )
    return figure


def precision_recall_chart(curves: "dict[str, CurveWithBand]", bought_share: float) -> go.Figure:
    """Return the precision–recall curves with their bands, and the share bought as the line of chance."""
    figure = _unit_figure(
        "Hits among those picked (precision–recall)",
        "Purchases found [share]",
        "Bought, of those picked [share]",
    )
    _add_curves(figure, curves, "recall", "precision")
    figure.add_hline(y=bought_share, line={"color": theme.GRAY, "dash": "dot", "width": 1})
    return figure


def calibration_chart(tables: dict[str, pd.DataFrame]) -> go.Figure:
    """Return predicted against observed purchase shares with 90 % intervals; on the line is right."""
    figure = theme.house_figure(
        "Does 30 % mean that 30 in 100 buy? On the dotted line it does (calibration)",
        "Predicted [share that buys]",
        "Observed [share that buys]",
        height=400,
    )
    highest = max(max(t["predicted"].max(), t["high"].max()) for t in tables.values())
    figure.add_scatter(
        x=[1e-4, highest],
        y=[1e-4, highest],
        mode="lines",
        name="Exactly right",
        line={"color": theme.GRAY, "dash": "dot", "width": 1},
        hoverinfo="skip",
    )
    for key, table in tables.items():
        figure.add_scatter(
            x=table["predicted"],
            y=table["observed"],
            error_y={
                "array": table["high"] - table["observed"],
                "arrayminus": table["observed"] - table["low"],
                "thickness": 1.5,
                "width": 0,
            },
            mode="lines+markers",
            name=NAMES[key],
            line={"color": COLORS[key], "width": 2 if key == MODEL else 1},
            marker={"size": 7 if key == MODEL else 5},
            customdata=table["n"],
            hovertemplate=theme.hover(
                f"<b>{NAMES[key]}</b>", "predicted %{x:.1%}, bought %{y:.1%}", "%{customdata:,} chances"
            ),
        )
    _as_shares(figure)
    if min(t["predicted"].min() for t in tables.values()) < RARE * highest:
        _spread_out(figure)
    return figure


def profit_chart(
    tables: dict[str, pd.DataFrame], threshold: float, highest: float, currency: str
) -> go.Figure:
    """Return profit over the threshold for every model, the model's with its band, the threshold marked."""
    figure = theme.house_figure(
        "What each threshold earns",
        "Threshold [predicted share that buys]",
        f"Profit per 1,000 chances{f' [{currency}]' if currency else ''}",
        height=400,
    )
    band = tables[MODEL]
    theme.add_band(figure, band["threshold"], band["low"], band["high"], COLORS[MODEL], "90 % band")
    for key, table in tables.items():
        figure.add_scatter(
            x=table["threshold"],
            y=table["profit"],
            mode="lines",
            name=NAMES[key],
            line={"color": COLORS[key], "width": 2.5 if key == MODEL else 1.2},
            hovertemplate=theme.hover(
                f"<b>{NAMES[key]}</b>", f"from %{{x:.1%}}: {currency}%{{y:,.2f}} per 1,000 chances"
            ),
        )
    figure.add_vline(x=threshold, line={"color": theme.GRAY, "width": 2, "dash": "dash"})
    figure.update_layout(showlegend=True)
    figure.update_xaxes(tickformat=formats.PERCENT_AXIS, range=[0, highest])
    return figure


def confusion_chart(counted: "Confusion") -> go.Figure:
    """Return the four outcomes of a threshold with their counts."""
    cells = [
        [counted.false_negative, counted.true_negative],
        [counted.true_positive, counted.false_positive],
    ]
    total = max(sum(map(sum, cells)), 1)
    words = [["missed", "rightly left"], ["found", "false alarm"]]
    text = [
        [
            f"<b>{formats.count(n)}</b><br>{formats.share(n / total)}<br>{word}"
            for n, word in zip(*rows, strict=True)
        ]
        for rows in zip(cells, words, strict=True)
    ]
    figure = theme.house_figure("Who is addressed, and who buys", height=400)
    figure.add_heatmap(
        z=[[n / total for n in row] for row in cells],
        x=["Bought", "Not bought"],
        y=["Not addressed", "Addressed"],
        text=text,
        texttemplate="%{text}",
        textfont={"size": 14, "color": theme.ON_PALE},
        colorscale=theme.PALE_SCALE,
        showscale=False,
        xgap=3,
        ygap=3,
        hoverinfo="skip",
    )
    figure.update_xaxes(side="top", showgrid=False)
    figure.update_yaxes(showgrid=False)
    figure.update_layout(margin_t=88)
    return figure


def _unit_figure(title: str, x_title: str, y_title: str) -> go.Figure:
    figure = theme.house_figure(title, x_title, y_title, height=460)
    _as_shares(figure)
    return figure.update_xaxes(range=[0, 1]).update_yaxes(range=[0, 1.02])


def _as_shares(figure: go.Figure) -> None:
    figure.update_layout(showlegend=True)
    figure.update_xaxes(tickformat=formats.PERCENT_AXIS)
    figure.update_yaxes(tickformat=formats.PERCENT_AXIS)


def _spread_out(figure: go.Figure) -> None:
    """Show rare purchases as far apart as frequent ones."""
    ticks = [0.0001, 0.001, 0.01, 0.1, 1.0]
    words = ["0.01%", "0.1%", "1%", "10%", "100%"]
    for update in (figure.update_xaxes, figure.update_yaxes):
        update(type="log", tickvals=ticks, ticktext=words)


def _add_curves(figure: go.Figure, curves: "dict[str, CurveWithBand]", x: str, y: str) -> None:
    for key, curve in curves.items():
        points = curve.points
        theme.add_band(
            figure, points[x], points["low"], points["high"], COLORS[key], f"{NAMES[key]}: 90 % band"
        )
        figure.add_scatter(
            x=points[x],
            y=points[y],
            mode="lines",
            name=f"{NAMES[key]} {curve.area:.2f}",
            line={"color": COLORS[key], "width": 2.5 if key == MODEL else 1.2},
            hovertemplate=theme.hover(f"<b>{NAMES[key]}</b>", "%{y:.1%} at %{x:.1%}"),
        )
