"""Pictures of interests, from numbers alone."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, formats, labels, theme

OTHERS = "All others"
COLORS = (*theme.PALETTE, theme.GRAY)
N_LETTERS = 28  # of a category in a legend


def areas_chart(rows: pd.DataFrame, title: str) -> go.Figure:
    """Return shares of categories stacked over time; what lies ahead is behind a dotted line.

    Parameters
    ----------
    rows : period, category (the last one drawn on top), share, horizon_days (0: past)
    """
    figure = charts.house_figure(title, "", "Share of purchases", height=430)
    for place, (category, part) in enumerate(rows.groupby("category", sort=False)):
        color = theme.GRAY if category == OTHERS else COLORS[place % len(theme.PALETTE)]
        figure.add_scatter(
            x=part["period"],
            y=part["share"],
            name=labels.shortened(str(category), N_LETTERS),
            stackgroup="shares",
            mode="lines",
            line={"width": 1, "color": color},
            fillcolor=theme.translucent(color, 0.55),
            hovertemplate=charts.hover(formats.escaped(str(category)), "%{x|%d %b %Y}: %{y:.1%}"),
        )
    _mark_today(figure, rows)
    figure.update_yaxes(range=[0, 1])
    return charts.show_shares(figure, "y").update_layout(showlegend=True, hovermode="x unified")


def ahead_chart(rows: pd.DataFrame, title: str) -> go.Figure:
    """Return forecast shares with 90 % bands, beside what has been usual.

    Parameters
    ----------
    rows : category, share, low, high, usual_share; the largest first
    """
    figure = charts.house_figure(title, "Share of purchases", height=110 + 30 * len(rows))
    places = rows["category"].iloc[::-1]
    told = rows.iloc[::-1]
    charts.add_dots(
        figure,
        told["share"],
        places,
        name="Forecast, with its 90 % band",
        error_x=charts.ends(told["share"], told["low"], told["high"], color=theme.HOUSE_COLOR),
        hovertemplate=charts.hover("%{y}: %{x:.1%} expected"),
    )
    charts.add_dots(
        figure,
        told["usual_share"],
        places,
        theme.VERMILLION,
        10,
        name="Usual so far",
        marker={"symbol": "line-ns-open", "line": {"width": 2, "color": theme.VERMILLION}},
        hovertemplate=charts.hover("%{y}: %{x:.1%} so far"),
    )
    charts.name_rows(figure, places, places)
    return charts.show_shares(figure, "x").update_layout(showlegend=True).update_xaxes(rangemode="tozero")


def movers_chart(counts: pd.DataFrame) -> go.Figure:
    """Return how many customers move into each category (right) and out of it (left).

    Parameters
    ----------
    counts : category, into, out_of; those with most moves first
    """
    rows = counts.iloc[::-1]
    figure = charts.house_figure(
        "Customers moving into a category (right) and out of it (left)",
        "Customers",
        height=110 + 30 * len(rows),
    )
    for column, sign, color, words in (
        ("into", 1, theme.GREEN, "into"),
        ("out_of", -1, theme.VERMILLION, "out of"),
    ):
        charts.add_bars(
            figure,
            sign * rows[column],
            rows["category"],
            color,
            name=f"Moving {words} it",
            customdata=rows[column],
            hovertemplate=charts.hover(f"%{{y}}: %{{customdata:,}} moving {words} it"),
        )
    charts.name_rows(figure, rows["category"], rows["category"])
    return figure.update_layout(barmode="relative", showlegend=True)


def trend_chart(rows: pd.DataFrame) -> go.Figure:
    """Return the shop's share of categories over time, and ahead with 90 % bands.

    Parameters
    ----------
    rows : period, category, share, low, high, horizon_days (0: past)
    """
    figure = charts.house_figure(
        "How the shop's purchases shift between categories", "", "Share of purchases", height=420
    )
    for place, (category, part) in enumerate(rows.groupby("category", sort=False)):
        color, ahead = COLORS[place % len(theme.PALETTE)], part[part["horizon_days"] > 0]
        charts.add_band(figure, ahead["period"], ahead["low"], ahead["high"], color, str(category))
        charts.add_line(
            figure,
            part["period"],
            part["share"],
            color,
            name=labels.shortened(str(category), N_LETTERS),
            hovertemplate=charts.hover(formats.escaped(str(category)), "%{x|%d %b %Y}: %{y:.2%}"),
        )
    _mark_today(figure, rows)
    figure.update_yaxes(rangemode="tozero")
    return charts.show_shares(figure, "y").update_layout(showlegend=True)


def gains_chart(table: pd.DataFrame, titles: Sequence[str]) -> go.Figure:
    """Return how much lower each forecast's log-loss is than the best simple one's, with 95 % intervals."""
    rows = table.assign(title=list(titles)).sort_values("gain")
    figure = charts.house_figure(
        "How much better than the best simple forecast (right of zero: better)",
        "Log-loss a purchase saved [nats]",
        height=110 + 32 * len(rows),
    )
    colors = [theme.HOUSE_COLOR if is_it else theme.GRAY for is_it in rows["is_default"]]
    charts.add_dots(
        figure,
        rows["gain"],
        rows["title"],
        colors,
        error_x=charts.ends(rows["gain"], rows["gain_low"], rows["gain_high"], color=theme.GRAY),
        hovertemplate=charts.hover("%{y}: %{x:.4f}"),
    )
    figure.add_vline(0, line=charts.LINE_OF_AGREEMENT)
    return charts.name_rows(figure, rows["title"], rows["title"], longest=48)


def _mark_today(figure: go.Figure, rows: pd.DataFrame) -> None:
    """Draw a line where the past ends."""
    ahead = rows.loc[rows["horizon_days"] > 0, "period"]
    if len(ahead):
        figure.add_vline(ahead.min(), line=charts.LINE_OF_AGREEMENT)
        label = {"text": "ahead", "showarrow": False, "xanchor": "left", "yanchor": "bottom"}
        figure.add_annotation(x=ahead.min(), y=1, yref="paper", font={"color": theme.AXIS_GRAY}, **label)
