"""The gain of pre-training by how many customers are known, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, theme

WAYS = {"pretrained": ("Pre-trained", theme.HOUSE_COLOR), "scratch": ("From scratch", theme.VERMILLION)}
CUSTOMERS = "Customers learned from [log scale]"


def levels_chart(gains: pd.DataFrame) -> go.Figure:
    """Return the AUC of both ways by how many customers are known.

    Parameters
    ----------
    gains : n_customers, auc_pretrained, auc_scratch
    """
    figure = charts.house_figure("Where the lines part, pre-training helps", CUSTOMERS, "AUC", height=400)
    for code, (name, color) in WAYS.items():
        told = charts.hover(f"<b>{name}</b>", "AUC %{y:.3f} with %{x:,} customers")
        y = gains[f"auc_{code}"]
        style = {"mode": "lines+markers", "name": name, "hovertemplate": told}
        charts.add_line(figure, gains["n_customers"], y, color, **style)
    return _by_customers(figure, gains).update_layout(showlegend=True)


def gain_chart(gains: pd.DataFrame) -> go.Figure:
    """Return what pre-training gains with its 90 % band.

    Parameters
    ----------
    gains : n_customers, auc_gain, auc_gain_low, auc_gain_high; ends are NaN where one seed was tried
    """
    title = "Above zero pre-training gains (90 % band)"
    figure = charts.house_figure(title, CUSTOMERS, "AUC gained", height=400)
    x, gain = gains["n_customers"], gains["auc_gain"]
    band = charts.ends(gain, gains["auc_gain_low"], gains["auc_gain_high"], color=theme.GRAY)
    told = charts.hover("%{y:+.3f} with %{x:,} customers")
    charts.add_dots(figure, x, gain, error_y=band, hovertemplate=told)
    figure.add_hline(y=0, line={"color": theme.GRAY, "dash": "dot", "width": 1})
    return _by_customers(figure, gains)


def _by_customers(figure: go.Figure, gains: pd.DataFrame) -> go.Figure:
    counts = sorted(set(gains["n_customers"]))
    texts = [f"{n:,}" for n in counts]
    return figure.update_xaxes(type="log", tickmode="array", tickvals=counts, ticktext=texts)
