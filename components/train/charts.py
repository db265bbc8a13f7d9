"""The pictures of a training and of its model, from numbers alone."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, theme

COLORS = (theme.HOUSE_COLOR, theme.VERMILLION)  # this model, a logistic regression
DOTTED = {"color": theme.GRAY, "dash": "dot", "width": 1}


def history_chart(history: pd.DataFrame) -> go.Figure:
    """Return the losses of both parts by epoch; where they part, the model learns by heart.

    Parameters
    ----------
    history : epoch, train_loss, validation_loss; losses are NaN where nobody looked
    """
    figure = charts.house_figure(
        "Training stops where the validation rows gain no more", "Epoch, or tree", "Log-loss per row"
    )
    names = {"train_loss": "Learned from", "validation_loss": "Validation"}
    for (column, name), color in zip(names.items(), COLORS, strict=True):
        told = charts.hover(f"<b>{name}</b>", "%{y:.4f} after %{x}")
        mode = "lines+markers" if len(history) < 60 else "lines"
        charts.add_line(
            figure, history["epoch"], history[column], color, name=name, hovertemplate=told, mode=mode
        )
    if len(history) <= 12:
        figure.update_xaxes(dtick=1)  # no half epochs
    return figure.update_layout(showlegend=True)


def inputs_chart(inputs: pd.DataFrame, unit: str) -> go.Figure:
    """Return how far each input moves the answers of trees on average, the strongest on top."""
    figure = charts.house_figure("What moves the answers most", unit, height=110 + 30 * len(inputs))
    strength = inputs["mean_absolute"]
    told = charts.hover("%{y}: %{x:.3f} on average")
    charts.add_bars(figure, strength, inputs["input"], hovertemplate=told)
    return figure.update_xaxes(rangemode="tozero")


def roc_chart(curves: Mapping[str, pd.DataFrame]) -> go.Figure:
    """Return found against false alarms of each way by name, and the line of chance.

    Parameters
    ----------
    curves : name → x, y [shares]
    """
    figure = charts.house_figure(
        "Yes found, false alarms (ROC) on the test rows",
        "False alarms [share of no]",
        "Yes found [share]",
        height=400,
    )
    for (name, points), color in zip(curves.items(), COLORS, strict=False):
        told = charts.hover(f"<b>{name}</b>", "%{y:.1%} at %{x:.1%}")
        charts.add_line(figure, points["x"], points["y"], color, name=name, hovertemplate=told)
    charts.add_line(figure, [0, 1], [0, 1], name="Chance", line=DOTTED, hoverinfo="skip")
    charts.show_shares(figure).update_layout(showlegend=True)
    return figure.update_xaxes(range=[0, 1]).update_yaxes(range=[0, 1.02])


def calibration_chart(tables: Mapping[str, pd.DataFrame]) -> go.Figure:
    """Return predicted against observed shares of each way with 90 % intervals; on the line is right.

    Parameters
    ----------
    tables : name → predicted, observed, low, high, n
    """
    figure = charts.house_figure(
        "On the dotted line shares are right (calibration)",
        "Predicted [share of yes]",
        "Observed [share of yes]",
        height=400,
    )
    highest = max(max(of["predicted"].max(), of["high"].max()) for of in tables.values())
    charts.add_line(figure, [0, highest], [0, highest], name="Exactly right", line=DOTTED, hoverinfo="skip")
    for (name, table), color in zip(tables.items(), COLORS, strict=False):
        charts.add_line(
            figure,
            table["predicted"],
            table["observed"],
            color,
            mode="lines+markers",
            name=name,
            error_y=charts.ends(table["observed"], table["low"], table["high"], thickness=1.5),
            customdata=table["n"],
            hovertemplate=charts.hover(
                f"<b>{name}</b>", "predicted %{x:.1%}, came out %{y:.1%}", "%{customdata:,} rows"
            ),
        )
    return charts.show_shares(figure).update_layout(showlegend=True)
