"""What discounts are where no sum tells: the same money twice, an order's by its place, no price's."""

from collections.abc import Mapping
from itertools import combinations

import numpy as np

from data.intake.arithmetic.readings import CENT, HOWS, Roles, amount_of_line, reduction_of_line
from data.intake.arithmetic.sheet import Sheet
from data.intake.mapping.first_look import How, Per

LEAST_ORDERS = 3  # whose first line alone has a discount, until it is the order's
MOSTLY = 0.8


def again(sheet: Sheet, roles: Roles, per: Mapping[str, Per]) -> tuple[str, ...]:
    """Return the columns of discounts whose money another one says already: 10 % beside 2.00 of 20.00."""
    found: list[str] = []
    for first, second in combinations(roles.discounts, 2):
        a, b = (np.nan_to_num(np.abs(sheet.numbers[name])) for name in (first, second))
        told = (a != 0) & (b != 0)
        if not told.any() or (told != ((a != 0) | (b != 0))).mean() > 1 - MOSTLY:
            continue
        if _say_the_same(sheet, roles, per, first, second, told):
            # the smaller numbers are left aside, which are shares, percents or of one unit
            found.append(min(first, second, key=lambda name: np.nansum(np.abs(sheet.numbers[name]))))
    for first, second in combinations(roles.discounts, 2):
        once = sheet.once(sheet.numbers[second])
        summed = sheet.summed(np.abs(np.nan_to_num(sheet.numbers[first])))
        told = np.nan_to_num(once) != 0
        place = sheet.place_of(second, zero_is_none=True)
        is_of_orders = second == roles.order_discount or place in ("repeated", "first")
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
                can_tell = how != "unit" or (np.abs(sheet.quantity[told]) != 1).any()
                if can_tell and same[told].mean() > MOSTLY:
                    return True
    return False


def how_by_place(
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
    of_order = np.nan_to_num(sheet.once(sheet.numbers[name]))
    fits_order = np.abs(of_order) <= sheet.summed(np.nan_to_num(amount)) + CENT
    if is_over.any() and place in ("first", "repeated", "") and fits_order[sheet.orders[is_over]].all():
        return "order"
    n_first = ((sheet.n_lines > 1) & (of_order != 0)).sum()
    return "order" if place == "first" and n_first >= LEAST_ORDERS else ""


def contradict_prices(sheet: Sheet, roles: Roles, prices: tuple[str, str], per: Mapping[str, Per]) -> bool:
    """Say whether no reading of the discounts leads from the price before to the one after."""
    before, after = prices
    discounts = [name for name in roles.discounts if name in sheet.numbers]
    if not discounts or before not in sheet.numbers or after not in sheet.numbers:
        return False
    start = amount_of_line(sheet, before, per.get(before, "unit"))
    end = amount_of_line(sheet, after, per.get(after, "unit"))
    for name in discounts:
        told = np.isfinite(start) & np.isfinite(end) & (start != 0)
        told &= np.nan_to_num(sheet.numbers[name]) != 0
        if told.any():
            hows = [how for how in HOWS if how not in ("", "order")]
            ways = [start - reduction_of_line(sheet, name, how, start) for how in hows]
            return all(np.isclose(way, end, atol=1.1 * CENT)[told].mean() < 0.5 for way in ways)
    return False
