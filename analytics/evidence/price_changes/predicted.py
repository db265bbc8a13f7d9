"""What the model predicted for past changes of price against what happened, and a forecast without them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles
from analytics.evidence.price_changes.changes import NO_CHANGE
from analytics.evidence.price_changes.codes import ChangeKind, Sample
from analytics.evidence.price_changes.past_sales import PastSales
from analytics.evidence.price_changes.spread import NO_SPREAD, Spread, spreads
from analytics.numerics import Z_90, band_of_ratio

BANDED = ("expected", "before")  # each with its _low and _high
_AMOUNTS = ("units", *(f"{name}{end}" for name in BANDED for end in ("", "_low", "_high")))
CHANGES = (
    *("change", "product_id", "kind", "sample", "starts_on", "ends_on", "n_periods"),
    *("price_before", "price", "change_share", *_AMOUNTS, "is_in_band", "error_share"),
    *("predicted_change", "predicted_low", "predicted_high"),
)
SUMS = ("sample", "n_changes", "n_in_band", *_AMOUNTS, "is_in_band", "error_share")


@dataclass(frozen=True)
class Forecast:
    """What is expected of some cells of past sales, added up, with bands for what would be sold."""

    sales: PastSales
    spread: Spread
    cells: Bools  # (n_products, n_periods)
    shared: Spread = NO_SPREAD  # of all products together, which weeks move alike

    def amounts(self) -> dict[str, float | bool]:
        """Return units sold, and those expected with and without the change, by their names in tables."""
        units = float(self.sales.units[self.cells].sum())
        found: dict[str, float | bool] = {"units": units}
        for name in BANDED:
            level = float(getattr(self.sales, name)[self.cells].sum())
            below, above = band_of_ratio(np.array(Z_90 * np.sqrt(self.variance(name))), np.array(level))
            found |= {name: level, f"{name}_low": level - float(below), f"{name}_high": level + float(above)}
        expected = float(found["expected"])
        found["is_in_band"] = bool(found["expected_low"] <= units <= found["expected_high"])
        found["error_share"] = expected / units - 1 if units > 0 else np.nan
        return found

    def variance(self, name: str) -> float:
        """Return the variance of units: by chance, by weeks and products that differ, and of the model."""
        expected = np.where(self.cells, getattr(self.sales, name), 0.0)
        is_paid = name == "expected"
        chance = self.sales.chance if is_paid else self.sales.chance_before
        draws = (self.sales.draws if is_paid else self.sales.draws_before)[:, self.cells].sum(1)
        beyond = sum(self.spread.variance(own) for own in expected[self.cells.any(1)])
        beyond = max(beyond, self.shared.variance(expected.sum(0)))
        return float(chance[self.cells].sum() + beyond + (draws.var(ddof=1) if len(draws) > 1 else 0.0))

    def predicted(self) -> tuple[float, float, float]:
        """Return by how much the change was predicted to move units, and its 90 % band."""
        every = (self.sales.expected - self.sales.before)[self.cells].sum()
        draws = (self.sales.draws - self.sales.draws_before)[:, self.cells].sum(1)
        half = Z_90 * draws.std(ddof=1) if len(draws) > 1 else np.nan
        return float(every), float(every - half), float(every + half)


def changes_predicted(sales: PastSales) -> pd.DataFrame:
    """Return one row per change of a product's price, in the order of the changes."""
    apart = dict(zip(Sample, spreads(sales), strict=True))
    rows = []
    for number, cells in _changes(sales):
        product, periods = int(np.flatnonzero(cells.any(1))[0]), np.flatnonzero(cells.any(0))
        sample = Sample.HELD_OUT if sales.is_held_out[periods].all() else Sample.LEARNED_FROM
        forecast = Forecast(sales, apart[sample], cells)
        before, price = (_mean(of[product, periods], sales.before[product, periods]) for of in _prices(sales))
        rows.append(
            {
                "change": number,
                "product_id": sales.product_ids[product],
                "kind": ChangeKind(sales.kind[number]),
                "sample": sample,
                "starts_on": sales.starts_on[periods[0]],
                "ends_on": sales.starts_on[periods[-1]] + np.timedelta64(sales.days_per_period - 1, "D"),
                "n_periods": len(periods),
                "price_before": before,
                "price": price,
                "change_share": price / before - 1,
                **forecast.amounts(),
                **dict(zip(CHANGES[-3:], forecast.predicted(), strict=True)),
            }
        )
    return pd.DataFrame(rows, columns=list(CHANGES))


