"""Which columns behave like what the sold goods cost, of each unit or of the whole line."""

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.engine.frames import plain_frame
from data.quality.columns import CANONICAL
from data.sql import Connection, execute, quoted

Per = Literal["unit", "line"]
Floats = NDArray[np.float64]
LEAST_ROWS = 20  # with a price and a value, fewer of which tell nothing
LEAST_TELLING = 5  # lines of several units, that tell a cost per unit from a line's total
WITHIN = 0.8  # of the lines cost no more than they earn: the rest may be sold at a loss
USUAL = (0.4, 0.95)  # of what a line earns, in the median
ALIKE = 0.8  # correlation of the logarithms of cost and earnings
N_RATES, OF_RATES = 3, 0.9  # so few shares on so many lines are tax rates or a currency: the price again
CLEARLY = 0.7  # the spread of one reading beside that of the other, from which it holds


def per_of_cost(earned: Floats, units: Floats, values: Floats) -> Per | None:
    """Return whether costs are of each unit or of the line, by which keeps the margin of single units.

    Parameters
    ----------
    earned : (n_lines,)
        Price of the whole line [currency].
    units : (n_lines,)
        Quantity of the line, > 0.
    values : (n_lines,)
        The column of costs [currency]; NaN where it has none.
    """
    known = _is_known(earned, values)
    several = known & (units != 1)
    if several.sum() < LEAST_TELLING:
        return None
    usual = known if (known & ~several).sum() < LEAST_TELLING else known & ~several
    spreads = {}
    readings: tuple[tuple[Per, Floats], ...] = (("line", values), ("unit", values * units))
    for per, costs in readings:
        margins = np.log(costs, where=known, out=np.zeros(len(costs)))
        margins -= np.log(earned, where=known, out=np.zeros(len(costs)))
        spreads[per] = float(np.abs(margins[several] - np.median(margins[usual])).mean())
    if spreads["line"] < CLEARLY * spreads["unit"]:
        return "line"
    return "unit" if spreads["unit"] < CLEARLY * spreads["line"] else None


def behave_like_costs(earned: Floats, costs: Floats) -> bool:
    """Say whether a line's amounts are mostly a part of what it earns, and move with it.

    Parameters
    ----------
    earned, costs : (n_lines,)
        Price and supposed cost of the whole line [currency].
    """
    known = _is_known(earned, costs)
    if known.sum() < max(LEAST_ROWS, len(earned) / 2):
        return False
    a, b = np.log(earned[known]), np.log(costs[known])
    shares = np.exp(b - a)
    is_usual = USUAL[0] <= np.median(shares) <= USUAL[1]
    if not is_usual or (shares <= 1).mean() < WITHIN or _are_rates(shares):
        return False
    return bool(a.std() > 0 and b.std() > 0 and np.corrcoef(a, b)[0, 1] >= ALIKE)


def cost_like(earned: Floats, units: Floats, values: Floats) -> Per | None:
    """Return how a column of numbers behaves like a cost: of the unit, of the line, or not at all."""
    per = per_of_cost(earned, units, values) or "unit"
    costs = values * units if per == "unit" else values
    return per if behave_like_costs(earned, costs) else None


def cost_like_columns(connection: Connection, profiles: pd.DataFrame) -> pd.DataFrame:
    """Return the kept columns of events that behave like costs, where the shop has no cost at all.

    Returns
    -------
    DataFrame
        kind, column_name, value (unit or line), table, n_rows; as `column_doubts` has it.
    """
    found: list[tuple[str, str, str, str, int]] = []
    names = ["kind", "column_name", "value", "table", "n_rows"]
    is_cost = (profiles["column"] == "cost") & (profiles["n_known"] > 0)
    of_events = profiles[(profiles["table"] == "events") & ~profiles["column"].isin(CANONICAL["events"])]
    if is_cost.any() or of_events.empty:
        return pd.DataFrame(found, columns=names)
    columns = list(of_events["column"])
    numbers = ", ".join(f"loose_number({quoted(name)}) AS {quoted(name)}" for name in columns)
    lines = plain_frame(execute(connection, "quality/sold_lines", numbers=numbers))
    units = lines["units sold"].to_numpy(np.float64)
    earned = lines["price paid"].to_numpy(np.float64) * units
    for name in columns:
        per = cost_like(earned, units, lines[name].to_numpy(np.float64, na_value=np.nan))
        if per:
            found.append(("cost_like", name, per, "events", len(lines)))
    return pd.DataFrame(found, columns=names)


def _are_rates(shares: Floats) -> bool:
    """Say whether nearly all shares are one of a few."""
    _, counts = np.unique(shares.round(2), return_counts=True)
    return bool(np.sort(counts)[-N_RATES:].sum() > OF_RATES * len(shares))


def _is_known(earned: Floats, values: Floats) -> NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        return np.asarray(np.isfinite(earned) & np.isfinite(values) & (earned > 0) & (values > 0))
