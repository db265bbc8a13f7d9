"""Rounds and ways of training, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from analytics.cli.federated_words import WAY_WORDS
from components.shell import charts, theme

WAY_COLORS = {"alone": theme.GRAY, "federated": theme.HOUSE_COLOR, "pooled": theme.VERMILLION}


def rounds_chart(rounds: pd.DataFrame) -> go.Figure:
    """Return the loss of the shops by round.

    Parameters
    ----------
    rounds : number, loss, n_shops
    """
    title = "What the shops' own rows lose, round by round"
    figure = charts.house_figure(title, "Round", "Mean loss of the shops [nats per cell]", height=400)
    told = charts.hover("<b>Round %{x}</b>", "loss %{y:.4f}", "%{customdata} shops took part")
    style = {"mode": "lines+markers", "hovertemplate": told, "customdata": rounds["n_shops"]}
    charts.add_line(figure, rounds["number"], rounds["loss"], **style)
    return figure


def moves_chart(rounds: pd.DataFrame) -> go.Figure:
    """Return how far each round moved the shared weights.

    Parameters
    ----------
    rounds : number, moved
    """
    title = "The shops agree once a round moves little"
    figure = charts.house_figure(title, "Round", "Move of shared weights [logits]", height=400)
    told = charts.hover("<b>Round %{x}</b>", "moved %{y:.4f} logits, root mean square")
    charts.add_line(figure, rounds["number"], rounds["moved"], mode="lines+markers", hovertemplate=told)
    return figure.update_yaxes(rangemode="tozero")


def ways_chart(compared: pd.DataFrame) -> go.Figure:
    """Return how well each shop's latest visits are told by how its model was trained.

    Parameters
    ----------
    compared : shop, way, log_loss
    """
    title = "Further left is better: how well the latest visits are told"
    figure = charts.house_figure(
        title, "Log-loss [nats per cell]", height=120 + 60 * compared["shop"].nunique()
    )
    for way, rows in compared.groupby("way", sort=False):
        told = charts.hover("<b>%{y}</b>", f"{WAY_WORDS[way]}: log-loss %{{x:.4f}}")
        charts.add_dots(
            figure, rows["log_loss"], rows["shop"], WAY_COLORS[way], name=WAY_WORDS[way], hovertemplate=told
        )
    return figure.update_layout(showlegend=True).update_yaxes(type="category", autorange="reversed")
