"""A leak is found where one was planted, and none in a clean shop."""

import numpy as np

from analytics.demand.considered import considered_cells
from analytics.evidence.validation.folds import customer_folds, time_folds
from analytics.evidence.validation.inputs import single_inputs
from analytics.evidence.validation.leaks import future_inputs, later_rows, shared_customers
from analytics.evidence.validation.refit import Judged, Material


def material_of(small, **columns):
    customers = small.customers.assign(**columns)
    log = small.log
    nothing = np.zeros((log.n_products, 0), np.float32)
    price = small.model.encoder_.reference_price
    return Material(log, customers, price, nothing, np.full(log.n_products, -1), 1, 10_000, 0)


def judged_of(small, fold):
    cells = considered_cells(small.log, np.flatnonzero(fold.judged))
    return Judged(small.model, cells, {}, 0)


def test_a_column_computed_from_the_future_is_found_and_nothing_else(small):
    log, fold = small.log, time_folds(small.log.visited_at, 3)[-1]
    since = log.visited_at[fold.judged].min()
    later = log.bought.visit[log.visited_at[log.bought.visit] >= since]
    will_buy = np.bincount(log.customer[later], minlength=len(log.customer_ids)).astype(float)
    by_id = dict(zip(log.customer_ids, will_buy, strict=True))
    planted = [by_id.get(customer, 0.0) for customer in small.customers.index]

    found = single_inputs(judged_of(small, fold), material_of(small, will_buy=planted), since)

    assert {leak.subject for leak in found if leak.verdict == "FAIL"} == {"will_buy"}


def test_inputs_of_a_clean_shop_use_nothing_later(small):
    fold = time_folds(small.log.visited_at, 3)[-1]

    leak = future_inputs(judged_of(small, fold), material_of(small))

    assert (leak.verdict, leak.value) == ("PASS", 0)
    assert leak.n > 0


def test_folds_that_overlap_are_counted(small):
    log = small.log
    by_time, by_customer = time_folds(log.visited_at, 3), customer_folds(log.customer, 3)

    assert later_rows(log, by_time).value == shared_customers(log, by_customer).value == 0
    assert later_rows(log, by_customer).verdict == "FAIL"
    assert shared_customers(log, by_time).verdict == "FAIL"
