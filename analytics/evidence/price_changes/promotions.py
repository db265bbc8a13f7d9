"""What promotions gained, in units and money, before and after what was only bought at another time."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles, Ints
from analytics.evidence.price_changes.codes import ChangeKind
from analytics.evidence.price_changes.event_study import EventStudy
from analytics.evidence.price_changes.past_sales import PastSales

PARTS = ("gain", "ahead", "after", "net", "net_announced")
MONEY = "contribution"
AMOUNTS = tuple(f"{what}_{part}" for what in ("units", MONEY) for part in PARTS)
BANDED = tuple(f"{name}{end}" for name in AMOUNTS for end in ("", "_low", "_high"))
TOTALS = ("n_promotions", "units_sold", "units_without", "moved_share", *BANDED)
PROMOTIONS = ("change", *TOTALS[1:])


@dataclass(frozen=True)
class Earned:
    """What one unit contributes, (n_products, n_periods) each [currency]: at the price paid, and before."""

    paid: Doubles
    before: Doubles


def promotion_rows(study: EventStudy, sales: PastSales, earned: Earned) -> pd.DataFrame:
    """Return one row per promotion, in the order of their changes, see `total`."""
    rows = [
        {"change": int(number)} | _told(study, sales, earned, np.array([number]))
        for number in _promotions(study, sales)
    ]
    return pd.DataFrame(rows, columns=list(PROMOTIONS))


def promotion_total(study: EventStudy, sales: PastSales, earned: Earned) -> pd.DataFrame:
    """Return one row for all promotions together.

    Returns
    -------
    DataFrame
        n_promotions, units_sold in them, units_without: that their weeks would have sold; and in units and
        contribution [currency], each with the ends of its 90 % band: gain, what they sold beyond that; ahead
        and after, what the weeks before and after them sold less; net, the gain less what came after;
        net_announced, less what came ahead as well. moved_share: what came after, of the gain in units.
    """
    numbers = _promotions(study, sales)
    row = {"n_promotions": len(numbers)} | _told(study, sales, earned, numbers)
    return pd.DataFrame([row], columns=list(TOTALS))


def _promotions(study: EventStudy, sales: PastSales) -> Ints:
    """Return the promotions whose weeks' usual sales are known."""
    numbers = np.flatnonzero(sales.kind == ChangeKind.PROMOTION)
    return numbers[[bool(study.base[sales.change == number].any()) for number in numbers]]


def _told(study: EventStudy, sales: PastSales, earned: Earned, numbers: Ints) -> dict[str, float]:
    during = np.isin(sales.change, numbers)
    units, base = sales.units[during], study.base[during]
    row = {"units_sold": float(units.sum()), "units_without": float(base.sum())}
    one = np.ones(sales.units.shape)
    for what, paid, before in (("units", one, one), (MONEY, earned.paid, earned.before)):
        gain = float((units * paid[during]).sum() - (base * before[during]).sum())
        slope = {"gain": -_gradient(study, during, study.base * before)}
        amount = {"gain": gain}
        for name, which, week, sign in (
            ("ahead", study.ahead, study.week_ahead, -1),
            ("after", study.after, study.week_after, 1),
        ):
            cells = np.isin(which, numbers)
            amount[name], slope[name] = _missing(study, cells, sign * week, paid)
        amount["net"], slope["net"] = gain - amount["after"], slope["gain"] - slope["after"]
        amount["net_announced"] = amount["net"] - amount["ahead"]
        slope["net_announced"] = slope["net"] - slope["ahead"]
        chance = study.fit.dispersion * float((base * before[during] ** 2).sum())
        for name in PARTS:
            by_chance = 0.0 if name in ("ahead", "after") else chance
            variance = study.fit.variance(slope[name]) + by_chance
            half = study.times * float(np.sqrt(variance))
            key = f"{what}_{name}"
            row |= {key: amount[name], f"{key}_low": amount[name] - half, f"{key}_high": amount[name] + half}
    gained = row["units_gain"]
    row["moved_share"] = row["units_after"] / gained if row["units_gain_low"] > 0 else np.nan
    return row


def _missing(study: EventStudy, cells: Bools, step: Ints, money: Doubles) -> tuple[float, Doubles]:
    """Return what weeks around promotions sold less than their base, and its slope in the coefficients."""
    share = np.exp(study.effect(np.where(cells, step, 0)))
    amount = study.base * money * (1 - share) * cells
    slope = _gradient(study, cells, study.base * money * (1 - share))
    for place, k in enumerate(study.step, start=-len(study.step)):
        slope[place] -= float((study.base * money * share)[cells & (step == k)].sum())
    return float(amount.sum()), slope


def _gradient(study: EventStudy, cells: Bools, amount: Doubles) -> Doubles:
    """Return the slope of a sum of bases in the levels of products and weeks, (n_columns,)."""
    n_levels = study.columns.shape[1] - len(study.step)
    slope = np.zeros(study.columns.shape[1])
    slope[:n_levels] = amount[cells] @ study.columns[cells.ravel(), :n_levels]
    return slope
