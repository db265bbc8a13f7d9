"""The pictures of a recovery check, from numbers alone."""

import math
from collections.abc import Iterable

import pandas as pd
import plotly.graph_objects as go

from components.recovery.words import GOAL
from components.shell import charts, formats, theme

SHARE = "Captured share of the profit"


def visits_chart(trials: pd.DataFrame, n_visits: int) -> go.Figure:
    """Return the share of the possible profit that advice captures over the visits it learned from.

    Parameters
    ----------
    trials : n_visits, captured_share, smooth_share; one row per simulated shop
    n_visits : of the analyst's own shop
    """
    figure = charts.house_figure("What more visits would bring", "Visits learned from", SHARE)
    rows = trials.sort_values("n_visits")
    charts.add_line(figure, rows["n_visits"], rows["smooth_share"], hoverinfo="skip")
    told = charts.hover("%{x:,} visits", "%{y:.0%} captured")
    charts.add_dots(figure, rows["n_visits"], rows["captured_share"], hovertemplate=told)
    line = charts.LINE_OF_AGREEMENT
    figure.add_hline(GOAL, line=line, annotation_text="goal", annotation_position="top left")
    figure.add_vline(n_visits, line=line)
    # on a logarithmic axis the place of words is its logarithm
    words = {"text": "your shop", "showarrow": False, "xanchor": "left", "xshift": 4}
    figure.add_annotation(x=math.log10(n_visits), y=0, yref="paper", yanchor="bottom", **words)
    ticks = sorted({int(n) for n in rows["n_visits"]})
    figure.update_xaxes(type="log", tickvals=ticks, ticktext=[formats.count(n) for n in ticks])
    lowest = min(float(rows["captured_share"].min()), GOAL)
    return charts.show_shares(figure, "y").update_yaxes(range=[lowest - 0.12, 1.03])


def prices_chart(trials: pd.DataFrame) -> go.Figure:
    """Return what the captured share gains where prices move otherwise, a bar each.

    Parameters
    ----------
    trials : label, gain_share (over the shop as it is, of as many visits); one row per simulated shop
    """
    figure = charts.house_figure("What livelier prices would add", "Percentage points captured more")
    charts.add_bars(
        figure,
        100 * trials["gain_share"],
        trials["label"],
        text=[formats.signed_number(round(100 * gain), 0) for gain in trials["gain_share"]],
        **charts.TEXT_OUTSIDE,
        hovertemplate=charts.hover("<b>%{y}</b>", "%{text} percentage points"),
    )
    widest = max(10.0, 100 * float(trials["gain_share"].abs().max()))
    figure.update_yaxes(autorange="reversed", ticklabelstandoff=6)
    return figure.update_xaxes(range=[-1.3 * widest, 1.3 * widest], zeroline=True)


def elasticities_chart(rows: pd.DataFrame, segments: Iterable[str]) -> go.Figure:
    """Return refitted against true elasticities by product and segment, with bands.

    Parameters
    ----------
    rows : title, segment, elasticity with _low and _high, true_elasticity
    segments : all of the shop, so that colors are those of the other pages
    """
    figure = charts.house_figure(
        "Elasticities come back where dots lie on the line",
        "True change of sales per 1 % of price [%]",
        "Found, with 90 % band [%]",
        height=420,
    )
    colors = theme.segment_colors(segments)
    for segment, group in rows.groupby("segment", sort=True):
        _add_agreement(figure, group, "elasticity", "true_elasticity", colors[str(segment)], str(segment))
    _add_diagonal(figure, rows[["true_elasticity", "elasticity"]])
    return figure.update_layout(showlegend=True)


def cross_chart(rows: pd.DataFrame) -> go.Figure:
    """Return refitted against true cross effects, a dot per pair, with bands.

    Parameters
    ----------
    rows : title, effect with _low and _high, true_effect [logits]
    """
    figure = charts.house_figure(
        "Pairs that sell together come back where dots lie on the line",
        "True effect of one in the basket on the other [log odds]",
        "Found, with 90 % band [log odds]",
        height=420,
    )
    _add_agreement(figure, rows, "effect", "true_effect", theme.HOUSE_COLOR, "")
    _add_diagonal(figure, rows[["true_effect", "effect"]])
    return figure


def advice_chart(rows: pd.DataFrame, segments: Iterable[str]) -> go.Figure:
    """Return advised against best discounts, a dot per bundle and segment, larger where more is at stake.

    Parameters
    ----------
    rows : title, segment, discount_share, best_discount_share, best_profit
    """
    figure = charts.house_figure(
        "Advised discounts are the best ones where dots lie on the line",
        "Best discount (larger dot: more profit at stake)",
        "Advised discount",
        height=420,
    )
    colors = theme.segment_colors(segments)
    most = max(float(rows["best_profit"].max()), 1e-9)
    for segment, group in rows.groupby("segment", sort=True):
        size = 5 + 13 * (group["best_profit"].clip(lower=0) / most) ** 0.5
        charts.add_dots(
            figure,
            group["best_discount_share"],
            group["discount_share"],
            colors[str(segment)],
            size,
            name=str(segment),
            marker={"opacity": 0.75},
            customdata=group[["title"]],
            hovertemplate=charts.hover(
                f"<b>%{{customdata[0]}}</b>, {segment}", "advised %{y:.0%}, best %{x:.0%}"
            ),
        )
    _add_diagonal(figure, rows[["best_discount_share", "discount_share"]])
    return charts.show_shares(figure).update_layout(showlegend=True)


def _add_agreement(
    figure: go.Figure, rows: pd.DataFrame, name: str, truth: str, color: str, label: str
) -> None:
    """Add dots with bands of what was found over what is true."""
    bands = "band %{customdata[1]:.2f} to %{customdata[2]:.2f}"
    low, high, pale = rows[f"{name}_low"], rows[f"{name}_high"], theme.translucent(color, 0.35)
    charts.add_dots(
        figure,
        rows[truth],
        rows[name],
        color,
        6,
        error_y=charts.ends(rows[name], low, high, thickness=1, color=pale),
        name=label,
        customdata=rows[["title", f"{name}_low", f"{name}_high"]],
        hovertemplate=charts.hover(
            f"<b>%{{customdata[0]}}</b>{', ' if label else ''}{label}",
            f"found %{{y:.2f}} ({bands})",
            "true %{x:.2f}",
        ),
    )


def _add_diagonal(figure: go.Figure, columns: pd.DataFrame) -> None:
    """Add the line on which both axes agree."""
    low, high = float(columns.min().min()), float(columns.max().max())
    margin = 0.05 * max(high - low, 0.02)
    charts.add_agreement(figure, low - margin, high + margin, showlegend=False)
    figure.update_xaxes(range=[low - margin, high + margin])
