"""What instruments leave of prices: the first stage over cells, and where hidden demand may lie."""

from collections.abc import Callable

import numpy as np

from analytics.arrays import Doubles, Floats
from analytics.demand.cells import Cells
from analytics.demand.first_stage import ControlFunction


def instruments(cells: Cells) -> Floats:
    """Return the instruments of each cell, (n_cells, n_instruments)."""
    log = cells.log
    return np.asarray(log.calendar.instruments[cells.product, log.period[cells.visit]], np.float32)


def fit_control(cells: Cells, reference_price: Floats) -> ControlFunction | None:
    """Return the first stage over the cells of a shop with instruments, None without."""
    z = instruments(cells)
    if not z.shape[1]:
        return None
    control = ControlFunction(reference_price)
    weight = 1 / cells.kept_share.astype(float)
    price = (cells.price / reference_price[cells.product]).astype(float)
    n = np.maximum(np.bincount(cells.product, weight, cells.log.n_products), 1)
    control.price_level_ = np.bincount(cells.product, weight * price, len(n)) / n
    level = np.stack([np.bincount(cells.product, weight * column, len(n)) / n for column in z.T], 1)
    control.instrument_level_ = np.where(np.abs(level) > 1e-9, level, 1.0)
    every = _means(cells, weight)
    relative = relative_instruments(control, cells).astype(float)
    seen, p = every(price - control.price_level_[cells.product])
    return control.fit_tables(p, np.stack([every(column)[1] for column in relative.T], -1), seen)


def relative_instruments(control: ControlFunction, cells: Cells) -> Floats:
    """Return instruments as shares above or below their product's level, (n_cells, n_instruments)."""
    return np.asarray(
        np.nan_to_num(instruments(cells) / control.instrument_level_[cells.product] - 1), np.float32
    )


def unexplained(control: ControlFunction, cells: Cells) -> tuple[Floats, Floats]:
    """Return what instruments leave of prices, and relative instruments, of each cell.

    In its own period, and on average in those before and after it: hidden demand that lasts moved prices
    there as well, so that the neighbors tell it from chance.

    Returns
    -------
    (n_cells, N_CONTROLS) and (n_cells, N_CONTROLS · n_instruments)
    """
    at, z = (cells.product, cells.log.period[cells.visit]), _calendar_instruments(control, cells)
    beside = _beside(_calendar_residuals(control, cells))[at], _beside(z)[at]
    own = residuals(control, cells), relative_instruments(control, cells)
    left, moved_by = (np.column_stack(pair).astype(np.float32) for pair in zip(own, beside, strict=True))
    return left, moved_by


def residuals_by_period(control: ControlFunction, cells: Cells) -> tuple[Doubles, Doubles]:
    """Return the means of `unexplained` by product and period, N_CONTROLS times (n_products, n_periods)."""
    n = np.maximum(cells.by_product_and_period(), 1)
    own = cells.by_product_and_period(residuals(control, cells)) / n
    return own, _beside(_calendar_residuals(control, cells))[:, : own.shape[1]]  # a log may end before


def _calendar_instruments(control: ControlFunction, cells: Cells) -> Doubles:
    """Return instruments as shares above or below their level, (n_products, n_periods, n_instruments)."""
    levels = control.instrument_level_[:, None]
    return np.nan_to_num(cells.log.calendar.instruments.astype(float) / levels - 1)


def _calendar_residuals(control: ControlFunction, cells: Cells) -> Doubles:
    """Return what the instruments leave unexplained of calendar prices, (n_products, n_periods)."""
    price = cells.log.calendar.price.mean(1).astype(float)  # of all stores
    above = np.nan_to_num(price / control.reference_price[:, None] - control.price_level_[:, None])
    return np.asarray(above - _calendar_instruments(control, cells) @ control.coefficients_)


def _beside(table: Doubles) -> Doubles:
    """Return the mean of the periods before and after each, along the second axis."""
    padded = np.pad(table, [(0, 0), (1, 1)] + [(0, 0)] * (table.ndim - 2), mode="reflect")
    return np.asarray((padded[:, :-2] + padded[:, 2:]) / 2)


def residuals(control: ControlFunction, cells: Cells) -> Floats:
    """Return what the instruments leave unexplained of each relative price, (n_cells,)."""
    price = cells.price / control.reference_price[cells.product] - control.price_level_[cells.product]
    return np.asarray(price - relative_instruments(control, cells) @ control.coefficients_, np.float32)


def _means(cells: Cells, weight: Doubles) -> Callable[[Doubles], tuple[Doubles, Doubles]]:
    """Return what gives counts and means of values by product and period."""
    log, n_periods = cells.log, cells.log.n_periods
    at = cells.product.astype(np.int64) * n_periods + log.period[cells.visit]
    shape = log.n_products, n_periods

    def every(values: Doubles) -> tuple[Doubles, Doubles]:
        n = np.bincount(at, weight, shape[0] * n_periods).reshape(shape).astype(float)
        total = np.bincount(at, weight * values, shape[0] * n_periods).reshape(shape)
        return n, total / np.maximum(n, 1)

    return every
