"""Profit over discounts, from numbers alone: for all segments alike, and segment by segment.

The curves are drawn once per bundle; a slider only moves marks on them, which keeps it quick.
"""

import math
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.outcomes import profit_curve
from components.shell import charts, formats, theme
from components.shell.formats import EVERYONE, EXTRA_PROFIT, PER_VISITS, with_unit

MOST_BANDS = 4  # more of them hide each other
LEGEND_PER_ROW = 4
DASHES = ("dash", "dot", "dashdot", "longdash", "longdashdot", "5px,2px")  # of other scenarios' curves
MARKS = "scenario"  # the meta of traces that sliders move
SYMBOLS = ("circle", "square", "triangle-up", "pentagon", "star", "triangle-down")
SCENARIO_COLORS = (theme.VERMILLION, theme.GREEN, theme.PURPLE, theme.OCHRE, theme.INDIGO, theme.BRICK)


def flat_chart(offer: Offered, currency: str, others: Mapping[str, Offered] | None = None) -> go.Figure:
    """Return profit over one discount for all, with its band and the best; scenarios come by `move_marks`.

    Parameters
    ----------
    others : what else scenarios offer, by what tells it apart; each gets a curve of its own
    """
    curve = profit_curve(offer)
    figure = _profit_figure("Profit over the discount, all segments together", currency)
    _add_curve(figure, curve, theme.HOUSE_COLOR, "The same discount for all", currency, has_band=True)
    curves = {name: profit_curve(other) for name, other in (others or {}).items()}
    for dash, (name, other) in zip(DASHES, curves.items(), strict=False):
        _add_curve(figure, other, theme.AXIS_GRAY, name, currency, has_band=False)
        figure.data[-1].line.dash = dash
    _mark_best(figure, offer.best_flat.discount_share)
    _frame(figure, [curve, *curves.values()], offer.deepest)
    for symbol, color in zip(SYMBOLS, SCENARIO_COLORS, strict=True):
        _add_marks(figure, symbol, color, currency)
    return _with_fixed_margins(figure)


def segments_chart(offer: Offered, currency: str) -> go.Figure:
    """Return profit over the discount of each segment, with bands and optima; scenarios as above."""
    figure = _profit_figure("Profit over the discount, segment by segment", currency)
    colors = theme.segment_colors(offer.segments)
    curves = [profit_curve(offer, s) for s in range(len(offer.segments))]
    has_bands = len(curves) <= MOST_BANDS
    for name, curve in zip(offer.segments, curves, strict=True):
        _add_curve(figure, curve, colors[name], name, currency, has_band=has_bands)
    best = pd.DataFrame([curve.iloc[r.at] for curve, r in zip(curves, offer.best, strict=True)])
    _mark_optima(figure, best, list(offer.segments), currency, has_bars=not has_bands)
    _frame(figure, curves, offer.deepest)
    for symbol in SYMBOLS:
        _add_marks(figure, f"{symbol}-open", theme.GRAY, currency)
    return _with_fixed_margins(figure)


def move_marks(figure: go.Figure, outcomes: pd.DataFrame) -> go.Figure:
    """Put the scenarios' marks where these outcomes are, the figure else as it is, and return the figure.

    Parameters
    ----------
    outcomes : rows that belong on this figure: of all segments together, or of each
    """
    groups = list(outcomes.groupby("scenario", sort=False))
    marks = [trace for trace in figure.data if trace.meta == MARKS]
    for place, trace in enumerate(marks):
        if place >= len(groups):
            trace.visible = False
            continue
        name, rows = groups[place]
        trace.update(
            x=rows["discount_share"].to_numpy(),
            y=rows["incremental_profit"].to_numpy(),
            customdata=[f"<b>{name}</b><br>{segment}" for segment in rows["segment"].fillna(EVERYONE)],
            name=str(name),
            visible=True,
        )
    low, high = figure.layout.meta
    room = 0.05 * (high - low)
    marked = outcomes["incremental_profit"]
    figure.layout.yaxis.range = [min(low, marked.min() - room), max(high, marked.max() + room)]
    return figure


