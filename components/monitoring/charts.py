"""The pictures of a monitoring, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from analytics.evidence.drift.codes import LARGE, MODERATE
from components.shell import charts, theme


def drift_chart(rows: pd.DataFrame) -> go.Figure:
    """Return the index of every input with its band, a row each.

    Parameters
    ----------
    rows : input_name, psi, low, high; the farthest moved first
    """
    figure = charts.house_figure("Inputs whose whole band lies right of a line have moved", "PSI", "")
    rows = rows.iloc[::-1]
    told = charts.hover("%{y}", "PSI %{x:.3f} (%{customdata[0]:.3f} to %{customdata[1]:.3f})")
    band = charts.ends(rows["psi"], rows["low"], rows["high"])
    ends = rows[["low", "high"]]
    charts.add_dots(
        figure, rows["psi"], rows["input_name"], error_x=band, customdata=ends, hovertemplate=told
    )
    for at, words in ((MODERATE, "moved"), (LARGE, "moved far")):
        figure.add_vline(at, line=charts.LINE_OF_AGREEMENT, annotation_text=words)
    return figure.update_layout(height=140 + 40 * len(rows))


def shares_chart(rows: pd.DataFrame, input_name: str) -> go.Figure:
    """Return the shares of an input then and now, side by side.

    Parameters
    ----------
    rows : bin_name, share_then, share_now
    """
    figure = charts.house_figure(f"{input_name}: pale before, full since", "Share", "", 160 + 36 * len(rows))
    rows = rows.iloc[::-1]
    pale = theme.translucent(theme.HOUSE_COLOR, 0.4)
    for name, color, words in (("share_now", theme.HOUSE_COLOR, "since"), ("share_then", pale, "before")):
        told = charts.hover(f"%{{y}} {words}", "%{x:.1%}")
        charts.add_bars(figure, rows[name], rows["bin_name"], color, hovertemplate=told)
    return charts.show_shares(figure.update_layout(barmode="group"), "x")


def weeks_chart(rows: pd.DataFrame) -> go.Figure:
    """Return shares bought with their bands over predicted ones, by week.

    Parameters
    ----------
    rows : period, week, predicted, observed, low, high, n
    """
    title = "The model fits where the line of predictions runs through the bands of what was bought"
    figure = charts.house_figure(title, "Week", "Share of chances bought")
    for period, color in (("then", theme.GRAY), ("now", theme.HOUSE_COLOR)):
        own = rows[rows["period"] == period]
        charts.add_line(figure, own["week"], own["predicted"], color, hoverinfo="skip")
        told = charts.hover("week of %{x}", "bought %{y:.1%}, predicted %{customdata:.1%}")
        band = charts.ends(own["observed"], own["low"], own["high"])
        about = {"customdata": own["predicted"], "hovertemplate": told}
        charts.add_dots(figure, own["week"], own["observed"], color, error_y=band, **about)
    return charts.show_shares(figure, "y")


def prices_chart(rows: pd.DataFrame) -> go.Figure:
    """Return the discounts advised now over those of the training, a dot per bundle and segment.

    Parameters
    ----------
    rows : name, segment, discount_then, discount_now
    """
    title = "Advised discounts stay where dots lie on the line"
    figure = charts.house_figure(title, "Advised by the training", "Advised now")
    told = charts.hover("%{customdata[0]}", "%{customdata[1]}", "%{x:.1%} by the training", "%{y:.1%} now")
    about = {"customdata": rows[["name", "segment"]], "hovertemplate": told}
    charts.add_dots(figure, rows["discount_then"], rows["discount_now"], **about)
    most = float(rows[["discount_then", "discount_now"]].max(axis=None)) if len(rows) else 0.1
    charts.add_agreement(figure, 0.0, max(most, 0.01))
    return charts.show_shares(figure)
