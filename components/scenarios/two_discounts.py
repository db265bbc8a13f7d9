"""Profit over two discounts at once: of two segments, or of two bundles on sale together."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.pricing.scenarios.heat import MOST_JOINT_PARTS, Heat, bundles_heat, segments_heat
from components.scenarios.comparison import Board, Comparison
from components.shell import charts, choices, display, formats, results, tables, theme, units


def show_two_discounts(page: Comparison, board: Board, bundles: pd.DataFrame) -> None:
    """Draw profit over two discounts, also for the report; `bundles` may stand beside the chosen one."""
    others = _others(page, bundles)
    words = {False: "Two segments"} if len(page.subset.audience.segments) > 1 else {}
    if not others.empty:
        words |= {True: "Two bundles"}
    if not words:
        display.show_note("There is one segment and no other bundle, so there are no two discounts.")
        return
    options = {"ask": st.radio, "horizontal": True, "key": f"heat-{page.key}"}
    of_bundles = choices.choose_code("Discounts of", words, **options)
    heat, first, second = _of_bundles(page, others) if of_bundles else _of_segments(page, board)
    title = f"Profit over the discounts of two {'bundles on sale together' if of_bundles else 'segments'}"
    unit = page.unit
    st.markdown(formats.escaped(sentence(heat, first, second, unit)))
    figure = heat_chart(heat, first, second, title, unit)
    page.extras()[f"heat of bundles: {of_bundles}"] = figure
    rows = rows_of(heat, unit)
    columns = {
        "first": tables.share(f"Discount: {first}"),
        "second": tables.share(f"Discount: {second}"),
        "profit": tables.money(unit.extra_profit, decimals=unit.decimals(rows["profit"].max())),
    }
    display.show_chart(figure, rows, columns, "two-discounts", page.currency)


def sentence(heat: Heat, first: str, second: str, unit: units.MoneyUnit) -> str:
    """Return in one sentence where profit is most, and what it is worth against the best equal discounts."""
    i, j = heat.best
    most = unit.visits * float(heat.profit[i, j])
    allowed = (heat.first <= min(heat.deepest) + 1e-9)[: len(heat.second)]
    equal = unit.visits * float(np.diagonal(heat.profit)[allowed].max())
    return (
        f"Within the prices seen most profit comes with {formats.share(heat.first[i], 0)} for {first} and "
        f"{formats.share(heat.second[j], 0)} for {second}: {unit.money(most)} more "
        f"{unit.words}; the best equal discounts earn {unit.money(equal)}."
    )


def heat_chart(heat: Heat, first: str, second: str, title: str, unit: units.MoneyUnit) -> go.Figure:
    """Return profit as colors over two discounts, losses and gains apart at zero, the most marked."""
    figure = charts.house_figure(title, f"Discount: {first}", f"Discount: {second}", height=460)
    profit = unit.visits * heat.profit
    decimals = unit.decimals(profit.max())
    reach = float(profit.max()) if profit.max() > 0 else float(-profit.min()) or 1.0
    figure.add_heatmap(
        x=heat.first,
        y=heat.second,
        z=profit.T,
        zmin=-reach,  # losses as far as gains go: deep ones would make every gain pale
        zmax=reach,
        **charts.cell_style(theme.Scale.BOTH_WAYS),
        colorbar={"title": {"text": f"Extra profit<br>{unit.with_currency(unit.words)}"}, "thickness": 14},
        hovertemplate=charts.hover("%{x:.0%} and %{y:.0%} off", f"{unit.currency}%{{z:,.{decimals}f}} more"),
    )
    i, j = heat.best
    told = charts.hover("Most profit", "%{x:.0%} and %{y:.0%} off")
    diamond = {"symbol": "diamond", "line": {"width": 1}}
    at = [heat.first[i]], [heat.second[j]]
    charts.add_dots(figure, *at, theme.VERMILLION, 13, marker=diamond, hovertemplate=told)
    _shade_unseen(figure, heat)
    half = (heat.first[1] - heat.first[0]) / 2
    figure.update_xaxes(range=[-half, heat.first[-1] + half])
    return charts.show_shares(figure).update_yaxes(range=[-half, heat.second[-1] + half])


def _shade_unseen(figure: go.Figure, heat: Heat) -> None:
    """Gray what is deeper than prices have shown, as the profit curves do."""
    gray = {"fillcolor": theme.GRAY, "opacity": 0.45, "line_width": 0}
    words = {"text": "deeper than seen", "font": {"size": 12}}
    across, upwards = heat.deepest
    half = (heat.first[1] - heat.first[0]) / 2
    if across < heat.first[-1]:
        figure.add_vrect(x0=across + half, x1=heat.first[-1] + half, **gray)
    if upwards < heat.second[-1]:
        ends = {"y0": upwards + half, "y1": heat.second[-1] + half}
        figure.add_hrect(**ends, annotation=words, annotation_position="top left", **gray)


def rows_of(heat: Heat, unit: units.MoneyUnit, step: int = 5) -> pd.DataFrame:
    """Return one row per pair of discounts, every `step` per cent."""
    at = [i for i, d in enumerate(heat.first) if round(100 * d) % step == 0]
    first, second = np.meshgrid(heat.first[at], heat.second[at], indexing="ij")
    profit = unit.visits * heat.profit[np.ix_(at, at)]
    return pd.DataFrame({"first": first.ravel(), "second": second.ravel(), "profit": profit.ravel()})


def _of_segments(page: Comparison, board: Board) -> tuple[Heat, str, str]:
    scenarios = page.standing(board)
    segments = page.subset.audience.segments
    with st.container(horizontal=True):
        names = {place: scenario.name for place, scenario in enumerate(scenarios)}
        key = f"heat-else-{page.key}-{board.number}-{len(scenarios)}"
        place = choices.choose_code("All else as in", names, key=key)
        first = st.selectbox("Across", segments, 0, key=f"heat-first-{page.key}")
        rest = [name for name in segments if name != first]
        second = st.selectbox("Upwards", rest, key=f"heat-second-{page.key}-{first}")
    return segments_heat(page, scenarios[place], first, second), first, second


def _of_bundles(page: Comparison, others: pd.DataFrame) -> tuple[Heat, str, str]:
    offer_id = choices.choose_offer("The other bundle", others, key=f"heat-other-{page.key}")
    parts = tuple(others.loc[others["offer_id"] == offer_id, "product_ids"].iloc[0])
    with st.spinner("Trying every pair of discounts …"):
        heat = bundles_heat(page, parts)
    own, other = (results.bundle_title(page.found, ids, longest=34) for ids in (page.product_ids, parts))
    return heat, own, other


def _others(page: Comparison, bundles: pd.DataFrame) -> pd.DataFrame:
    """Return the bundles that may stand beside the chosen one: advised, and few enough parts in all."""
    own = set(page.product_ids)
    fits = [
        verdict != "FAIL" and set(ids) != own and len(own | set(ids)) <= MOST_JOINT_PARTS
        for verdict, ids in zip(bundles["verdict"], bundles["product_ids"], strict=True)
    ]
    return bundles[fits]