def _profit_figure(title: str, currency: str) -> go.Figure:
    unit = with_unit(EXTRA_PROFIT, currency)
    figure = charts.house_figure(title, "Discount on the bundle", unit, height=440)
    figure.update_xaxes(tickformat=formats.PERCENT_AXIS, range=[0, 0.6], dtick=0.1)
    figure.update_layout(showlegend=True)
    figure.add_hline(y=0, line={"color": theme.GRAY, "width": 1, "dash": "dot"})
    return figure


def _add_curve(
    figure: go.Figure, curve: pd.DataFrame, color: str, name: str, currency: str, has_band: bool
) -> None:
    if has_band:
        charts.add_band(
            figure, curve["discount_share"], curve["low"], curve["high"], color, f"{name}: 90 % band"
        )
    charts.add_line(
        figure,
        curve["discount_share"],
        curve["profit"],
        color,
        2.5,
        name=name,
        customdata=charts.band_words(curve["low"], curve["high"], currency),
        hovertemplate=charts.hover(
            f"<b>{name}</b>",
            f"%{{x:.0%}} off: {currency}%{{y:,.2f}} more {PER_VISITS}",
            "90 % band %{customdata}",
        ),
    )


def _add_marks(figure: go.Figure, symbol: str, color: str, currency: str) -> None:
    """Add the marks of a scenario, still nowhere."""
    marker = {"symbol": symbol, "line": {"width": 2 * ("open" in symbol)}}
    charts.add_dots(
        figure,
        [],
        [],
        color,
        12,
        marker=marker,
        visible=False,
        meta=MARKS,
        hovertemplate=charts.hover("%{customdata}", f"%{{x:.0%}} off: {currency}%{{y:,.2f}} more"),
    )


def _mark_optima(
    figure: go.Figure, best: pd.DataFrame, names: Sequence[str], currency: str, has_bars: bool
) -> None:
    """Mark every segment's best discount; with its band as a bar where drawn bands would hide each other."""
    colors = theme.segment_colors(names)
    bar = {"color": theme.GRAY, "thickness": 1.5, "width": 3, "visible": has_bars}
    charts.add_dots(
        figure,
        best["discount_share"],
        best["profit"],
        [colors[name] for name in names],
        error_y=charts.ends(best["profit"], best["low"], best["high"], **bar),
        name="Best discount",
        marker={"symbol": "diamond"},
        customdata=names,
        hovertemplate=charts.hover(
            "<b>%{customdata}: best</b>", f"%{{x:.0%}} off: {currency}%{{y:,.2f}} more"
        ),
    )


def _mark_best(figure: go.Figure, discount_share: float) -> None:
    """Mark the best single discount within the prices seen."""
    figure.add_vline(
        x=discount_share,
        line={"color": theme.HOUSE_COLOR, "width": 1.5, "dash": "dash"},
        annotation={"text": f"best for all: {formats.share(discount_share, 0)}", "font": {"size": 12}},
        annotation_position="top left" if discount_share > 0.15 else "top right",
    )


def _frame(figure: go.Figure, curves: Sequence[pd.DataFrame], deepest: float) -> None:
    """Shade what lies beyond every price seen; show gains in full and losses as far as they matter."""
    if deepest < 0.6:
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
    highest = max([*(curve["high"].max() for curve in curves), 0.0])
    steepest = min(float(curve["low"].min()) for curve in curves)
    lowest = max(steepest, -0.6 * highest) if highest > 0 else steepest
    room = 0.08 * (highest - lowest)
    figure.update_layout(meta=[lowest - room, highest + 2 * room])


def _with_fixed_margins(figure: go.Figure) -> go.Figure:
    """Return the figure with room for labels and legend set aside: finding it anew doubles every redraw."""
    widest = max(len(f"{bound:,.0f}") for bound in figure.layout.meta)
    n_rows = math.ceil(sum(bool(trace.name) for trace in figure.data) / LEGEND_PER_ROW) + 1
    figure.update_xaxes(automargin=False)
    figure.update_yaxes(automargin=False)
    return figure.update_layout(margin={"l": 44 + 9 * widest, "b": 56 + 20 * n_rows})
