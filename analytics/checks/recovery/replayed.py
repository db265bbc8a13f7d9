"""A replayed shop in the form in which the model meets any shop: visits × products, and customers."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analytics.checks.recovery.world import FittedShop, some_customers
from analytics.demand.visits import Bools, Visits
from analytics.simulation.replay import Setting, replay


@dataclass(frozen=True)
class Simulated:
    """A simulated shop.

    Attributes
    ----------
    own : (n_customers of the shop,) whether each takes part; they come first, the others are like them
    """

    visits: Visits
    customers: pd.DataFrame
    own: Bools


def simulate(shop: FittedShop, setting: Setting, seed: int) -> Simulated:
    """Return a shop in which the customers buy anew."""
    drawn = replay(shop.world, setting, seed)
    base = some_customers(shop.visits, drawn.own)
    must_buy = shop.world.must_buy[drawn.own[shop.world.customer]]
    bought, n = np.concatenate(drawn.bought), len(drawn.bought)
    visits = _repeated(replace(base, price=drawn.price), n, bought, np.tile(must_buy, n))
    people = shop.customers.reindex(base.customer_ids)
    return Simulated(visits, pd.concat([people] * n).set_axis(visits.customer_ids, axis=0), drawn.own)


def _repeated(base: Visits, n_copies: int, bought: Bools, must_buy: Bools) -> Visits:
    """Return the visits of all copies with what they bought; customers are numbered anew."""
    n = len(base.customer_ids)
    copy = np.repeat(np.arange(n_copies, dtype=np.int32), len(base))
    rest = bought.sum(1, keepdims=True) - bought
    names = ("visited_at", "period", "considered", "price", "instrument")
    repeated: dict[str, Any] = {name: np.concatenate([getattr(base, name)] * n_copies) for name in names}
    return replace(
        base,
        customer=np.tile(base.customer, n_copies) + copy * n,
        customer_ids=np.array([f"simulated {i}" for i in range(n * n_copies)], object),
        bought=bought,
        is_informative=~must_buy[:, None] | (rest > 0),
        **repeated,
    )
