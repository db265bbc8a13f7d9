"""What the model says of one prediction with something changed: score, band, best price, and why."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.evidence.explanation.nested import explain_nested
from analytics.numerics import expit, half_band
from analytics.pricing.offers import GRID
from analytics.runs.what_if.changes import Changes, cell_of, changed_row, price_of
from analytics.runs.what_if.visits import AskedVisits


@dataclass(frozen=True)
class Answer:
    """What the model says of one chance.

    Attributes
    ----------
    score, low, high : predicted share that buys, with the 90 % band over the members [share]
    price : faced [currency]
    best_discount : on today's price, which earns most on this chance, among prices that were seen [share]
    best_price, best_profit : the price that it comes to, and what it brings [currency]
    steps : group, share: what each group of inputs adds to `base`, together the score
    """

    score: float
    low: float
    high: float
    price: float
    best_discount: float
    best_price: float
    best_profit: float
    base: float
    steps: pd.DataFrame


def answer_of(visits: AskedVisits, cell: int, changes: Changes) -> Answer:
    """Return what the model says of a cell with these changes; raises InputError as `changed_row`."""
    row, flat = changed_row(visits, cell, changes), visits.flat
    members = np.array([flat.logits(row, m)[0] for m in range(flat.model.weights_.n_members)])
    half = float(half_band(members[1:])) if len(members) > 2 else 0.0
    score, low, high = expit(members[0] + half * np.array([0.0, -1.0, 1.0]))
    best = _best_price(visits, cell_of(visits, cell, changes), row)
    columns = {group: {group: names} for group, names in flat.groups.items()}
    shares = explain_nested(flat.predict, visits.background, row, columns)
    steps = shares.groups.iloc[0].sort_values(key=abs, ascending=False, kind="stable")
    told = steps.rename_axis("group").reset_index(name="share")
    return Answer(score, low, high, price_of(visits, cell, changes), *best, shares.base_value, told)


def at_prices(visits: AskedVisits, cell: int, row: pd.DataFrame, price: Doubles) -> Doubles:
    """Return the predicted share that buys at each price, (n_prices,).

    Parameters
    ----------
    cell : whose product the row is of
    """
    reference = float(visits.encoder.reference_price[visits.cells.product[cell]])
    rows = row.loc[row.index.repeat(len(price))].reset_index(drop=True)
    return visits.flat.predict(rows.assign(price=(price / reference - 1).astype(np.float32)))


def _best_price(visits: AskedVisits, cell: int, row: pd.DataFrame) -> tuple[float, float, float]:
    """Return the discount on today's price that earns most, its price and profit."""
    code = int(visits.cells.product[cell])
    today, lowest = (float(visits.products[name].iloc[code]) for name in ("list_price", "price_low"))
    price = today * (1 - GRID)
    seen = (price >= min(lowest, today) - 1e-9) & (price > 0)
    share = at_prices(visits, cell, row, price[seen])
    costs = visits.costs.of([code])
    profit = share * (costs.contributions(price[seen][:, None])[:, 0] - costs.per_order)
    best = int(profit.argmax())
    return float(GRID[seen][best]), float(price[seen][best]), float(profit[best])
