"""What a run noted of past sales, product by product and period by period, in units."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Bools, Doubles, Ints
from analytics.evidence.price_changes.changes import NO_CHANGE

DRAW, DRAW_BEFORE = "draw_", "draw_before_"  # a column per member of the training


@dataclass(frozen=True)
class PastSales:
    """Past sales beside what the model under test expected, arrays of (n_products, n_periods) each.

    Units are pieces: chances of a purchase times the product's usual pieces per purchase.

    Attributes
    ----------
    product_ids : (n_products,)
    starts_on, n_visits, is_held_out : (n_periods,)
    days_per_period : days that a period has
    price, price_before : paid, and before the change where one is on, else the same [currency]
    change : number of the change that is on, `NO_CHANGE` where none is
    kind : (n_changes,) codes of the changes
    units : that were sold
    expected, before, usual : units at the price paid, at the price before the change, at today's price
    chance, chance_before : variance of units around what is expected of them
    draws, draws_before : (n_members, n_products, n_periods) expectations of the training's other members
    pieces : (n_products,) per purchase, usually
    """

    product_ids: tuple[str, ...]
    starts_on: NDArray[np.datetime64]
    n_visits: Doubles
    is_held_out: Bools
    days_per_period: int
    price: Doubles
    price_before: Doubles
    change: Ints
    kind: NDArray[np.object_]
    units: Doubles
    expected: Doubles
    before: Doubles
    usual: Doubles
    chance: Doubles
    chance_before: Doubles
    draws: Doubles
    draws_before: Doubles
    pieces: Doubles

    @property
    def per_week(self) -> int:
        """How many periods a week has."""
        return max(7 // self.days_per_period, 1)

    @cached_property
    def is_unchanged(self) -> Bools:
        """Which cells tell how well the model predicts while no change is on, (n_products, n_periods)."""
        return np.asarray((self.change == NO_CHANGE) & (self.expected > 0))


def past_sales(cells: pd.DataFrame) -> PastSales:
    """Return what a run noted as arrays.

    Parameters
    ----------
    cells : one row per product × period, as `noted_sales` of a run returns them
    """
    codes, product_ids = pd.factorize(cells["product_id"])
    period = cells["period"].to_numpy(int)
    shape = len(product_ids), int(period.max(initial=-1)) + 1

    def of(name: str) -> Doubles:
        table = np.zeros(shape)
        table[codes, period] = cells[name].to_numpy(float)
        return table

    whole = cells.drop_duplicates("period").sort_values("period")
    change = of("change").astype(np.int64)
    kinds = cells[cells["change"] != NO_CHANGE].drop_duplicates("change").sort_values("change")["kind"]
    pieces, spread = _pieces(of("purchases"), of("pieces"), of("pieces_squared"), change)
    names = [
        n.removeprefix(DRAW) for n in map(str, cells) if n.startswith(DRAW) and not n.startswith(DRAW_BEFORE)
    ]
    each, square = pieces[:, None], (pieces**2)[:, None]
    n_drawn = len(names), *shape
    return PastSales(
        product_ids=tuple(map(str, product_ids)),
        starts_on=whole["starts_on"].to_numpy("datetime64[D]"),
        n_visits=whole["n_visits"].to_numpy(float),
        is_held_out=whole["is_held_out"].to_numpy(bool),
        days_per_period=int(whole["days"].iloc[0]) if len(whole) else 7,
        price=of("price"),
        price_before=of("price_before"),
        change=change,
        kind=kinds.to_numpy(object),
        units=of("pieces"),
        expected=each * of("expected"),
        before=each * of("before"),
        usual=each * of("usual"),
        chance=square * of("chance") + spread[:, None] * of("expected"),
        chance_before=square * of("chance_before") + spread[:, None] * of("before"),
        draws=np.array([each * of(f"{DRAW}{name}") for name in names]).reshape(n_drawn),
        draws_before=np.array([each * of(f"{DRAW_BEFORE}{name}") for name in names]).reshape(n_drawn),
        pieces=pieces,
    )


def _pieces(purchases: Doubles, pieces: Doubles, squared: Doubles, change: Ints) -> tuple[Doubles, Doubles]:
    """Return pieces per purchase and their variance, (n_products,), while no change is on where that was."""
    is_told = change == NO_CHANGE
    is_told |= ~((purchases * is_told).sum(1, keepdims=True) > 0)
    n, total, square = ((table * is_told).sum(1) for table in (purchases, pieces, squared))
    mean = np.where(n > 0, total / np.maximum(n, 1), 1.0)
    return mean, np.where(n > 0, np.maximum(square / np.maximum(n, 1) - mean**2, 0), 0.0)
