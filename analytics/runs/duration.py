"""How long a training takes: by what the last one of the shop took, else by what one took on two cores."""

from collections.abc import Mapping
from typing import Any

from analytics.demand.cells import MOST_CELLS

_BASE, _PER_CELL, _PER_PRODUCT = 35.0, 30e-6, 0.02  # seconds on two cores: `tests/benchmarks/catalog.py`
_CELLS_A_PURCHASE = 4  # about: itself, and the non-purchases drawn for it


def expected_seconds(n_purchases: int, n_products: int, last: Mapping[str, Any] | None = None) -> float:
    """Return about how many seconds a training takes.

    Parameters
    ----------
    n_purchases : of the products in scope, in orders
    last : the run.json of the shop's last training; it tells how quick this machine is
    """
    return _usual(n_purchases, n_products) * slowness(last or {})


def slowness(last: Mapping[str, Any]) -> float:
    """Return how many times as long a training took here as on two cores; 1 where its size is not known."""
    size = last.get("size")
    if not size:
        return 1.0
    return float(last["seconds"]["total"]) / _usual(size["n_purchases"], size["n_products"])


def _usual(n_purchases: int, n_products: int) -> float:
    n_cells = min(_CELLS_A_PURCHASE * n_purchases, MOST_CELLS)
    return _BASE + _PER_CELL * n_cells + _PER_PRODUCT * n_products
