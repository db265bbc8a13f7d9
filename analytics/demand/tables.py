"""Means of cells by product and period: what the tests of prices and the first stage are made of."""

import numpy as np

from analytics.arrays import Doubles, Floats
from analytics.demand.cells import Cells
from analytics.demand.control import residuals, residuals_by_period
from analytics.demand.demand_shocks import (
    DemandShocks,
    demeaned_tables,
    effects_of_tables,
    shocks_of_tables,
)
from analytics.demand.endogeneity import SlopeTest, placebo_of_tables
from analytics.demand.first_stage import ControlFunction

_STEADY = 0.05  # share of the price variance that may lie within periods
_FEWEST_CELLS = 3  # of a slope


def product_periods(cells: Cells, reference_price: Floats) -> tuple[Doubles, Doubles, Doubles]:
    """Return log purchase share, log price and visits, each (n_products, n_periods); nan where unseen."""
    n = cells.by_product_and_period()
    sold = cells.by_product_and_period(cells.is_bought)
    log_price = cells.by_product_and_period(_log_price(cells, reference_price))
    seen = np.where(n > 0, n, np.nan)
    return np.log((sold + 0.5) / (seen + 1.0)), log_price / seen, n


def shocks_and_effects(
    cells: Cells, reference_price: Floats, control: ControlFunction | None
) -> tuple[DemandShocks, Doubles]:
    """Return demand's shocks, none where prices move within periods, and what prices do to it on average.

    What a log price, and each part that instruments leave of it, add to demand [logits]; 0 if unknown.
    """
    left = residuals_by_period(control, cells) if control is not None else ()
    tables = demeaned_tables(*product_periods(cells, reference_price), left)
    found = shocks_of_tables(*tables) if are_prices_steady(cells, reference_price) else DemandShocks()
    return found, effects_of_tables(*tables, found.spread)


def are_prices_steady(cells: Cells, reference_price: Floats) -> bool:
    """Say whether a product's price moves between periods rather than within them.

    Within a period, a price that nobody logged is read from what others paid, with their errors. A model that
    blames differences between periods on hidden demand would have little but these errors to learn from.
    """
    log_price, weight = _log_price(cells, reference_price), cells.weight
    n = np.maximum(cells.by_product_and_period(), 1e-12)
    means = cells.by_product_and_period(log_price) / n
    total = np.maximum(n.sum(1), 1e-12)
    level = cells.by_product_and_period(log_price).sum(1) / total
    own = means[cells.product, cells.log.period[cells.visit]]
    within = (weight * (log_price - own) ** 2).sum()
    return bool(within <= _STEADY * (weight * (log_price - level[cells.product]) ** 2).sum())


def placebo_test(cells: Cells, reference_price: Floats) -> SlopeTest:
    """Test whether the next period's price predicts today's sales, see `endogeneity.placebo_test`."""
    return placebo_of_tables(*product_periods(cells, reference_price))


def own_price_slopes(
    cells: Cells, reference_price: Floats, control: ControlFunction | None = None
) -> list[SlopeTest]:
    """Return per product what demand does when its own price rises, with no sign imposed.

    A linear probability of buying on the relative price: shared period effects are taken out, errors are
    clustered by period. In purchases per considered visit and 100 % of price.

    Parameters
    ----------
    control : a first stage, of which only what the instruments move of the price then counts
    """
    n_products, weight, period = cells.log.n_products, cells.weight, cells.log.period[cells.visit]
    share = cells.by_product_and_period(cells.is_bought).sum(0) / np.maximum(
        cells.by_product_and_period().sum(0), 1
    )
    usual = (weight * cells.is_bought).sum() / max(weight.sum(), 1e-12)
    y = cells.is_bought - (share - usual)[period]
    x = (cells.price / reference_price[cells.product]).astype(float)
    total = np.maximum(np.bincount(cells.product, weight, n_products), 1e-12)

    def centered(values: Doubles) -> Doubles:
        return np.asarray(
            values - (np.bincount(cells.product, weight * values, n_products) / total)[cells.product]
        )

    def freed(values: Doubles, other: Doubles) -> Doubles:
        shared = np.bincount(cells.product, weight * values * other, n_products)
        own = np.maximum(np.bincount(cells.product, weight * other * other, n_products), 1e-12)
        return np.asarray(values - other * (shared / own)[cells.product])

    x, y = centered(x), centered(y)
    if control is not None:
        left = centered(residuals(control, cells).astype(float))
        x, y = freed(x, left), freed(y, left)
    spread = np.bincount(cells.product, weight * x * x, n_products)
    slope = np.bincount(cells.product, weight * x * y, n_products) / np.maximum(spread, 1e-9)
    n_periods = cells.log.n_periods
    scores = np.bincount(
        cells.product.astype(np.int64) * n_periods + period,
        weight * x * (y - slope[cells.product] * x),
        n_products * n_periods,
    ).reshape(n_products, n_periods)
    error = np.sqrt((scores**2).sum(1)) / np.maximum(spread, 1e-9)
    seen = np.bincount(cells.product[cells.counts], minlength=n_products)
    is_known = (spread >= 1e-9) & (seen >= _FEWEST_CELLS)
    return [
        SlopeTest(float(b), float(e)) if known else SlopeTest(0.0, 0.0)
        for b, e, known in zip(slope, error, is_known, strict=True)
    ]


def price_spreads(cells: Cells) -> Doubles:
    """Return the standard deviation of each product's log price over the informative cells, (n_products,)."""
    weight, value, n = cells.weight, np.log(np.maximum(cells.price.astype(float), 1e-9)), cells.log.n_products
    total = np.maximum(np.bincount(cells.product, weight, n), 1e-12)
    mean = np.bincount(cells.product, weight * value, n) / total
    return np.sqrt(np.bincount(cells.product, weight * (value - mean[cells.product]) ** 2, n) / total)


def weighted_quantile(cells: Cells, values: Floats, share: Doubles | float) -> Doubles:
    """Return a quantile of values over the shop's considered cells, by product; nan where there are none.

    Parameters
    ----------
    values : (n_cells,)
    share : (n_products,) or one for all [0-1]
    """
    n_products = cells.log.n_products
    order = np.lexsort((values, cells.product))
    weight = (1 / cells.kept_share.astype(float))[order]
    running, product = np.cumsum(weight), cells.product[order]
    total = np.bincount(product, weight, n_products)
    before = np.concatenate([[0.0], np.cumsum(total)[:-1]])
    wanted = before + np.clip(share, 0, 1) * total
    place = np.minimum(np.searchsorted(running, wanted - 1e-9), max(len(running) - 1, 0))
    if not len(running):
        return np.full(n_products, np.nan)
    return np.where(total > 0, values[order][place].astype(float), np.nan)


def _log_price(cells: Cells, reference_price: Floats) -> Doubles:
    return np.asarray(np.log(np.maximum(cells.price / reference_price[cells.product], 1e-9)), float)


def log_levels(reference_price: Floats) -> Floats:
    """Return log reference prices around their mean, (n_products,)."""
    level = np.log(np.maximum(reference_price.astype(float), 1e-6))
    return np.asarray(level - level.mean(), np.float32)
