from dataclasses import replace

import numpy as np
import pytest

from analytics.demand.considered import considered_cells
from analytics.numerics import expit
from analytics.runs.expected_sales import Asked, cross_effects, member_slopes


@pytest.fixture(scope="module")
def asked(small):
    log, model = small.log, small.model
    ratio = np.ones((log.n_products, log.n_periods))
    slopes = member_slopes(model, log.product_ids, 0.8)
    nothing = np.zeros((log.n_products,) * 2)
    return Asked(model, small.customers, ratio, np.zeros(log.n_products), slopes, nothing)


def brute(small, price_factor):
    """Return what is expected of each cell with prices so many times as high, all else as it is."""
    cells = considered_cells(small.log, np.arange(len(small.log)))
    x = small.model.inputs(cells, small.customers).rows(slice(None))
    return expit(small.model.weights_.logit({**x, "price": (1 + x["price"]) * price_factor - 1}, 0)).sum()


def test_without_a_change_sales_are_expected_as_with_it(small, asked):
    sums = asked.sums(small.log)

    assert sums["expected"].sum() == pytest.approx(brute(small, np.float32(1)), rel=1e-5)
    assert sums["before"] == pytest.approx(sums["expected"])
    assert sums["purchases"].sum() == len(small.log.bought)


def test_the_forecast_without_the_change_is_the_model_at_the_price_before(small, asked):
    sums = replace(asked, ratio=1.25 * asked.ratio).sums(small.log)

    assert sums["before"].sum() == pytest.approx(brute(small, np.float32(1.25)), rel=1e-5)
    assert (sums["before"] < sums["expected"])[sums["expected"] > 0].all()


def test_members_agree_at_the_usual_price_and_part_away_from_it(small, asked):
    log = small.log
    cells = considered_cells(log, np.arange(len(log)))
    paid = small.model.inputs(cells, small.customers).rows(slice(None))["price"]
    usual = np.bincount(cells.product, paid) / np.bincount(cells.product)

    near = replace(asked, usual_price=usual).sums(log)
    far = replace(asked, usual_price=usual + 1).sums(log)

    spread = [
        np.std([of[f"draw_{m}"].sum() for m in range(1, 4)]) / of["expected"].sum() for of in (near, far)
    ]
    assert spread[0] < 0.3 * spread[1]


def test_what_sold_along_is_expected_less_where_the_change_is_taken_out(small, asked):
    ratio = asked.ratio.copy()
    ratio[0] = 1.3  # product 0 was cheaper all the time
    together = np.zeros((small.log.n_products,) * 2)
    together[0, 1] = together[1, 0] = 1.0

    sums = replace(asked, ratio=ratio, cross=together).sums(small.log)

    assert sums["before"][1].sum() < sums["expected"][1].sum()
    assert sums["before"][2] == pytest.approx(sums["expected"][2])


def test_cross_effects_are_symmetric_and_leave_a_product_alone(small):
    table = cross_effects(small.model)

    assert np.abs(table).max() > 0
    assert (table == table.T).all() and (np.diagonal(table) == 0).all()
