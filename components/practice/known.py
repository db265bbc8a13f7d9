"""The truth behind the chosen practice shop, in frames shaped as a run's results."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components import session
from data.practice import truth_of
from data.store import Shop
from data.synthetic import GRID, Truth
from data.synthetic.groups import rows_of

if TYPE_CHECKING:
    from analytics.runs.results import Results


def known_truth(shop: Shop, found: "Results") -> Truth | None:
    """Return the truth behind a run of a practice shop; None for any other, or once it sells other things."""
    truth = session.held(shop, ("truth",), lambda: truth_of(shop))
    if truth is None or not set(found.audience.product_ids) <= set(truth.product_ids):
        return None
    return truth


def true_elasticities(shop: Shop, found: "Results", truth: Truth) -> pd.DataFrame:
    """Return product_id and true_elasticity of every product in scope, at the prices of the run."""

    def compute() -> pd.DataFrame:
        values = truth.elasticities(
            _positions(found.customers["customer_id"], truth), price=_prices(found, truth)
        )
        table = pd.DataFrame({"product_id": truth.product_ids, "true_elasticity": values})
        return table[table["product_id"].isin(found.products["product_id"])].reset_index(drop=True)

    return session.computed(shop, ("true elasticities", found.run_id), compute)


def true_curves(
    shop: Shop, found: "Results", truth: Truth, offers: dict[str, tuple[str, ...]]
) -> pd.DataFrame:
    """Return what offers truly earn: offer_id, segment, discount_share, true_profit, one row per discount.

    Parameters
    ----------
    offers : offer_id → product ids
    """

    def compute() -> pd.DataFrame:
        price = _prices(found, truth)
        frames = []
        for segment, ids in found.customers.groupby("segment")["customer_id"]:
            group = _positions(ids, truth)
            if not len(rows_of(truth.people, group)):
                continue
            for offer_id, product_ids in offers.items():
                profit = truth.offer_curve(truth.positions(product_ids), group, price=price)[1]
                frames.append(_curve(offer_id, str(segment), profit))
        return pd.concat(frames, ignore_index=True)

    return session.computed(shop, ("true curves", found.run_id, tuple(sorted(offers.items()))), compute)


def visit_shares(found: "Results") -> dict[str, float]:
    """Return each segment's share of the visits."""
    audience = found.audience
    weight = np.bincount(audience.segment, audience.weight, len(audience.segments))
    return dict(zip(audience.segments, (weight / weight.sum()).tolist(), strict=True))


def _curve(offer_id: str, segment: str, profit: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {"offer_id": offer_id, "segment": segment, "discount_share": GRID, "true_profit": profit}
    )


def _prices(found: "Results", truth: Truth) -> np.ndarray:
    """Return the prices that the run's advice is about, list prices for products out of its scope."""
    price = truth.market.list_price.copy()
    price[truth.positions(found.audience.product_ids)] = found.audience.price
    return price


def _positions(customer_ids: pd.Series, truth: Truth) -> np.ndarray:
    """Return where customers stand in the truth, without those who came from other files."""
    numbers = pd.to_numeric(customer_ids.astype(str).str.extract(r"^c(\d{1,9})$")[0]).dropna().astype(int)
    return numbers[numbers < len(truth.people)].to_numpy()
