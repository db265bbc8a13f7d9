"""The pictures of a validation, from numbers alone."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, formats, theme


def folds_chart(folds: pd.DataFrame, means: pd.DataFrame, own: float | None) -> go.Figure:
    """Return the model's AUC of every fold, with its mean and band, a column per split.

    Parameters
    ----------
    folds : split, way, fold, auc
    means : split, way, figure, mean, low, high
    own : AUC of the training's own test, None where there is none
    """
    title = "The model keeps its rank where dots lie near the line of its own test"
    figure = charts.house_figure(title, "Judged by", "AUC [0.5 = by chance, 1 = all right]")
    rows, of = folds[folds["way"] == "model"], means[(means["way"] == "model") & (means["figure"] == "auc")]
    told = charts.hover("fold %{customdata}", "AUC %{y:.3f}")
    pale = theme.translucent(theme.HOUSE_COLOR, 0.45)
    charts.add_dots(figure, rows["split"], rows["auc"], pale, 7, customdata=rows["fold"], hovertemplate=told)
    band = charts.ends(of["mean"], of["low"], of["high"])
    about = charts.hover("mean %{y:.3f}", "90 % band %{customdata[0]:.3f} to %{customdata[1]:.3f}")
    ends = of[["low", "high"]]
    charts.add_dots(
        figure, of["split"], of["mean"], size=12, error_y=band, customdata=ends, hovertemplate=about
    )
    if own is not None:
        words = {"annotation_text": f"its own test {own:.3f}", "annotation_position": "top left"}
        figure.add_hline(own, line=charts.LINE_OF_AGREEMENT, **words)
    return figure.update_xaxes(type="category")


def learning_chart(rows: pd.DataFrame, gain: dict[str, Any]) -> go.Figure:
    """Return the AUC by how many customers were learned from, with bands, its law, and twice the data.

    Parameters
    ----------
    rows : n_customers, auc, auc_low, auc_high, auc_fit
    gain : auc, low, high of twice the data
    """
    title = "Where the line still rises, more data would help"
    figure = charts.house_figure(title, "Customers learned from", "AUC [0.5 = by chance, 1 = all right]")
    n, last = rows["n_customers"].tolist(), float(rows["auc_fit"].iloc[-1])
    twice = [*n, 2 * n[-1]]
    charts.add_line(figure, twice, [*rows["auc_fit"], last + gain["auc"]], hoverinfo="skip")
    told = charts.hover("%{x:,} customers", "AUC %{y:.3f} (%{customdata[0]:.3f} to %{customdata[1]:.3f})")
    band = charts.ends(rows["auc"], rows["auc_low"], rows["auc_high"])
    ends = rows[["auc_low", "auc_high"]]
    charts.add_dots(figure, n, rows["auc"], error_y=band, customdata=ends, hovertemplate=told)
    predicted = pd.Series([last + gain["auc"]])
    of_gain = charts.ends(predicted, pd.Series([last + gain["low"]]), pd.Series([last + gain["high"]]))
    about = charts.hover("%{x:,} customers, predicted", "AUC %{y:.3f}")
    charts.add_dots(figure, [2 * n[-1]], predicted, theme.GRAY, error_y=of_gain, hovertemplate=about)
    ticks = [formats.count(value) for value in twice]
    return figure.update_xaxes(type="log", tickvals=twice, ticktext=ticks)
