"""Past changes of price, found in the price calendar."""

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.evidence.price_changes.codes import ChangeKind

LEAST_CHANGE = 0.05  # of the usual price: smaller ones are the noise of prices by weight and rounding
USUAL_WEEKS = 4  # whose median is the usual price
LONGEST_WEEKS = 8  # a price that stays away for longer is a new one; what it was before says little by then
_FEWEST_WEEKS = 3  # before a change, whose median a promotion of one week does not move
_ROUNDING = 1e-9
NO_CHANGE = -1
COLUMNS = ("product", "first", "last", "kind", "price_before")


def find_changes(price: Doubles, days_per_period: int) -> pd.DataFrame:
    """Return one row per change: a product whose price left the median of its weeks before by 5 % or more.

    A change lasts until the price is back within 5 % of where it was, or on its other side; after
    `LONGEST_WEEKS` it counts as a new price, and later ones are compared with that.

    Parameters
    ----------
    price : (n_products, n_periods) without gaps; NaN for products that were never priced [currency]

    Returns
    -------
    DataFrame
        product (position), first and last (periods, both included), kind, price_before [currency], in the
        order of products and periods.
    """
    per_week = max(7 // days_per_period, 1)
    rows = [
        (j, *change)
        for j, own in enumerate(price)
        if np.isfinite(own).all()
        for change in _changes_of(own, per_week)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def during_changes(price: Doubles, changes: pd.DataFrame) -> tuple[Ints, Doubles]:
    """Return the change that is on, by its row, and the price before it, (n_products, n_periods) each.

    `NO_CHANGE`, and the price itself, where none is on.
    """
    number, before = np.full(price.shape, NO_CHANGE), price.copy()
    for row, c in enumerate(changes.to_dict("records")):
        at = c["product"], slice(c["first"], c["last"] + 1)
        number[at], before[at] = row, c["price_before"]
    return number, before


def _changes_of(price: Doubles, per_week: int) -> list[tuple[int, int, ChangeKind, float]]:
    """Return first and last period, kind and price before, of each change of one product."""
    fewest, window, longest = (weeks * per_week for weeks in (_FEWEST_WEEKS, USUAL_WEEKS, LONGEST_WEEKS))
    found, t = [], 0
    usual_prices: list[float] = []
    while t < len(price):
        usual = float(np.median(usual_prices[-window:])) if usual_prices else price[t]
        if len(usual_prices) < fewest or not _is_away(price[t], usual):
            usual_prices.append(price[t])
            t += 1
            continue
        sign, end = np.sign(price[t] - usual), t
        while end < len(price) and end - t < longest and _is_away(price[end], usual, sign):
            end += 1
        kind = _kind(sign < 0, end - t == longest, end == len(price))
        found.append((t, end - 1, kind, usual))
        if end - t == longest:
            usual_prices = list(price[t:end])
        t = end
    return found


def _is_away(price: float, usual: float, sign: float = 0.0) -> bool:
    """Say whether a price is away from the usual one, on its side where a sign is given."""
    share = price / usual - 1
    return bool((sign * share if sign else abs(share)) >= LEAST_CHANGE - _ROUNDING)


def _kind(is_cut: bool, is_lasting: bool, is_at_end: bool) -> ChangeKind:
    if is_lasting:
        return ChangeKind.LASTING_CUT if is_cut else ChangeKind.LASTING_RISE
    if is_at_end:
        return ChangeKind.STILL_ON
    return ChangeKind.PROMOTION if is_cut else ChangeKind.DEARER_FOR_A_TIME
