"""What follows from the readings that hold: which amounts are of lines, and what a discount is and was."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from data.intake.arithmetic.readings import HOWS, Reading, Roles, holding
from data.intake.arithmetic.reductions import again, contradict_prices, how_by_place
from data.intake.arithmetic.sheet import Sheet
from data.intake.arithmetic.units import exact, per_by_products, per_by_sums
from data.intake.mapping.first_look import Sums


def sums_of(sheets: Mapping[str, Sheet], roles: Roles, prices: tuple[str, str] = ("", "")) -> Sums:
    """Return what a file's numbers tell.

    Parameters
    ----------
    sheets : the numbers, by the way in which they may be written
    prices : the columns of prices before and after reductions by their names
    """
    found = {way: _of_sheet(sheet, roles, prices) for way, sheet in sheets.items()}
    told = [way for way, sums in found.items() if sums.per or sums.hows]
    is_comma = "point" not in found or told == ["comma"]
    return replace(found["comma"], comma=True) if is_comma else found["point"]


def _of_sheet(sheet: Sheet, roles: Roles, prices: tuple[str, str]) -> Sums:
    of_order = tuple(_of_order(sheet, roles))
    lines = tuple(name for name in roles.amounts if name not in of_order)
    totals = (*roles.totals, *(name for name in roles.amounts if name in of_order))
    roles = replace(roles, amounts=lines, totals=totals, of_order=of_order)
    held = holding(sheet, roles, "")
    per = per_by_products(sheet, lines) | per_by_sums(held, roles)
    sums = Sums(
        per,
        of_order,
        again=again(sheet, roles, per),
        has_several_lines=bool((sheet.n_lines > 1).any()),
        exact=exact(sheet, held),
    )
    for name in roles.discounts:
        if name not in sums.again and (np.nan_to_num(sheet.numbers[name]) != 0).any():
            sums = _with_discount(sums, sheet, roles, name, prices)
    if sums.is_deducted is None and contradict_prices(sheet, roles, prices, per):
        sums = replace(sums, is_deducted=False, is_open=False)
    return sums


def _with_discount(sums: Sums, sheet: Sheet, roles: Roles, name: str, prices: tuple[str, str]) -> Sums:
    """Return what is told with one more column of discounts, that of lines before that of orders."""
    held = [reading for _, reading in holding(sheet, roles, name)]
    if told := [reading for reading in held if reading.how]:
        return _told(sums, _best(told, prices, roles), roles)
    paid = [r for r in held if r.is_of_order and r.total in roles.totals and not _is_subtotal(r.total)]
    if paid and sums.is_deducted is None:
        return replace(sums, after=paid[0].amount, is_deducted=True)
    how = how_by_place(sheet, roles, name, sums.per, prices)
    hows = {**sums.hows, name: how} if how else sums.hows
    if sums.is_deducted and (how == "order" or name == roles.order_discount):
        return replace(_only_order_left(sums), hows={**hows, name: "order"}, is_open=True)
    return replace(sums, hows=hows, is_open=sums.is_deducted is None)


def _told(sums: Sums, reading: Reading, roles: Roles) -> Sums:
    """Return what is told with a reading that holds; what lines have off already is not taken off again."""
    per = {**sums.per, reading.amount: reading.per}
    hows = {**sums.hows, reading.discount: reading.how}
    if not reading.extras and reading.total in roles.amounts:  # it comes out after the discount
        per[reading.total] = reading.total_per
        before, after = reading.amount, reading.total
        return replace(sums, per=per, hows=hows, before=before, after=after, is_deducted=True, is_open=False)
    if sums.is_deducted and reading.amount == sums.after:
        return replace(_only_order_left(sums), per=per, hows={reading.discount: reading.how}, is_open=False)
    return replace(
        sums, per=per, hows=hows, before=reading.amount, after="", is_deducted=False, is_open=False
    )


def _only_order_left(sums: Sums) -> Sums:
    """Return what is told where prices stand after the lines' discounts, and before their order's."""
    return replace(sums, again=(*sums.again, *sums.hows), hows={}, is_deducted=False)


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


def _is_subtotal(name: str) -> bool:
    return any(word in name.lower() for word in ("sub", "zwischen", "sous"))


def _of_order(sheet: Sheet, roles: Roles) -> Iterable[str]:
    """Yield the columns with one number for an order: named so, or the same in all its lines."""
    yield from roles.totals
    for name in (*roles.unsure, *roles.taxes, *roles.charges):
        differs = len(np.unique(sheet.numbers[name][np.isfinite(sheet.numbers[name])])) > 1
        if differs and sheet.place_of(name) in ("repeated", "first"):
            yield name
