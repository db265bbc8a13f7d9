"""Which amounts are of each unit and which of the line: as sums say, and as prices of one product stay."""

from collections.abc import Iterable

import numpy as np

from data.intake.arithmetic.readings import CENT, Reading, Roles, amount_of_line
from data.intake.arithmetic.sheet import Sheet
from data.intake.mapping.first_look import Per

LEAST_PAIRS = 3  # of lines of one product and different quantities, that tell a price from a total
MOSTLY, RARELY = 0.8, 0.2


def per_by_sums(held: list[tuple[float, Reading]], roles: Roles) -> dict[str, Per]:
    """Return which amounts are of units and which of lines, where every reading that holds agrees."""
    said: dict[str, set[Per]] = {}
    for _, reading in held:
        is_total_of_order = reading.is_of_order and reading.total in roles.of_order
        tells = (not reading.is_of_order and reading.per != reading.total_per) or is_total_of_order
        if tells:
            said.setdefault(reading.amount, set()).add(reading.per)
        if tells and not reading.is_of_order and not reading.extras:
            said.setdefault(reading.total, set()).add(reading.total_per)
    return {name: pers.pop() for name, pers in said.items() if len(pers) == 1}


def exact(sheet: Sheet, held: list[tuple[float, Reading]]) -> str:
    """Return the line total that a price per unit times its quantity misses by cents, if any."""
    for _, reading in held:
        if reading.is_of_order or reading.extras or (reading.per, reading.total_per) != ("unit", "line"):
            continue
        product = amount_of_line(sheet, reading.amount, "unit")
        if (np.abs(product - sheet.numbers[reading.total]) > 0.6 * CENT).any():
            return reading.total
    return ""


def per_by_products(sheet: Sheet, names: Iterable[str]) -> dict[str, Per]:
    """Return which amounts stay as they are, or grow with the quantity, among lines of one product."""
    if sheet.products is None:
        return {}
    units = np.abs(sheet.quantity)
    place = np.lexsort((units, sheet.products))
    first, second = place[:-1], place[1:]
    pairs = (sheet.products[first] == sheet.products[second]) & (units[first] != units[second])
    first, second = first[pairs], second[pairs]
    found: dict[str, Per] = {}
    for name in names:
        values = np.abs(sheet.numbers[name])
        known = (values[first] > 0) & (values[second] > 0)
        a, b = values[first][known], values[second][known]
        by_unit = np.abs(a - b) <= 0.005 * b + CENT / 2
        ratio = units[second][known] / units[first][known]
        by_line = np.abs(a * ratio - b) <= 0.005 * b + CENT / 2 * (1 + ratio)
        if len(a) >= LEAST_PAIRS and by_line.mean() > MOSTLY and by_unit.mean() < RARELY:
            found[name] = "line"
        elif len(a) >= LEAST_PAIRS and by_unit.mean() > MOSTLY and by_line.mean() < RARELY:
            found[name] = "unit"
    return found
