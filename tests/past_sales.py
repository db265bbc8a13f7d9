"""Past sales whose truth is known: prices that change, sales that answer, stocks that are laid in."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.evidence.price_changes.changes import during_changes, find_changes
from analytics.evidence.price_changes.past_sales import DRAW, DRAW_BEFORE
from analytics.pricing.money import Costs

MONDAY = np.datetime64("2025-01-06")
STOCKED = (0.35, 0.2, 0.1, 0.05)  # of the purchases of the weeks after a promotion, moved into it


@dataclass(frozen=True)
class Planted:
    """What a run would have noted, and the truth: units that only moved, and those truly gained."""

    cells: pd.DataFrame
    moved: float
    gained: float
    price: np.ndarray


def promotions(n_products=12, n_weeks=78, depth=0.2, every=13, weeks=1, usual=10.0):
    """Return weekly prices, (n_products, n_weeks): a promotion of each product every so many weeks."""
    price = np.full((n_products, n_weeks), usual)
    for j in range(n_products):
        for start in range(4 + j * every // n_products, n_weeks - 5, every):
            price[j, start : start + weeks] *= 1 - depth
    return price


def planted_sales(
    price, stocked=(), seed=0, slope=3.0, model_slope=None, shock=0.05, n_visits=3000, held_out=16, days=7
) -> Planted:
    """Return what was sold at these prices, and what a model that knows the shop expected.

    Parameters
    ----------
    price : (n_products, n_periods) [currency]
    stocked : share of the purchases of each week after a promotion that is moved into it
    slope, model_slope : utility lost per relative price, in truth and as the model has it
    shock : spread of demand by product and week that no model knows
    """
    rng = np.random.default_rng(seed)
    n_products, n_periods = price.shape
    changes = find_changes(price, days)
    number, before = during_changes(price, changes)
    appeal = rng.uniform(-3.4, -2.4, n_products)[:, None]
    week = rng.normal(0, shock, n_periods) + rng.normal(0, shock, price.shape)
    usual = np.median(price, 1, keepdims=True)

    def chance(at, by, shocks=0.0):
        return 1 / (1 + np.exp(-(appeal - by * (at / usual - 1) + shocks)))

    sold = rng.binomial(n_visits, chance(price, slope, week)).astype(float)
    without = n_visits * chance(before, slope, week)
    is_promoted = np.isin(number, changes.index[changes["kind"] == "promotion"])
    gained = float((sold - without)[is_promoted].sum())
    moved = _stock_up(sold, changes, stocked, rng)
    by = slope if model_slope is None else model_slope
    expected, forecast = (n_visits * chance(at, by) for at in (price, before))
    cells = pd.DataFrame(
        {
            "product_id": np.repeat([f"p{j}" for j in range(n_products)], n_periods),
            "period": np.tile(np.arange(n_periods), n_products),
            "starts_on": np.tile(MONDAY + days * np.arange(n_periods), n_products),
            "days": days,
            "customer_share": 1.0,
            "is_held_out": np.tile(np.arange(n_periods) >= n_periods - held_out, n_products),
            "n_visits": float(n_visits),
            "price": price.ravel(),
            "price_before": before.ravel(),
            "change": number.ravel(),
            "kind": [str(changes["kind"].get(c, "")) for c in number.ravel()],
            "purchases": sold.ravel(),
            "pieces": sold.ravel(),
            "pieces_squared": sold.ravel(),
            "expected": expected.ravel(),
            "before": forecast.ravel(),
            "usual": n_visits * np.repeat(chance(usual, by), n_periods),
            "chance": (expected * (1 - expected / n_visits)).ravel(),
            "chance_before": (forecast * (1 - forecast / n_visits)).ravel(),
        }
    )
    drawn = {name: cells[of] for m in range(3) for name, of in _draws(m)}
    return Planted(cells.assign(**drawn), moved, gained, price)


def costs_of(cells: pd.DataFrame, cost: float = 6.0) -> Costs:
    """Return costs of this much a unit and nothing else."""
    n = cells["product_id"].nunique()
    return Costs(np.full(n, cost), np.zeros(n))


def _stock_up(sold, changes, stocked, rng) -> float:
    """Move purchases of the weeks after promotions into them; return how many."""
    moved = 0.0
    for c in changes[changes["kind"] == "promotion"].itertuples():
        for k, share in enumerate(stocked, start=1):
            if c.last + k < sold.shape[1]:
                n = rng.binomial(int(sold[c.product, c.last + k]), share)
                sold[c.product, c.last + k] -= n
                sold[c.product, c.last] += n
                moved += n
    return moved


def _draws(member: int):
    return ((f"{DRAW}{member}", "expected"), (f"{DRAW_BEFORE}{member}", "before"))
