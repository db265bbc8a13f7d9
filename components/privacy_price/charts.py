"""What privacy costs and keeps, from numbers alone."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.cli.privacy_price_words import epsilon_words
from components.shell import charts, theme

AXIS = "Epsilon (none: without privacy)"
MUTED = {"color": theme.GRAY, "dash": "dot", "width": 1}


def profit_chart(prices: pd.DataFrame, shops: pd.DataFrame) -> go.Figure:
    """Return the profit captured at each epsilon with its band, and that of every shop.

    Parameters
    ----------
    prices : epsilon, captured_share, captured_share_low, captured_share_high
    shops : epsilon, shop, captured_share
    """
    title = "The profit that privacy leaves"
    figure = charts.house_figure(title, AXIS, "True profit captured [share of possible]", height=400)
    each = charts.hover("Shop %{customdata}", "%{y:.1%} of the possible profit at epsilon %{x}")
    style = {"customdata": shops["shop"], "hovertemplate": each, "name": "Each shop"}
    names = shops["epsilon"].map(epsilon_words)
    charts.add_dots(figure, names, shops["captured_share"], theme.GRAY, 7, **style)
    told = charts.hover("<b>Epsilon %{x}</b>", "%{y:.1%} of the possible profit, the mean over shops")
    low, high = prices["captured_share_low"], prices["captured_share_high"]
    charts.add_line(
        figure,
        prices["epsilon"].map(epsilon_words),
        prices["captured_share"],
        mode="lines+markers",
        name="Mean, 90 % band",
        error_y=charts.ends(prices["captured_share"], low, high),
        hovertemplate=told,
    )
    figure.update_xaxes(type="category").update_layout(showlegend=True)
    return charts.show_shares(figure, "y").update_yaxes(rangemode="tozero")


def attack_chart(prices: pd.DataFrame) -> go.Figure:
    """Return how often an attacker is right at each epsilon, beside what it allows at most.

    Parameters
    ----------
    prices : epsilon, accuracy, n_guesses
    """
    title = "An attacker stays near chance"
    figure = charts.house_figure(title, AXIS, "Planted customers told rightly [share]", height=400)
    names, epsilon = prices["epsilon"].map(epsilon_words), prices["epsilon"].to_numpy(float)
    allowed = 1 / (1 + np.exp(-epsilon))
    told = charts.hover("<b>Epsilon %{x}</b>", "right on %{y:.1%} of %{customdata} planted customers")
    charts.add_line(
        figure, names, allowed, name="Allowed by epsilon", line=MUTED, mode="lines+markers",
        hovertemplate=charts.hover("<b>Epsilon %{x}</b>", "allows %{y:.1%}"),
    )  # fmt: skip
    charts.add_line(figure, names, [0.5] * len(names), name="Chance", line=MUTED, hoverinfo="skip")
    charts.add_line(
        figure, names, prices["accuracy"], theme.VERMILLION, mode="lines+markers", name="Attacker",
        customdata=prices["n_guesses"], hovertemplate=told,
    )  # fmt: skip
    figure.update_xaxes(type="category").update_layout(showlegend=True)
    return charts.show_shares(figure, "y").update_yaxes(range=[0.4, 1.02])
