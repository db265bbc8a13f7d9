"""A replayed shop in the form in which the model meets any shop: a log of visits, and customers."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Bools
from analytics.checks.recovery.tables import with_tables
from analytics.checks.recovery.world import FittedShop, some_customers
from analytics.demand.visit_log import Lines, VisitLog
from analytics.simulation.replay import Setting, replay


@dataclass(frozen=True)
class Simulated:
    """A simulated shop.

    Attributes
    ----------
    bought : (n_visits, n_products)
    own : (n_customers of the shop,) whether each takes part; they come first, the others are like them
    """

    log: VisitLog
    customers: pd.DataFrame
    bought: Bools
    own: Bools


def simulate(shop: FittedShop, setting: Setting, seed: int) -> Simulated:
    """Return a shop in which the customers buy anew."""
    world, drawn = shop.world, replay(shop.world, setting, seed)
    base, n = some_customers(shop.log, drawn.own), len(drawn.bought)
    considered, bought = world.considered[drawn.own[world.customer]], np.concatenate(drawn.bought)
    every = _repeated(base, n)
    log = with_tables(every, np.tile(drawn.price, (n, 1)), np.tile(considered, (n, 1)), bought)
    people = shop.customers.reindex(base.customer_ids)
    return Simulated(log, pd.concat([people] * n).set_axis(log.customer_ids, axis=0), bought, drawn.own)


def _repeated(base: VisitLog, n_copies: int) -> VisitLog:
    """Return the visits of all copies; customers are numbered anew."""
    n = len(base.customer_ids)
    copy = np.repeat(np.arange(n_copies, dtype=np.int32), len(base))
    rows: dict[str, Any] = {
        name: np.tile(getattr(base, name), n_copies) for name in ("visited_at", "period", "store", "n_bought")
    }
    return replace(
        base,
        customer=np.tile(base.customer, n_copies) + copy * n,
        customer_ids=np.array([f"simulated {i}" for i in range(n * n_copies)], object),
        bought=_copies(base.bought, len(base), n_copies),
        seen=_copies(base.seen, len(base), n_copies),
        **rows,
    )


def _copies(lines: Lines, n_visits: int, n_copies: int) -> Lines:
    shift = np.repeat(np.arange(n_copies, dtype=np.int32) * n_visits, len(lines))
    visit = np.tile(lines.visit, n_copies) + shift.astype(np.int32)
    return Lines(visit, np.tile(lines.product, n_copies), np.tile(lines.price, n_copies))
