"""Curves of every way: whom it finds, at what cost in false alarms, and how much better than by chance."""

from functools import partial

import pandas as pd
import streamlit as st

from analytics.evidence.curves.bands import CurveKind, CurveWithBand
from analytics.evidence.held_out import HeldOut
from analytics.evidence.performance import curves_of
from analytics.runs.results import Results
from components.performance.charts import gain_chart, lift_chart, precision_recall_chart, roc_chart
from components.performance.names import CURVES, NAMES, WAY, by_name
from components.shell import choices, display, session, tables
from data.store import Shop

ENDS = tables.band("", tables.share)
FOUND = "Purchases found"
ROC_COLUMNS = {**WAY, "x": tables.share("False alarms"), "y": tables.share(FOUND), **ENDS}
PRECISION_COLUMNS = {**WAY, "x": tables.share(FOUND), "y": tables.share("Bought, of those picked"), **ENDS}
GAIN_COLUMNS = {**WAY, "x": tables.share("Picked"), "y": tables.share(FOUND), **ENDS}
LIFT_COLUMNS = {
    **WAY,
    "x": tables.share("Picked"),
    "y": tables.number("Times as often", "How many times as often those picked buy as all do"),
    **tables.band("", tables.number),
}
COLUMNS = {
    CurveKind.ROC: ROC_COLUMNS,
    CurveKind.PRECISION_RECALL: PRECISION_COLUMNS,
    CurveKind.GAIN: GAIN_COLUMNS,
    CurveKind.LIFT: LIFT_COLUMNS,
}


def show_curves(shop: Shop, found: Results, held: HeldOut) -> None:
    """Draw ROC, precision–recall, cumulative gain and lift of the ways chosen, with bands."""
    known = {way: NAMES[way] for way in held.scores}
    usual = [way for way in CURVES if way in known]
    key = f"curves-of-{shop.name}"
    chosen = choices.choose_several("Ways to compare", known, usual, key=key, placeholder="Choose some ways")
    columns = (*st.columns(2, gap="medium"), *st.columns(2, gap="medium"))
    for kind, column in zip(CurveKind, columns, strict=True):
        with column:
            _show_curve(shop, found, held, kind, chosen)


def _show_curve(shop: Shop, found: Results, held: HeldOut, kind: CurveKind, chosen: list[str]) -> None:
    every = session.computed(
        shop, ("curves", found.run_id, kind), partial(curves_of, held, kind, list(held.scores))
    )
    curves = {way: every[way] for way in held.scores if way in chosen}
    share = held.bought_share
    figure = {
        CurveKind.ROC: lambda: roc_chart(curves),
        CurveKind.PRECISION_RECALL: lambda: precision_recall_chart(curves, share),
        CurveKind.GAIN: lambda: gain_chart(curves, share),
        CurveKind.LIFT: lambda: lift_chart(curves),
    }[kind]()
    display.show_chart(figure, _points(curves), COLUMNS[kind], kind.value.replace("_", "-"))


def _points(curves: dict[str, CurveWithBand]) -> pd.DataFrame:
    if not curves:
        return pd.DataFrame(columns=["name", "x", "y", "low", "high"])
    return by_name({way: curve.points for way, curve in curves.items()})
