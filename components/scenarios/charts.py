"""Profit over discounts, from numbers alone: for all segments alike, and segment by segment.

The curves are drawn once per bundle; a slider only moves marks on them, which keeps it quick.
"""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from analytics.pricing.scenarios import PER
from analytics.pricing.scenarios.horizon import Unit
from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.outcomes import profit_curve
from components.scenarios.curve_frame import frame, mark_best, with_fixed_margins
from components.shell import charts, formats, theme, units

HEIGHT = 290  # px: with the table below it in sight on a small screen
MOST_BANDS = 4  # more of them hide each other
DASHES = ("dash", "dot", "dashdot", "longdash", "longdashdot", "5px,2px")  # of other scenarios' curves
MARKS = "scenario"  # the meta of traces that sliders move
SYMBOLS = ("circle", "square", "triangle-up", "pentagon", "star", "triangle-down")
SCENARIO_COLORS = (theme.VERMILLION, theme.GREEN, theme.PURPLE, theme.OCHRE, theme.INDIGO, theme.BRICK)


def curve_in(unit: units.MoneyUnit, offer: Offered, segment: int | None = None) -> pd.DataFrame:
    """Return profit with its band over all discounts in a unit, of all visits or of those of a segment."""
    curve, factor = profit_curve(offer, segment), unit.visits / PER
    if segment is not None and unit.unit != Unit.VISITS:
        factor *= offer.visit_share[segment]
    return curve.assign(**{name: factor * curve[name] for name in ("profit", "low", "high")})


def flat_chart(
    offer: Offered, unit: units.MoneyUnit, others: Mapping[str, Offered] | None = None
) -> go.Figure:
    """Return profit over one discount for all, with its band and the best; scenarios come by `move_marks`.

    Parameters
    ----------
    others : what else scenarios offer, by what tells it apart; each gets a curve of its own
    """
    curve = curve_in(unit, offer)
    figure = _profit_figure("Profit over the discount, all segments together", unit)
    decimals = unit.decimals(curve["profit"].max())
    name = "The same discount for all"
    _add_band(figure, curve, theme.HOUSE_COLOR, name)
    _add_curve(figure, curve, theme.HOUSE_COLOR, name, unit, decimals)
    curves = {name: curve_in(unit, other) for name, other in (others or {}).items()}
    for dash, (name, other) in zip(DASHES, curves.items(), strict=False):
        _add_curve(figure, other, theme.AXIS_GRAY, name, unit, decimals)
        figure.data[-1].line.dash = dash
    mark_best(figure, offer.best_flat.discount_share)
    frame(figure, [curve, *curves.values()], offer.deepest)
    for symbol, color in zip(SYMBOLS, SCENARIO_COLORS, strict=True):
        _add_marks(figure, symbol, color, _more(unit, decimals))
    return with_fixed_margins(figure)


def segments_chart(offer: Offered, unit: units.MoneyUnit) -> go.Figure:
    """Return profit over the discount of each segment, with bands and optima; scenarios as above."""
    figure = _profit_figure("Profit over the discount, segment by segment", unit)
    colors = theme.segment_colors(offer.segments)
    curves = [curve_in(unit, offer, s) for s in range(len(offer.segments))]
    decimals = unit.decimals(*(curve["profit"].max() for curve in curves))
    has_bands = len(curves) <= MOST_BANDS
    for name, curve in zip(offer.segments, curves, strict=True):
        if has_bands:
            _add_band(figure, curve, colors[name], name)
        _add_curve(figure, curve, colors[name], name, unit, decimals)
    best = pd.DataFrame([curve.iloc[r.at] for curve, r in zip(curves, offer.best, strict=True)])
    more = _more(unit, decimals)
    _mark_optima(figure, best, list(offer.segments), more, has_bars=not has_bands)
    frame(figure, curves, offer.deepest)
    for symbol in SYMBOLS:
        _add_marks(figure, f"{symbol}-open", theme.GRAY, more)
    return with_fixed_margins(figure)


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
            customdata=[f"<b>{name}</b><br>{of}" for of in rows["segment"].fillna(formats.EVERYONE)],
            name=str(name),
            visible=True,
        )
    low, high = figure.layout.meta
    room = 0.05 * (high - low)
    marked = outcomes["incremental_profit"]
    figure.layout.yaxis.range = [min(low, marked.min() - room), max(high, marked.max() + room)]
    return figure


def _profit_figure(title: str, unit: units.MoneyUnit) -> go.Figure:
    told = unit.with_currency(unit.extra_profit)
    figure = charts.house_figure(title, "Discount on the bundle", told, height=HEIGHT)
    figure.update_xaxes(tickformat=formats.PERCENT_AXIS, range=[0, 0.6], dtick=0.1)
    figure.update_layout(showlegend=True)
    figure.add_hline(y=0, line={"color": theme.GRAY, "width": 1, "dash": "dot"})
    return figure


def _add_band(figure: go.Figure, curve: pd.DataFrame, color: str, name: str) -> None:
    x, low, high = curve["discount_share"], curve["low"], curve["high"]
    charts.add_band(figure, x, low, high, color, f"{name}: 90 % band")


def _add_curve(
    figure: go.Figure, curve: pd.DataFrame, color: str, name: str, unit: units.MoneyUnit, decimals: int
) -> None:
    x, bands = curve["discount_share"], unit.bands(curve["low"], curve["high"], decimals)
    told = charts.hover(f"<b>{name}</b>", _more(unit, decimals), "90 % band %{customdata}")
    charts.add_line(figure, x, curve["profit"], color, 2.5, name=name, customdata=bands, hovertemplate=told)


def _add_marks(figure: go.Figure, symbol: str, color: str, more: str) -> None:
    """Add the marks of a scenario, still nowhere."""
    marker = {"symbol": symbol, "line": {"width": 2 * ("open" in symbol)}}
    told = charts.hover("%{customdata}", more)
    nowhere = {"x": [], "y": [], "visible": False, "meta": MARKS}
    charts.add_dots(figure, color=color, size=12, marker=marker, hovertemplate=told, **nowhere)


def _mark_optima(
    figure: go.Figure, best: pd.DataFrame, names: Sequence[str], more: str, has_bars: bool
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
        hovertemplate=charts.hover("<b>%{customdata}: best</b>", more),
    )


def _more(unit: units.MoneyUnit, decimals: int) -> str:
    return f"%{{x:.0%}} off: {unit.currency}%{{y:,.{decimals}f}} more"
