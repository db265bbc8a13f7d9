"""Which columns are costs of units, which of lines, and which only behave like one, beside the prices."""

from collections.abc import Mapping

import numpy as np

from data.intake.arithmetic.sheet import Sheet
from data.intake.arithmetic.units import per_by_products
from data.intake.mapping.costs import COSTS
from data.intake.mapping.first_look import Per, Sums
from data.intake.mapping.money_names import money_role, speaks_of_margin
from data.intake.mapping.values import NUMBER, Column
from data.quality.costs import cost_like, per_of_cost

MOST_TRIED = 8  # columns without a meaning


def maybe_costs(columns: Mapping[str, Column], meanings: Mapping[str, str]) -> list[str]:
    """Return the costs by name, and the columns of numbers of which no name says what they are."""
    named = [meanings[name] for name in COSTS.values() if name in meanings]
    free = [
        name
        for name, column in columns.items()
        if name not in meanings.values()
        and money_role(name) in ("", "cost")
        and not speaks_of_margin(name)
        and column.share(NUMBER) > 0.9
    ]
    return [*named, *sorted(free, key=lambda name: money_role(name) != "cost")[:MOST_TRIED]]


def costs_of(sheet: Sheet, sums: Sums, meanings: Mapping[str, str], names: list[str]) -> dict[str, Per]:
    """Return column → per unit or line, of the costs by name and of those that behave like one.

    Parameters
    ----------
    sums : what the numbers tell of prices
    meanings : canonical column → file column, as names tell
    names : the columns to look at; those of `maybe_costs`
    """
    canonical = next((name for name in ("net_price", "net_total") if name in meanings), None)
    if canonical is None:
        return {}
    price, units = meanings[canonical], np.abs(sheet.quantity)
    is_total = sums.per.get(price, "line" if canonical == "net_total" else "unit") == "line"
    earned = np.abs(sheet.numbers[price]) * (1 if is_total else units)
    by_products = per_by_products(sheet, names)
    found: dict[str, Per] = {}
    for name in names:
        values = np.abs(sheet.numbers[name])
        if name in meanings.values():
            per = by_products.get(name) or per_of_cost(earned, units, values)
        else:
            per = cost_like(earned, units, values)
        if per:
            found[name] = per
    return found
