"""The truth behind the chosen practice shop, in frames shaped as a run's results."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.simulation import PlantedTruth
from analytics.simulation.groups import rows_of
from analytics.simulation.practice import truth_of
from components.shell import session
from data.store import Shop

if TYPE_CHECKING:
    from analytics.runs.results import Results


def known_truth(shop: Shop, found: "Results") -> PlantedTruth | None:
    """Return the truth behind a run of a practice shop; None for any other, or once it sells other things."""
    truth = session.held(shop, ("truth",), lambda: truth_of(shop))
    if truth is None or not set(found.audience.product_ids) <= set(truth.product_ids):
        return None
    return truth


def true_elasticities(shop: Shop, found: "Results", truth: PlantedTruth) -> pd.DataFrame:
    """Return product_id and true_elasticity of every product in scope, at the prices of the run."""

    def compute() -> pd.DataFrame:
        values = truth.elasticities(
            _positions(found.customers["customer_id"], truth), price=_prices(found, truth)
        )
        table = pd.DataFrame({"product_id": truth.product_ids, "true_elasticity": values})
        return table[table["product_id"].isin(found.products["product_id"])].reset_index(drop=True)

    return session.computed(shop, ("true elasticities", found.run_id), compute)


def true_curves(
    shop: Shop, found: "Results", truth: PlantedTruth, offers: dict[str, tuple[str, ...]]
) -> pd.DataFrame:
    """Return what offers truly earn: offer_id, segment, discount_share, true_profit, one row per discount.

    Parameters
    ----------
    offers : offer_id → product ids
    """

    def compute() -> pd.DataFrame:
        groups = {
            str(s): _positions(ids, truth) for s, ids in found.customers.groupby("segment")["customer_id"]
        }
        honest = {name: group for name, group in groups.items() if len(rows_of(truth.people, group))}
        return truth.curves(offers, honest, price=_prices(found, truth))

    return session.computed(shop, ("true curves", found.run_id, tuple(sorted(offers.items()))), compute)


def _prices(found: "Results", truth: PlantedTruth) -> np.ndarray:
    """Return the prices that the run's advice is about, list prices for products out of its scope."""
    price = truth.list_price.copy()
    price[truth.positions(found.audience.product_ids)] = found.audience.price
    return price


def _positions(customer_ids: pd.Series, truth: PlantedTruth) -> np.ndarray:
    """Return where customers stand in the truth, without those who came from other files."""
    numbers = pd.to_numeric(customer_ids.astype(str).str.extract(r"^c(\d{1,9})$")[0]).dropna().astype(int)
    return numbers[numbers < len(truth.people)].to_numpy()