def whole_shop(sales: PastSales, changes: pd.DataFrame) -> pd.DataFrame:
    """Return per sample what all products together sold in the periods of their changes, and was expected.

    Parameters
    ----------
    changes : as `changes_predicted` returns them
    """
    rows = []
    for sample, *both in zip(Sample, spreads(sales), spreads(_as_one_product(sales)), strict=True):
        own = changes[changes["sample"] == sample]
        if own.empty:
            continue
        forecast = Forecast(sales, both[0], np.isin(sales.change, own["change"]), both[1])
        counted = {"sample": sample, "n_changes": len(own), "n_in_band": int(own["is_in_band"].sum())}
        rows.append(counted | forecast.amounts())
    return pd.DataFrame(rows, columns=list(SUMS))


def by_period(sales: PastSales) -> pd.DataFrame:
    """Return one row per product and period in which sales were expected: what was sold and predicted."""
    apart = spreads(sales)
    product, period = np.nonzero(sales.expected > 0)
    held_out = sales.is_held_out[period]
    beyond = np.where(held_out, *(of.lasting + of.passing for of in apart))
    units = sales.units[product, period]
    table = {
        "product_id": np.array(sales.product_ids, object)[product],
        "starts_on": sales.starts_on[period],
        "sample": np.where(held_out, *Sample),
        "is_changed": sales.change[product, period] != NO_CHANGE,
        "price": sales.price[product, period],
        "price_before": sales.price_before[product, period],
        "units": units,
    }
    of_names = (sales.chance, sales.draws), (sales.chance_before, sales.draws_before)
    for name, (chance, draws) in zip(BANDED, of_names, strict=True):
        level = getattr(sales, name)[product, period]
        of_model = draws[:, product, period].var(0, ddof=1) if len(draws) > 1 else 0.0
        half = Z_90 * np.sqrt(chance[product, period] + beyond * level**2 + of_model)
        below, above = band_of_ratio(half, level)
        table |= {name: level, f"{name}_low": level - below, f"{name}_high": level + above}
    frame = pd.DataFrame(table)
    return frame.assign(is_in_band=frame["units"].between(frame["expected_low"], frame["expected_high"]))


def shop_by_period(sales: PastSales) -> pd.DataFrame:
    """Return one row per period: what all products together sold and were predicted."""
    table = by_period(_as_one_product(sales))
    n_changes = pd.Series((sales.change != NO_CHANGE).sum(0), sales.starts_on)
    table = table.assign(n_changes=table["starts_on"].map(n_changes))
    return table[["starts_on", "sample", "n_changes", *_AMOUNTS, "is_in_band"]]


def _as_one_product(sales: PastSales) -> PastSales:
    """Return the sums over all products as if they were one, whose price stood."""
    names = ("units", "expected", "before", "usual", "chance", "chance_before", "draws", "draws_before")
    sums = {name: getattr(sales, name).sum(-2, keepdims=True) for name in names}
    alike = {name: getattr(sales, name)[:1] for name in ("price", "price_before")}
    none = np.full_like(sales.change[:1], NO_CHANGE)
    return replace(sales, **sums, **alike, change=none)


def _changes(sales: PastSales) -> Iterator[tuple[int, Bools]]:
    """Give each change of which any sale was expected, with its cells."""
    for number in range(len(sales.kind)):
        cells = sales.change == number
        if sales.expected[cells].sum() > 0:
            yield number, cells


def _prices(sales: PastSales) -> tuple[Doubles, Doubles]:
    return sales.price_before, sales.price


def _mean(values: Doubles, weight: Doubles) -> float:
    return float(np.average(values, weights=weight if weight.sum() > 0 else None))
