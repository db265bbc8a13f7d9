"""Readings of a file's amounts, each an equation that its lines or orders keep, or do not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from data.intake.arithmetic.sheet import Floats, Sheet
from data.intake.mapping.first_look import How, Per

HOWS: tuple[How, ...] = ("line", "share", "percent", "unit", "order", "")
CENT = 0.01
HOLDS = 0.95  # of the telling rows keep an equation that holds
MOST_TELLING = 2_000


@dataclass(frozen=True)
class Reading:
    """One equation: amount per unit or line, less a discount of some kind, plus extras, is another one.

    Parameters
    ----------
    amount, per : the column of what is reduced, and whether it is of each unit or of the line
    discount, how : the column of reductions, and what they are; nothing where none is taken off
    total, total_per : the column of what comes out
    is_of_order : whether it holds for the sums of orders, not for each line
    extras : columns that are added: tax, shipping
    """

    amount: str
    per: Per
    discount: str
    how: How
    total: str
    total_per: Per
    is_of_order: bool = False
    extras: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roles:
    """Which columns may be what, as their names say.

    Parameters
    ----------
    amounts : prices and totals of lines
    discounts : reductions
    totals : further amounts that may come out: of orders
    taxes, charges : what may be added to a total: taxes; shipping and fees
    unsure : amounts that may be of a whole order, as their names speak of no line and no unit
    of_unit : amounts that are of each unit by their names
    order_discount : the discount that is of the order by its name
    of_order : columns with one number for an order
    """

    amounts: tuple[str, ...]
    discounts: tuple[str, ...]
    totals: tuple[str, ...] = ()
    taxes: tuple[str, ...] = ()
    charges: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    of_unit: tuple[str, ...] = ()
    order_discount: str = ""
    of_order: tuple[str, ...] = ()

    def is_against_names(self, column: str, per: Per) -> bool:
        """Say whether an amount is read as of a unit, or of a line, where its name says the other."""
        return column in self.amounts and (per == "unit") != (column in self.of_unit)

    @property
    def extras(self) -> list[tuple[str, ...]]:
        """The sums of extras that may be in a total."""
        groups = [group for group in (self.taxes, self.charges) if group]
        sums = [sum(chosen, ()) for n in range(len(groups) + 1) for chosen in combinations(groups, n)]
        singles = [(name,) for group in groups if len(group) > 1 for name in group]
        return [*sums, *singles]


def amount_of_line(sheet: Sheet, column: str, per: Per) -> Floats:
    """Return an amount of each line (n_rows,)."""
    values = sheet.numbers[column]
    return values * sheet.quantity if per == "unit" else values


def reduction_of_line(sheet: Sheet, column: str, how: How, amount: Floats) -> Floats:
    """Return what a discount takes off each line (n_rows,), of the sign of its amount."""
    if how in ("", "order"):
        return np.zeros(len(amount))
    values = np.abs(np.nan_to_num(sheet.numbers[column]))
    if how in ("share", "percent"):
        return amount * values / (100 if how == "percent" else 1)
    return np.sign(amount) * values * (np.abs(sheet.quantity) if how == "unit" else 1)


def possible_readings(sheet: Sheet, roles: Roles, discount: str) -> Iterator[Reading]:
    """Yield the readings in which a discount, or none, stands between two amounts."""
    pers: Sequence[Per] = ("unit", "line") if (sheet.quantity != 1).any() else ("line",)
    hows = possible_hows(sheet, discount)
    for amount, per, how, extras in product(roles.amounts, pers, hows, roles.extras):
        for total, total_per in product(roles.amounts, pers):
            if total != amount and how != "order":
                yield Reading(amount, per, discount, how, total, total_per, extras=extras)
        for total in (*roles.totals, *roles.amounts):
            if total != amount:
                yield Reading(amount, per, discount, how, total, "line", is_of_order=True, extras=extras)


def possible_hows(sheet: Sheet, discount: str) -> list[How]:
    """Return what a column of discounts may be, by how large they are."""
    if not discount:
        return [""]
    values = np.abs(sheet.numbers[discount])
    most = np.nanmax(values, initial=0)
    barred = {"share": most > 1, "percent": most > 100, "unit": (np.abs(sheet.quantity) == 1).all()}
    return [how for how in HOWS if not barred.get(how, False)]


def keeps(sheet: Sheet, reading: Reading, of_order: Sequence[str]) -> NDArray[np.bool_]:
    """Say of each line, or order, whether a reading is right to the cent; rounded prices have some room."""
    amount = amount_of_line(sheet, reading.amount, reading.per)
    less = reduction_of_line(sheet, reading.discount, reading.how, amount) if reading.discount else amount * 0
    total = amount_of_line(sheet, reading.total, reading.total_per)
    extras = [np.nan_to_num(sheet.numbers[name]) for name in reading.extras]
    units = np.abs(sheet.quantity)
    if not reading.is_of_order:
        return _equal(amount - less + sum(extras, amount * 0), total, less, units)
    off = np.nan_to_num(sheet.summed(less))
    if reading.how == "order":
        off = np.abs(np.nan_to_num(sheet.once(sheet.numbers[reading.discount])))
    plus = [
        sheet.once(values) if name in of_order else sheet.summed(values)
        for name, values in zip(reading.extras, extras, strict=True)
    ]
    found = sheet.once(total) if reading.total in of_order else sheet.summed(total)
    return _equal(sheet.summed(amount) - off + sum(plus, off * 0), found, off, sheet.summed(units))


def _equal(found: Floats, wanted: Floats, less: Floats, units: Floats) -> NDArray[np.bool_]:
    room = 0.5 * CENT * units  # what prices per unit lose that were rounded to cents
    room = 1.1 * CENT + np.minimum(room, np.where(less != 0, 0.25 * np.abs(less), room))
    with np.errstate(invalid="ignore"):
        return np.asarray(np.abs(found - wanted) <= room)


def telling_rows(sheet: Sheet, discount: str, *, with_orders: bool) -> Sheet:
    """Return the rows that tell readings apart: with a discount, or several units; whole orders if wanted."""
    tells = np.nan_to_num(sheet.numbers[discount]) != 0 if discount else np.abs(sheet.quantity) != 1
    if with_orders:
        orders = np.unique(sheet.orders[tells])[:MOST_TELLING]
        return sheet.only(np.isin(sheet.orders, orders))
    return sheet.only(tells & (np.cumsum(tells) <= MOST_TELLING))


def holding(sheet: Sheet, roles: Roles, discount: str) -> list[tuple[float, Reading]]:
    """Return the readings that hold on the rows that tell, with the share of these, the best first."""
    lines = telling_rows(sheet, discount, with_orders=False)
    orders = telling_rows(sheet, discount, with_orders=True)
    found = []
    for reading in possible_readings(sheet, roles, discount):
        rows = orders if reading.is_of_order else lines
        kept = keeps(rows, reading, roles.of_order)
        if len(kept) and kept.mean() >= HOLDS:
            found.append((float(kept.mean()), reading))
    return sorted(found, key=lambda item: (-round(item[0], 2), item[1].is_of_order, len(item[1].extras)))
