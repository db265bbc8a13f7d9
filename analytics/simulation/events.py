"""The rows that a shop's log would have: seen, put into the cart, bought, sent back, at the price shown."""

import numpy as np
import pandas as pd

from analytics.simulation.assortment import Assortment, Generator, Ints, extra_rng
from analytics.simulation.draws import VisitDraws
from analytics.simulation.people import REFUND_ABUSER, People

FIRST_DAY = np.datetime64("2025-01-06", "s")  # a Monday
ABUSED_RETURNS = 0.9  # of what refund abusers buy
ABANDONED = 0.05  # of what is seen and not bought, left in the cart
TIERS, TIER_FACTORS, TIER_SHARES = np.array([1, 6, 12]), np.array([1.0, 0.9, 0.8]), (0.7, 0.2, 0.1)
DELAYS = {"view": 0, "cart": 30, "purchase": 60}  # seconds after the visit began, plus one per product


def event_rows(
    assortment: Assortment, people: People, visits: VisitDraws, first: tuple[int, int], block: int
) -> pd.DataFrame:
    """Return one row per product seen, put into the cart, bought or sent back, sorted by time.

    Parameters
    ----------
    first : number of the block's first customer and of its first visit
    """
    config = assortment.config
    rng = extra_rng(config, "events", block)
    bought = visits.is_bought
    cells = {"purchase": np.flatnonzero(bought)}
    if config.has_carts:
        left = ~bought & (rng.random(len(bought)) < ABANDONED)
        cells = {"cart": np.flatnonzero(bought | left)} | cells
    if config.has_views:
        cells = {"view": np.arange(len(bought))} | cells
    frames = []
    for kind, at in cells.items():
        frame = _rows(assortment, visits, at, kind, rng)
        frames.append(frame)
        if kind == "purchase" and config.return_share + config.fraud_share > 0:
            is_abuser = people.fraud[visits.customer[visits.visit[at]]] == REFUND_ABUSER
            chance = np.where(is_abuser, ABUSED_RETURNS, assortment.return_share[visits.product[at]])
            frames.append(_returned(frame, chance, rng))
    events = pd.concat(frames, ignore_index=True)
    customer, visit = (events.pop(name).to_numpy() for name in ("customer", "visit"))
    events.insert(0, "customer_id", pd.Series(_ids("c", first[0], len(people)).take(customer)))
    events.loc[visits.is_guest[visit], "customer_id"] = None
    key = "session_id" if config.has_views else "order_id"
    events.insert(6, key, pd.Series(_ids("s", first[1], len(visits)).take(visit)))
    return events.sort_values(["event_time", "customer_id", "event_type"], kind="stable", ignore_index=True)


def _rows(assortment: Assortment, visits: VisitDraws, cells: Ints, kind: str, rng: Generator) -> pd.DataFrame:
    config, visit, product = assortment.config, visits.visit[cells], visits.product[cells]
    period, store = visits.day[visit] // config.days_per_price, visits.store[visit]
    seconds = visits.second[visit] + DELAYS[kind] + cells - np.searchsorted(visits.visit, visit)
    price = assortment.price[store, period, product]
    quantity = np.ones(len(visit), np.int64)
    if config.has_quantity_tiers and kind == "purchase":
        size = rng.choice(3, len(visit), p=TIER_SHARES)
        quantity, price = TIERS[size], np.round(price * TIER_FACTORS[size], 2)
    time = FIRST_DAY + visits.day[visit].astype("timedelta64[D]") + seconds.astype("timedelta64[s]")
    columns = {
        "customer": visits.customer[visit],
        "visit": visit,
        "event_time": time,
        "event_type": pd.array([kind], dtype="str").take(np.zeros(len(visit), int)),
        "product_id": _ids("p", 0, config.n_products).take(product),
        "net_price": price,
        "cost": assortment.unit_cost.round(4)[period, product],
    }
    if config.has_quantity_tiers:
        columns["quantity"] = quantity
    if config.n_stores > 1:
        columns["store_id"] = _ids("store ", 1, config.n_stores).take(store)
    if config.promoted_share > 0:
        depth = assortment.promotion[period, product]
        columns["promotion"] = pd.array([None, "weekly offer"], dtype="str").take((depth > 0).astype(int))
        columns["list_price"] = np.round(price / (1 - depth), 2)
    return pd.DataFrame(columns)


def _returned(bought: pd.DataFrame, chance: np.ndarray, rng: Generator) -> pd.DataFrame:
    """Return the rows of what was sent back, 2 to 28 days later, at the price paid."""
    rows = np.flatnonzero(rng.random(len(chance)) < chance)
    back = bought.iloc[rows].reset_index(drop=True)
    later = rng.integers(2 * 86_400, 28 * 86_400, len(rows)).astype("timedelta64[s]")
    return back.assign(event_time=back["event_time"] + later, event_type="return")


def _ids(prefix: str, first: int, n: int) -> pd.api.extensions.ExtensionArray:
    return pd.array([f"{prefix}{i}" for i in range(first, first + n)], dtype="str")
