"""What follows from the readings that hold: which amounts are of lines, and what a discount is and was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from data.arithmetic.readings import (
    CENT,
    HOWS,
    How,
    Per,
    Reading,
    Roles,
    amount_of_line,
    holding,
    reduction_of_line,
)
from data.arithmetic.sheet import Sheet

LEAST_PAIRS = 3  # of lines of one product and different quantities, that tell a price from a total
LEAST_ORDERS = 3  # whose first line alone has a discount, until it is the order's
MOSTLY, RARELY = 0.8, 0.2


@dataclass(frozen=True)
class Sums:
    """What the numbers of a file tell; what they leave open is missing.

    Parameters
    ----------
    per : column of amounts → whether it is of each unit, or of the line
    of_order : columns with one number for a whole order
    hows : column of discounts → what its numbers are
    before, after : the columns of amounts that a discount stands between
    is_deducted : whether prices stand after the discounts
    again : columns of discounts that say what another one says
    has_several_lines : whether an order has more than one line
    exact : a column of line totals beside a price per unit that is rounded: it alone has every cent
    is_open : whether there are discounts, and the numbers do not show what prices stand after
    comma : whether the numbers add up with decimal commas alone
    """

    per: Mapping[str, Per] = field(default_factory=dict)
    of_order: tuple[str, ...] = ()
    hows: Mapping[str, How] = field(default_factory=dict)
    before: str = ""
    after: str = ""
    is_deducted: bool | None = None
    again: tuple[str, ...] = ()
    has_several_lines: bool = False
    exact: str = ""
    is_open: bool = False
    comma: bool = False


def sums_of(sheets: Mapping[str, Sheet], roles: Roles, prices: tuple[str, str] = ("", "")) -> Sums:
    """Return what a file's numbers tell.

    Parameters
    ----------
    sheets : the numbers, by the way in which they may be written
    prices : the columns of prices before and after reductions by their names
    """
    found = {way: _of_sheet(sheet, roles, prices) for way, sheet in sheets.items()}
    if "comma" not in found:
        return found["point"]
    if "point" not in found:
        return _with_comma(found["comma"])
    says_point, says_comma = (bool(found[way].per or found[way].hows) for way in ("point", "comma"))
    return _with_comma(found["comma"]) if says_comma and not says_point else found["point"]


def _with_comma(sums: Sums) -> Sums:
    return replace(sums, comma=True)


def _of_sheet(sheet: Sheet, roles: Roles, prices: tuple[str, str]) -> Sums:
    of_order = tuple(_of_order(sheet, roles))
    lines = tuple(name for name in roles.amounts if name not in of_order)
    totals = (*roles.totals, *(name for name in roles.amounts if name in of_order))
    roles = replace(roles, amounts=lines, totals=totals, of_order=of_order)
    held = holding(sheet, roles, "")
    per = _per_by_products(sheet, lines) | _per_by_sums(held, roles)
    again = _again(sheet, roles, per)
    hows: dict[str, How] = {}
    before, after, is_deducted = "", "", None
    for name in (name for name in roles.discounts if name not in again):
        with_it = holding(sheet, roles, name)
        told = [reading for _, reading in with_it if reading.how]
        if told:
            best = _best(told, prices, roles)
            hows[name], per = best.how, per | {best.amount: best.per}
            before, is_after = best.amount, _comes_out_after(best, roles)
            after, is_deducted = (best.total, True) if is_after else ("", False)
            if is_after:
                per = per | {best.total: best.total_per}
        elif paid := [
            r for _, r in with_it if r.is_of_order and r.total in totals and not _is_subtotal(r.total)
        ]:
            after, is_deducted = paid[0].amount, True
        elif how := _how_by_place(sheet, roles, name, per, prices):
            hows[name] = how
    if is_deducted is None and all(prices):
        is_deducted = _deducted_by_prices(sheet, roles, prices, per)
    reduced = any((np.nan_to_num(sheet.numbers[name]) != 0).any() for name in roles.discounts)
    return Sums(
        per,
        of_order,
        hows,
        before,
        after,
        is_deducted,
        again,
        has_several_lines=bool((sheet.n_lines > 1).any()),
        exact=_exact(sheet, held),
        is_open=reduced and is_deducted is None,
    )


def _best(told: list[Reading], prices: tuple[str, str], roles: Roles) -> Reading:
    """Return the reading to go by: with amounts named so, and of those that say the same the most usual."""
    return min(
        told,
        key=lambda r: (
            r.is_of_order,
            len(r.extras),
            roles.is_against_names(r.amount, r.per) + roles.is_against_names(r.total, r.total_per),
            r.amount not in prices,
            r.total not in prices,
            HOWS.index(r.how),
            r.per != "unit",
        ),
    )


def _comes_out_after(reading: Reading, roles: Roles) -> bool:
    return not reading.extras and reading.total in roles.amounts


def _is_subtotal(name: str) -> bool:
    return "sub" in name.lower() or "zwischen" in name.lower() or "sous" in name.lower()


def _of_order(sheet: Sheet, roles: Roles) -> Iterable[str]:
    """Yield the columns with one number for an order: named so, or the same in all its lines."""
    yield from roles.totals
    for name in (*roles.unsure, *roles.taxes, *roles.charges):
        differs = len(np.unique(sheet.numbers[name][np.isfinite(sheet.numbers[name])])) > 1
        if differs and sheet.place_of(name) in ("repeated", "first"):
            yield name


def _per_by_sums(held: list[tuple[float, Reading]], roles: Roles) -> dict[str, Per]:
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


def _exact(sheet: Sheet, held: list[tuple[float, Reading]]) -> str:
    """Return the line total that a price per unit times its quantity misses by cents, if any."""
    for _, reading in held:
        if reading.is_of_order or reading.extras or (reading.per, reading.total_per) != ("unit", "line"):
            continue
        product = amount_of_line(sheet, reading.amount, "unit")
        if (np.abs(product - sheet.numbers[reading.total]) > 0.6 * CENT).any():
            return reading.total
    return ""


def _per_by_products(sheet: Sheet, names: Iterable[str]) -> dict[str, Per]:
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


def _again(sheet: Sheet, roles: Roles, per: Mapping[str, Per]) -> tuple[str, ...]:
    """Return the columns of discounts whose money another one says already: 10 % beside 2.00 of 20.00."""
    found: list[str] = []
    for first, second in combinations(roles.discounts, 2):
        a, b = (np.nan_to_num(np.abs(sheet.numbers[name])) for name in (first, second))
        told = (a != 0) & (b != 0)
        if not told.any() or (told != ((a != 0) | (b != 0))).mean() > 1 - MOSTLY:
            continue
        if _say_the_same(sheet, roles, per, first, second, told):
            found.append(_lesser(sheet, first, second))
    for first, second in combinations(roles.discounts, 2):
        once, summed = (
            sheet.once(sheet.numbers[second]),
            sheet.summed(np.abs(np.nan_to_num(sheet.numbers[first]))),
        )
        told = np.nan_to_num(once) != 0
        is_of_orders = sheet.place_of(second, zero_is_none=True) in ("repeated", "first")
        if is_of_orders and told.any() and np.isclose(summed, np.abs(once), atol=CENT)[told].mean() > MOSTLY:
            found.append(second)
    return tuple(dict.fromkeys(found))


def _say_the_same(
    sheet: Sheet, roles: Roles, per: Mapping[str, Per], first: str, second: str, told: np.ndarray
) -> bool:
    """Say whether one column is the money of what another has as a share, or a percent, or of each unit."""
    for money, other in ((first, second), (second, first)):
        less = np.abs(np.nan_to_num(sheet.numbers[money]))
        for amount in roles.amounts:
            lines = np.abs(amount_of_line(sheet, amount, per.get(amount, "unit")))
            for how in ("share", "percent", "unit"):
                same = np.isclose(reduction_of_line(sheet, other, how, lines), less, atol=1.1 * CENT)
                if same[told].mean() > MOSTLY and (
                    how != "unit" or (np.abs(sheet.quantity[told]) != 1).any()
                ):
                    return True
    return False


def _lesser(sheet: Sheet, first: str, second: str) -> str:
    """Return the column to leave aside: the smaller numbers, which are shares, percents or of one unit."""
    sums = {name: np.nansum(np.abs(sheet.numbers[name])) for name in (first, second)}
    return min(sums, key=lambda name: sums[name])


def _how_by_place(
    sheet: Sheet, roles: Roles, name: str, per: Mapping[str, Per], prices: tuple[str, str]
) -> How:
    """Return "order" for money that is more than its line, on the first lines only, or on all."""
    if sheet.n_orders == len(sheet.orders):
        return ""
    price = next((column for column in (prices[1], prices[0], *roles.amounts) if column in sheet.numbers), "")
    if not price:
        return ""
    amount = np.abs(amount_of_line(sheet, price, per.get(price, "unit")))
    less = np.abs(np.nan_to_num(sheet.numbers[name]))
    place = sheet.place_of(name, zero_is_none=True)
    is_over = less > amount + CENT
    fits_order = (
        np.abs(np.nan_to_num(sheet.once(sheet.numbers[name]))) <= sheet.summed(np.nan_to_num(amount)) + CENT
    )
    if is_over.any() and place in ("first", "repeated", "") and fits_order[sheet.orders[is_over]].all():
        return "order"
    n_first = ((sheet.n_lines > 1) & (np.nan_to_num(sheet.once(sheet.numbers[name])) != 0)).sum()
    return "order" if place == "first" and n_first >= LEAST_ORDERS else ""


def _deducted_by_prices(
    sheet: Sheet, roles: Roles, prices: tuple[str, str], per: Mapping[str, Per]
) -> bool | None:
    """Return False where no reading of the discounts leads from the price before to the one after."""
    before, after = prices
    discounts = [name for name in roles.discounts if name in sheet.numbers]
    if not discounts or before not in sheet.numbers or after not in sheet.numbers:
        return None
    start = amount_of_line(sheet, before, per.get(before, "unit"))
    end = amount_of_line(sheet, after, per.get(after, "unit"))
    for name in discounts:
        told = (
            (np.nan_to_num(sheet.numbers[name]) != 0) & np.isfinite(start) & np.isfinite(end) & (start != 0)
        )
        if not told.any():
            continue
        ways = [
            start - reduction_of_line(sheet, name, how, start) for how in HOWS if how not in ("", "order")
        ]
        kept = max(np.isclose(way, end, atol=1.1 * CENT)[told].mean() for way in ways)
        return False if kept < 0.5 else None
    return None
