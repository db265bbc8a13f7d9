"""What advice read from each model would truly earn, on practice shops and nowhere else."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components.performance.names import MODEL
from components.practice.known import known_truth, true_curves, true_elasticities
from components.shell import results
from data.store import Shop

if TYPE_CHECKING:
    from analytics.runs.results import Results

ADVICE = ("model", "offer_id", "segment", "discount_share")


@dataclass(frozen=True)
class KnownAnswers:
    """What is true of a practice shop.

    Attributes
    ----------
    captured : model → share of the possible extra profit that its discounts would earn
    flat : the same of the best single discount per bundle
    elasticity : own-price elasticity, averaged over products by their sales
    """

    captured: dict[str, float]
    flat: float
    elasticity: float


def known_answers(shop: Shop, found: "Results") -> KnownAnswers | None:
    """Return what is true where it is known; None for any other shop, and for runs without plain advice."""
    truth = known_truth(shop, found)
    advice = results.run_frame(shop, found, "plain_advice", ADVICE)
    if truth is None or advice is None:
        return None
    from analytics.simulation.against_truth import captured

    book, weight = found.price_book, found.audience.visit_share
    offers = {str(i): tuple(ids) for i, ids in zip(book["offer_id"], book["product_ids"], strict=True)}
    with st.spinner("Asking the truth about every bundle …"):
        curves = true_curves(shop, found, truth, offers)
    own = captured(book, curves, weight)
    shares = {MODEL: own.share}
    for name, rows in advice[advice["model"] != MODEL].groupby("model", sort=False):
        shares[str(name)] = captured(_advised(book, rows), curves, weight).share
    true = true_elasticities(shop, found, truth).set_index("product_id")["true_elasticity"]
    sales = found.products.set_index("product_id")["n_bought"].reindex(true.index)
    return KnownAnswers(shares, own.flat_share, float((true * sales).sum() / sales.sum()))


def _advised(book: pd.DataFrame, advice: pd.DataFrame) -> pd.DataFrame:
    """Return the price book with another model's discounts."""
    keys = ["offer_id", "segment"]
    rows = book.drop(columns="discount_share").astype(dict.fromkeys(keys, str))
    return rows.merge(advice.astype(dict.fromkeys(keys, str))[[*keys, "discount_share"]], on=keys)
