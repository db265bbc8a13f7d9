"""Profit over discounts, from numbers alone: for all segments alike, and segment by segment."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from components import formats, theme
from components.scenarios.outcomes import (
    EVERYONE,
    PER,
    Offered,
    Scenario,
    flat_curve,
    outcomes,
    segment_curve,
)

MOST_BANDS = 4  # more of them hide each other
SYMBOLS = ("circle", "square", "triangle-up", "pentagon")
SCENARIO_COLORS = (theme.VERMILLION, theme.GREEN, theme.PURPLE, theme.OCHRE)


def flat_chart(offer: Offered, scenarios: Sequence[Scenario], currency: str) -> go.Figure:
    """Return profit over one discount for all, with its band, the scenarios and the optimum."""
    curve = flat_curve(offer)
    figure = _profit_figure("Profit over the discount, all segments together", currency)
    theme.add_band(
        figure, curve["discount_share"], curve["low"], curve["high"], theme.HOUSE_COLOR, "90 % band"
    )
    _add_curve(figure, curve, theme.HOUSE_COLOR, "The same discount for all", currency, False)
    _mark_best(figure, offer.best_flat.discount_share)
    everyone = outcomes(offer, scenarios)
    everyone = everyone[everyone["segment"] == EVERYONE]
    for row, symbol, color in zip(everyone.itertuples(), SYMBOLS, SCENARIO_COLORS, strict=False):
        _add_marks(figure, [row.discount_share], [row.incremental_profit], color, symbol, row.scenario)
    _shade_unseen(figure, offer.deepest)
    _fit_heights(figure, [curve], list(everyone["incremental_profit"]))
    return figure


def segments_chart(offer: Offered, scenarios: Sequence[Scenario], currency: str) -> go.Figure:
    """Return profit over the discount of each segment, with bands, optima, and where the scenarios stand."""
    figure = _profit_figure("Profit over the discount, segment by segment", currency)
    colors = theme.segment_colors(offer.segments)
    curves = [segment_curve(offer, s) for s in range(len(offer.segments))]
    table = outcomes(offer, scenarios)
    has_bands = len(curves) <= MOST_BANDS
    for s, (name, curve) in enumerate(zip(offer.segments, curves, strict=True)):
        color = colors[name]
        if has_bands:
            theme.add_band(
                figure, curve["discount_share"], curve["low"], curve["high"], color, f"{name}: 90 % band"
            )
        _add_curve(figure, curve, color, name, currency)
        _add_optimum(figure, curve.iloc[offer.best[s].at], color, name, has_bar=not has_bands)
        rows = table[table["segment"] == name]
        for (x, y, scenario), symbol in zip(
            rows[["discount_share", "incremental_profit", "scenario"]].to_numpy(), SYMBOLS, strict=False
        ):
            _add_marks(figure, [x], [y], color, f"{symbol}-open", f"{name}: {scenario}", False)
    _shade_unseen(figure, offer.deepest)
    in_segments = table[table["segment"] != EVERYONE]
    _fit_heights(figure, curves, list(in_segments["incremental_profit"]))
    return figure


def _add_optimum(figure: go.Figure, best: pd.Series, color: str, name: str, has_bar: bool) -> None:
    """Mark a segment's best discount; with its band as a bar where drawn bands would hide each other."""
    figure.add_scatter(
        x=[best["discount_share"]],
        y=[best["profit"]],
        error_y={
            "array": [best["high"] - best["profit"]],
            "arrayminus": [best["profit"] - best["low"]],
            "thickness": 1.5,
            "width": 3,
            "visible": has_bar,
        },
        mode="markers",
        name=f"{name}: best",
        showlegend=False,
        marker={"color": color, "symbol": "diamond", "size": 8},
        hovertemplate=theme.hover(f"<b>{name}: best</b>", "%{x:.0%} off: %{y:,.2f} more"),
    )


def _profit_figure(title: str, currency: str) -> go.Figure:
    unit = f"Extra profit per {PER:,} visits{f' [{currency}]' if currency else ''}"
    figure = theme.house_figure(title, "Discount on the bundle", unit, height=440)
    figure.update_xaxes(tickformat=formats.PERCENT_AXIS, range=[0, 0.6], dtick=0.1)
    figure.update_layout(showlegend=True)
    figure.add_hline(y=0, line={"color": theme.GRAY, "width": 1, "dash": "dot"})
    return figure


def _add_curve(
    figure: go.Figure, curve: pd.DataFrame, color: str, name: str, currency: str, in_legend: bool = True
) -> None:
    bands = [formats.band(low, high, currency) for low, high in zip(curve["low"], curve["high"], strict=True)]
    figure.add_scatter(
        x=curve["discount_share"],
        y=curve["profit"],
        mode="lines",
        name=name,
        showlegend=in_legend,
        line={"color": color, "width": 2.5},
        customdata=bands,
        hovertemplate=theme.hover(
            f"<b>{name}</b>",
            f"%{{x:.0%}} off: {currency}%{{y:,.2f}} more per {PER:,} visits",
            "90 % band %{customdata}",
        ),
    )


def _add_marks(
    figure: go.Figure,
    x: Sequence[float],
    y: Sequence[float],
    color: str,
    symbol: str,
    name: str,
    in_legend: bool = True,
) -> None:
    figure.add_scatter(
        x=list(x),
        y=list(y),
        mode="markers",
        name=name,
        showlegend=in_legend,
        marker={
            "color": color,
            "symbol": symbol,
            "size": 12,
            "line": {"width": 2 if "open" in symbol else 0},
        },
        hovertemplate=theme.hover(f"<b>{name}</b>", "%{x:.0%} off on average: %{y:,.2f} more"),
    )


def _mark_best(figure: go.Figure, discount_share: float) -> None:
    """Mark the best single discount within the prices seen."""
    figure.add_vline(
        x=discount_share,
        line={"color": theme.HOUSE_COLOR, "width": 1.5, "dash": "dash"},
        annotation={
            "text": f"best for all: {formats.share(discount_share, 0)}",
            "font": {"size": 12},
        },
        annotation_position="top left" if discount_share > 0.15 else "top right",
    )


def _shade_unseen(figure: go.Figure, deepest: float) -> None:
    """Shade the discounts at which the parts would be cheaper than they ever were."""
    if deepest >= 0.6:
        return
    figure.add_vrect(
        x0=max(deepest, 0.0),
        x1=0.6,
        fillcolor=theme.GRAY,
        opacity=0.14,
        line_width=0,
        layer="below",
        annotation={"text": "deeper than prices ever seen", "font": {"size": 12}},
        annotation_position="top right",
    )


def _fit_heights(figure: go.Figure, curves: Sequence[pd.DataFrame], marked: Sequence[float]) -> None:
    """Show gains in full and losses as far as they matter: a deep discount would flatten all else."""
    highest = max([*(curve["high"].max() for curve in curves), *marked, 0.0])
    steepest = min(float(curve["low"].min()) for curve in curves)
    reach = highest if highest > 0 else -steepest
    lowest = min([max(steepest, -0.6 * reach), *marked])
    room = 0.08 * (highest - lowest)
    figure.update_yaxes(range=[lowest - room, highest + 2 * room])
