"""Whom to address: what a threshold on the prediction earns, and whom it reaches or misses."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import streamlit as st

from components.performance.charts import confusion_chart, profit_chart
from components.performance.names import CURVES, MODEL, NAMES
from components.shell import display, formats, session
from data.store import Shop

if TYPE_CHECKING:
    from analytics.evidence.curves.decisions import Confusion
    from analytics.runs.results import Results

N_BOOTSTRAP, SEED = 100, 0
COUNTS = {
    "true_positive": "Found",
    "false_positive": "False alarms",
    "false_negative": "Missed",
    "true_negative": "Rightly left",
}


def show_threshold(shop: Shop, found: "Results", holdout: pd.DataFrame) -> None:
    """Draw what follows from a threshold that a slider moves."""
    currency = shop.setting("currency", "")
    st.subheader("Whom to address", anchor=False)
    display.show_note(
        "Suppose every chance at or above a threshold is addressed, with a banner or a coupon, say."
    )
    contact_cost = choose_contact_cost(shop, holdout)
    tables = session.computed(
        shop, ("profit", found.run_id, contact_cost), lambda: _profits(holdout, contact_cost)
    )

    @st.fragment
    def at_threshold() -> None:
        _show_at_threshold(holdout, tables, currency, shop.name)

    at_threshold()


def choose_contact_cost(shop: Shop, holdout: pd.DataFrame) -> float:
    """Ask what one contact costs [currency]; a fifth of what a chance brings on average, to begin with."""
    currency = shop.setting("currency", "")
    typical = float((holdout["bought"] * holdout["margin"]).mean())
    return st.number_input(
        f"Cost of one contact {f' [{currency}]' if currency else ''}",
        min_value=0.0,
        value=float(np.round(max(typical, 0.0) / 2, 3)),
        step=0.01,
        format="%.3f",
        help="Of addressing one visit with one product. Profit is the margin of what was bought less this.",
        width=320,
        key=f"contact-cost-{shop.name}",
        persist_state="session",
    )


def _show_at_threshold(
    holdout: pd.DataFrame, tables: dict[str, pd.DataFrame], currency: str, shop_name: str
) -> None:
    from analytics.evidence.curves.decisions import confusion

    best = tables[MODEL].loc[tables[MODEL]["profit"].idxmax()]
    highest = highest_threshold(holdout)
    percent = st.slider(
        "Threshold: address chances of which at least this share is predicted to buy",
        0.0,
        highest,
        float(min(np.round(100 * best["threshold"], 1), highest)),
        step=0.1,
        format="%.1f %%",
        key=f"threshold-{shop_name}-{best['profit']:.6f}",
    )
    threshold = percent / 100
    counted = confusion(holdout["bought"], holdout["score_model"], threshold)
    _show_threshold_figures(tables[MODEL], threshold, counted, currency)
    left, right = st.columns(2, gap="medium")
    with left:
        figure = profit_chart(tables, threshold, highest / 100, currency)
        numbers = display.named_rows({NAMES[key]: table for key, table in tables.items()}, "name")
        display.show_chart(figure, numbers, _profit_columns(currency), "profit-at-thresholds")
    with right:
        numbers = pd.DataFrame([vars(counted)])
        columns = {key: formats.count_column(label) for key, label in COUNTS.items()}
        display.show_chart(confusion_chart(counted), numbers, columns, "confusion")


def _profit_columns(currency: str) -> dict[str, Any]:
    return {
        "name": formats.text_column("Way"),
        "threshold": formats.share_column("Threshold"),
        "n_selected": formats.count_column("Addressed"),
        "profit": formats.money_column("Profit per 1,000 chances", currency),
        "low": formats.money_column("From", currency, help="Lower end of the 90 % band"),
        "high": formats.money_column("To", currency, help="Upper end of the 90 % band"),
    }


def highest_threshold(holdout: pd.DataFrame) -> float:
    """Return the threshold [per cent] beyond which next to nobody is left to address."""
    return max(float(np.ceil(100 * holdout["score_model"].quantile(0.995))), 1.0)


def _show_threshold_figures(
    table: pd.DataFrame, threshold: float, counted: "Confusion", currency: str
) -> None:
    row = table.loc[(table["threshold"] - threshold).abs().idxmin()]
    figures = {
        "Profit per 1,000 chances": (formats.money(row["profit"], currency), "Margin less contacts"),
        "90 % band": (formats.band(row["low"], row["high"], currency), "From resampling customers"),
        "Addressed": (formats.share(row["selected_share"]), "Share of the chances"),
        "Purchases found": (formats.share(counted.recall), "Share of all purchases that were addressed"),
        "Bought, of those addressed": (formats.share(counted.precision), "The rest are false alarms"),
    }
    with st.container(horizontal=True):
        for label, (value, meaning) in figures.items():
            st.metric(label, formats.escaped(value), help=meaning, border=True, width=232)


def _profits(holdout: pd.DataFrame, contact_cost: float) -> dict[str, pd.DataFrame]:
    """Return profit over thresholds per 1,000 chances for every model; only the model's has a band."""
    from analytics.evidence.curves.decisions import profit_at_thresholds

    bought, margin = holdout["bought"].to_numpy(), holdout["margin"].to_numpy()
    groups = holdout["customer_row"].to_numpy()
    tables = {}
    for key, score in scores_of(holdout).items():
        n = N_BOOTSTRAP if key == MODEL else 0
        table = profit_at_thresholds(
            bought, score, margin, contact_cost, seed=SEED, n_bootstrap=n, groups=groups
        )
        table[["profit", "low", "high"]] *= 1000 / len(holdout)
        tables[key] = table
    return tables


def scores_of(holdout: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return the scores of the model and of those baselines that could be fitted."""
    return {key: holdout[f"score_{key}"].to_numpy() for key in CURVES if f"score_{key}" in holdout}
