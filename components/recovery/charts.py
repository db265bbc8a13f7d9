"""The pictures of a recovery check, from numbers alone."""

import math
from collections.abc import Iterable

import pandas as pd
import plotly.graph_objects as go

from components.recovery.words import GOAL
from components.shell import formats, theme

SHARE = "Captured share of the profit"
LINE = {"color": theme.GRAY, "dash": "dot", "width": 1.5}


def visits_chart(trials: pd.DataFrame, n_visits: int) -> go.Figure:
    """Return the share of the possible profit that advice captures over the visits it learned from.

    Parameters
    ----------
    trials : n_visits, captured_share, smooth_share; one row per simulated shop
    n_visits : of the analyst's own shop
    """
    figure = theme.house_figure("What more visits would bring", "Visits learned from", SHARE)
    rows = trials.sort_values("n_visits")
    figure.add_scatter(
        x=rows["n_visits"],
        y=rows["smooth_share"],
        mode="lines",
        line={"color": theme.HOUSE_COLOR, "width": 2},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=rows["n_visits"],
        y=rows["captured_share"],
        mode="markers",
        marker={"color": theme.HOUSE_COLOR, "size": 9},
        hovertemplate=theme.hover("%{x:,} visits", "%{y:.0%} captured"),
    )
    figure.add_hline(GOAL, line=LINE, annotation_text="goal", annotation_position="top left")
    figure.add_vline(n_visits, line=LINE)
    # on a logarithmic axis the place of words is its logarithm
    words = {"text": "your shop", "showarrow": False, "xanchor": "left", "xshift": 4}
    figure.add_annotation(x=math.log10(n_visits), y=0, yref="paper", yanchor="bottom", **words)
    ticks = sorted({int(n) for n in rows["n_visits"]})
    figure.update_xaxes(type="log", tickvals=ticks, ticktext=[formats.count(n) for n in ticks])
    lowest = min(float(rows["captured_share"].min()), GOAL)
    figure.update_yaxes(tickformat=formats.PERCENT_AXIS, range=[lowest - 0.12, 1.03])
    return figure


def prices_chart(trials: pd.DataFrame) -> go.Figure:
    """Return the captured share by how prices moved, a bar each.

    Parameters
    ----------
    trials : label, captured_share, is_own, n_visits; one row per simulated shop
    """
    n_visits = formats.counted(trials.loc[trials["is_own"], "n_visits"].iloc[0], "visit")
    figure = theme.house_figure(f"What livelier prices would bring, with {n_visits}", SHARE)
    colors = [theme.GRAY if own else theme.HOUSE_COLOR for own in trials["is_own"]]
    figure.add_bar(
        x=trials["captured_share"],
        y=trials["label"],
        orientation="h",
        marker_color=colors,
        text=[formats.share(share, 0) for share in trials["captured_share"]],
        textposition="inside",
        insidetextanchor="end",
        insidetextfont={"color": "white"},
        hovertemplate=theme.hover("<b>%{y}</b>", "%{x:.0%} captured"),
    )
    figure.add_vline(GOAL, line=LINE)
    figure.add_annotation(x=GOAL, y=1, yref="paper", yanchor="bottom", text="goal", showarrow=False)
    lowest = min(float(trials["captured_share"].min()), 0.0)
    figure.update_xaxes(tickformat=formats.PERCENT_AXIS, range=[lowest, 1.03])
    figure.update_yaxes(autorange="reversed", ticklabelstandoff=6)
    return figure


def elasticities_chart(rows: pd.DataFrame, segments: Iterable[str]) -> go.Figure:
    """Return refitted against true elasticities by product and segment, with bands.

    Parameters
    ----------
    rows : title, segment, elasticity with _low and _high, true_elasticity
    segments : all of the shop, so that colors are those of the other pages
    """
    figure = theme.house_figure(
        "Elasticities come back where dots lie on the line",
        "True change of sales per 1 % of price [%]",
        "Found, with 90 % band [%]",
        height=420,
    )
    colors = theme.segment_colors(segments)
    for segment, group in rows.groupby("segment", sort=True):
        _add_agreement(figure, group, "elasticity", "true_elasticity", colors[str(segment)], str(segment))
    _add_diagonal(figure, rows[["true_elasticity", "elasticity"]])
    figure.update_layout(showlegend=True)
    return figure


def cross_chart(rows: pd.DataFrame) -> go.Figure:
    """Return refitted against true cross effects, a dot per pair, with bands.

    Parameters
    ----------
    rows : title, effect with _low and _high, true_effect [logits]
    """
    figure = theme.house_figure(
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
    figure = theme.house_figure(
        "Advised discounts are the best ones where dots lie on the line",
        "Best discount (larger dot: more profit at stake)",
        "Advised discount",
        height=420,
    )
    colors = theme.segment_colors(segments)
    most = max(float(rows["best_profit"].max()), 1e-9)
    for segment, group in rows.groupby("segment", sort=True):
        size = 5 + 13 * (group["best_profit"].clip(lower=0) / most) ** 0.5
        figure.add_scatter(
            x=group["best_discount_share"],
            y=group["discount_share"],
            mode="markers",
            name=str(segment),
            marker={"color": colors[str(segment)], "size": size, "opacity": 0.75},
            customdata=group[["title"]],
            hovertemplate=theme.hover(
                f"<b>%{{customdata[0]}}</b>, {segment}", "advised %{y:.0%}, best %{x:.0%}"
            ),
        )
    _add_diagonal(figure, rows[["best_discount_share", "discount_share"]])
    figure.update_xaxes(tickformat=formats.PERCENT_AXIS)
    figure.update_yaxes(tickformat=formats.PERCENT_AXIS)
    figure.update_layout(showlegend=True)
    return figure


def _add_agreement(
    figure: go.Figure, rows: pd.DataFrame, name: str, truth: str, color: str, label: str
) -> None:
    """Add dots with bands of what was found over what is true."""
    bands = "band %{customdata[1]:.2f} to %{customdata[2]:.2f}"
    figure.add_scatter(
        x=rows[truth],
        y=rows[name],
        error_y={
            "array": rows[f"{name}_high"] - rows[name],
            "arrayminus": rows[name] - rows[f"{name}_low"],
            "thickness": 1,
            "width": 0,
            "color": theme.translucent(color, 0.35),
        },
        mode="markers",
        name=label,
        marker={"color": color, "size": 6},
        customdata=rows[["title", f"{name}_low", f"{name}_high"]],
        hovertemplate=theme.hover(
            f"<b>%{{customdata[0]}}</b>{', ' if label else ''}{label}",
            f"found %{{y:.2f}} ({bands})",
            "true %{x:.2f}",
        ),
    )


def _add_diagonal(figure: go.Figure, columns: pd.DataFrame) -> None:
    """Add the line on which both axes agree."""
    low, high = float(columns.min().min()), float(columns.max().max())
    margin = 0.05 * max(high - low, 0.02)
    ends = [low - margin, high + margin]
    figure.add_scatter(x=ends, y=ends, mode="lines", line=LINE, showlegend=False, hoverinfo="skip")
    figure.update_xaxes(range=ends)
