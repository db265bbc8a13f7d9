"""What is true of a practice shop, in frames shaped as a run's results, and what advice would truly earn."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.evidence.held_out import MODEL
from analytics.runs.results import Results
from analytics.simulation.against_truth import captured
from analytics.simulation.groups import rows_of
from analytics.simulation.planted import PlantedTruth

Offers = dict[str, tuple[str, ...]]  # offer_id -> product ids


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


def true_elasticities(found: Results, truth: PlantedTruth) -> pd.DataFrame:
    """Return product_id and true_elasticity of every product in scope, at the prices of the run."""
    customers = _positions(found.customers["customer_id"], truth)
    values = truth.elasticities(customers, price=_prices(found, truth))
    table = pd.DataFrame({"product_id": truth.product_ids, "true_elasticity": values})
    return table[table["product_id"].isin(found.products["product_id"])].reset_index(drop=True)


def true_curves(found: Results, truth: PlantedTruth, offers: Offers) -> pd.DataFrame:
    """Return what offers truly earn for each visit that is known, one row per discount.

    offer_id, segment, discount_share, true_take, true_profit
    """
    customers = found.customers.groupby("segment")["customer_id"]
    groups = {str(segment): _positions(ids, truth) for segment, ids in customers}
    honest = {name: group for name, group in groups.items() if len(rows_of(truth.people, group))}
    curves = truth.curves(offers, honest, price=_prices(found, truth))
    # of the whole shop: a large one's log holds some of its customers
    curves[["true_take", "true_profit"]] *= truth.visits_per_known(float(found.customers["n_orders"].sum()))
    return curves


def offers_of(book: pd.DataFrame) -> Offers:
    """Return the offers of a price book with their parts."""
    return {str(i): tuple(ids) for i, ids in zip(book["offer_id"], book["product_ids"], strict=True)}


def known_answers(
    found: Results,
    advice: pd.DataFrame,
    curves_of: Callable[[Offers], pd.DataFrame],
    elasticities: pd.DataFrame,
) -> KnownAnswers:
    """Return what the advice of each model would truly earn, and the true elasticity.

    Parameters
    ----------
    advice : model, offer_id, segment, discount_share; of the models beside the run's own
    curves_of : the offers' true curves (see `true_curves`)
    elasticities : product_id, true_elasticity
    """
    book, weight = found.price_book, found.audience.visit_share
    curves = curves_of(offers_of(book))
    own = captured(book, curves, weight)
    shares = {MODEL: own.share}
    for name, rows in advice[advice["model"] != MODEL].groupby("model", sort=False):
        shares[str(name)] = captured(_advised(book, rows), curves, weight).share
    true = elasticities.set_index("product_id")["true_elasticity"]
    sales = found.products.set_index("product_id")["n_bought"].reindex(true.index)
    return KnownAnswers(shares, own.flat_share, float((true * sales).sum() / sales.sum()))


def _advised(book: pd.DataFrame, advice: pd.DataFrame) -> pd.DataFrame:
    """Return the price book with another model's discounts."""
    keys = ["offer_id", "segment"]
    rows = book.drop(columns="discount_share").astype(dict.fromkeys(keys, str))
    return rows.merge(advice.astype(dict.fromkeys(keys, str))[[*keys, "discount_share"]], on=keys)


def _prices(found: Results, truth: PlantedTruth) -> np.ndarray:
    """Return the prices that the run's advice is about, list prices for products out of its scope."""
    price = truth.list_price.copy()
    price[truth.positions(found.audience.product_ids)] = found.audience.price
    return price


def _positions(customer_ids: pd.Series, truth: PlantedTruth) -> np.ndarray:
    """Return where customers stand in the truth, without those who came from other files."""
    numbers = pd.to_numeric(customer_ids.astype(str).str.extract(r"^c(\d{1,9})$")[0]).dropna().astype(int)
    return numbers[numbers < len(truth.people)].to_numpy()
