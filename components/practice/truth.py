"""The truth behind the chosen practice shop, remembered per run; there is none for any other shop."""

import pandas as pd
import streamlit as st

from analytics.runs import known_answers as known
from analytics.runs.results import Results
from analytics.simulation.planted import PlantedTruth
from analytics.simulation.practice import truth_of
from components.shell import results, session
from data.store import Shop

ADVICE = ("model", "offer_id", "segment", "discount_share")


def known_truth(shop: Shop, found: Results) -> PlantedTruth | None:
    """Return the truth behind a run of a practice shop; None for any other, or once it sells other things."""
    truth = session.held(shop, ("truth",), lambda: truth_of(shop))
    if truth is None or not set(found.audience.product_ids) <= set(truth.product_ids):
        return None
    return truth


def true_elasticities(shop: Shop, found: Results, truth: PlantedTruth) -> pd.DataFrame:
    """Return product_id and true_elasticity of every product in scope, at the prices of the run."""
    key = ("true elasticities", found.run_id)
    return session.computed(shop, key, lambda: known.true_elasticities(found, truth))


def true_curves(shop: Shop, found: Results, truth: PlantedTruth, offers: known.Offers) -> pd.DataFrame:
    """Return what offers truly earn: offer_id, segment, discount_share, true_profit, one row per discount."""
    key = ("true curves", found.run_id, tuple(sorted(offers.items())))
    with st.spinner("Asking the truth about every bundle …"):
        return session.computed(shop, key, lambda: known.true_curves(found, truth, offers))


def known_answers(shop: Shop, found: Results) -> known.KnownAnswers | None:
    """Return what is true where it is known; None for any other shop, and for runs without plain advice."""
    truth = known_truth(shop, found)
    advice = results.run_frame(shop, found, "plain_advice", ADVICE)
    if truth is None or advice is None:
        return None
    elasticities = true_elasticities(shop, found, truth)
    return known.known_answers(
        found, advice, lambda offers: true_curves(shop, found, truth, offers), elasticities
    )
