"""Whom to address: what a threshold on the prediction earns, and whom it reaches or misses."""

import numpy as np
import pandas as pd
import streamlit as st

from analytics.evidence.curves.decisions import Confusion, confusion, profit_at_thresholds
from analytics.runs.known_answers import MODEL
from analytics.runs.results import Results
from components.performance.charts import confusion_chart, profit_chart
from components.performance.names import CURVES, WAY, by_name
from components.shell import display, formats, session, tables
from data.store import Shop

N_BOOTSTRAP, SEED = 100, 0
WHOLE_FROM = 100  # of amounts this large the cents are left out: a box has room for a band of them [currency]
PER = 1000  # chances: money per single chance is too small to read
PROFIT_COLUMNS = {
    **WAY,
    "threshold": tables.share("Threshold"),
    "n_selected": tables.count("Addressed"),
    "profit": tables.money(f"Profit per {PER:,} chances"),
    **tables.band("", tables.money),
}
CONFUSION_COLUMNS = {
    "true_positive": tables.count("Found"),
    "false_positive": tables.count("False alarms"),
    "false_negative": tables.count("Missed"),
    "true_negative": tables.count("Rightly left"),
}


def show_threshold(shop: Shop, found: Results, holdout: pd.DataFrame) -> None:
    """Draw what follows from a threshold that a slider moves."""
    st.subheader("Whom to address", anchor=False)
    display.show_note(
        "Suppose every chance at or above a threshold is addressed, with a banner or a coupon, say."
    )
    contact_cost = choose_contact_cost(shop, holdout)
    profits = session.computed(
        shop, ("profit", found.run_id, contact_cost), lambda: _profits(holdout, contact_cost)
    )
    _show_at_threshold(shop, holdout, profits)


def choose_contact_cost(shop: Shop, holdout: pd.DataFrame) -> float:
    """Ask what one contact costs [currency]; a fifth of what a chance brings on average, to begin with."""
    typical = float((holdout["bought"] * holdout["margin"]).mean())
    return st.number_input(
        formats.with_unit("Cost of one contact", session.currency_of(shop)),
        min_value=0.0,
        value=float(np.round(max(typical, 0.0) / 2, 3)),
        step=0.01,
        format="%.3f",
        help="Of addressing one visit with one product. Profit is the margin of what was bought less this.",
        width=320,
        key=f"contact-cost-{shop.name}",
        persist_state="session",
    )


@st.fragment
def _show_at_threshold(shop: Shop, holdout: pd.DataFrame, profits: dict[str, pd.DataFrame]) -> None:
    currency = session.currency_of(shop)
    best = profits[MODEL].loc[profits[MODEL]["profit"].idxmax()]
    highest = highest_threshold(holdout)
    percent = st.slider(
        "Threshold: address chances of which at least this share is predicted to buy",
        0.0,
        highest,
        float(min(np.round(100 * best["threshold"], 1), highest)),
        step=0.1,
        format="%.1f %%",
        key=f"threshold-{shop.name}-{best['profit']:.6f}",
    )
    threshold = percent / 100
    counted = confusion(holdout["bought"], holdout["score_model"], threshold)
    _show_threshold_figures(profits[MODEL], threshold, counted, currency)
    left, right = st.columns(2, gap="medium")
    with left:
        figure = profit_chart(profits, threshold, highest / 100, currency)
        display.show_chart(figure, by_name(profits), PROFIT_COLUMNS, "profit-at-thresholds", currency)
    with right:
        numbers = pd.DataFrame([vars(counted)])
        display.show_chart(confusion_chart(counted), numbers, CONFUSION_COLUMNS, "confusion")


def highest_threshold(holdout: pd.DataFrame) -> float:
    """Return the threshold [per cent] beyond which next to nobody is left to address."""
    return max(float(np.ceil(100 * holdout["score_model"].quantile(0.995))), 1.0)


def _show_threshold_figures(table: pd.DataFrame, threshold: float, counted: Confusion, currency: str) -> None:
    row = table.loc[(table["threshold"] - threshold).abs().idxmin()]
    decimals = 0 if max(abs(row["low"]), abs(row["high"])) >= WHOLE_FROM else 2
    profit = formats.money(row["profit"], currency, decimals)
    band = formats.band(row["low"], row["high"], currency, decimals)
    figures = {
        "Profit per 1,000 chances": (profit, "Margin less contacts"),
        "90 % band": (band, "From resampling customers"),
        "Addressed": (formats.share(row["selected_share"]), "Share of the chances"),
        "Purchases found": (formats.share(counted.recall), "Share of all purchases that were addressed"),
        "Bought, of those addressed": (formats.share(counted.precision), "The rest are false alarms"),
    }
    display.show_metrics(figures)


def _profits(holdout: pd.DataFrame, contact_cost: float) -> dict[str, pd.DataFrame]:
    """Return profit over thresholds per 1,000 chances for every model; only the model's has a band."""
    bought, margin = holdout["bought"].to_numpy(), holdout["margin"].to_numpy()
    groups = holdout["customer_row"].to_numpy()
    profits = {}
    for key, score in scores_of(holdout).items():
        sampled = {"seed": SEED, "n_bootstrap": N_BOOTSTRAP if key == MODEL else 0, "groups": groups}
        table = profit_at_thresholds(bought, score, margin, contact_cost, **sampled)
        table[["profit", "low", "high"]] *= PER / len(holdout)
        profits[key] = table
    return profits


def scores_of(holdout: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return the scores of the model and of those baselines that could be fitted."""
    return {key: holdout[f"score_{key}"].to_numpy() for key in CURVES if f"score_{key}" in holdout}
