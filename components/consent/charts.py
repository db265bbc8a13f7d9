"""The picture of consent, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, theme
from data.privacy.consent import Consent


def parts_of(found: Consent) -> pd.DataFrame:
    """Return the shares of customers and revenue of those who agree and of those who do not."""
    shares = {"Customers": found.share_refused, "Revenue": found.revenue_share_refused}
    rows = [
        {"part": part, "agreed_share": 1 - refused, "refused_share": refused}
        for part, refused in shares.items()
    ]
    return pd.DataFrame(rows)


def parts_chart(parts: pd.DataFrame) -> go.Figure:
    """Return the shares as one bar a part.

    Parameters
    ----------
    parts : part, agreed_share, refused_share
    """
    title = "Personal prices reach the full part of each bar; the pale part does not agree"
    figure = charts.house_figure(title, "Share", "", 200)
    pale = theme.translucent(theme.HOUSE_COLOR, 0.4)
    looks = (("agreed_share", theme.HOUSE_COLOR, "agree"), ("refused_share", pale, "do not agree"))
    for name, color, words in looks:
        told = charts.hover("%{y}", f"%{{x:.1%}} {words}")
        charts.add_bars(figure, parts[name], parts["part"], color, hovertemplate=told)
    return charts.show_shares(figure.update_layout(barmode="stack"), "x")
