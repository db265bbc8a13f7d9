from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.pricing.offers import offer_curves
from analytics.pricing.price_book.book import build_price_book
from analytics.pricing.price_book.market import Offer
from analytics.pricing.price_book.yearly import HIGH, LOW, PROFIT, yearly
from analytics.runs.config import RunConfig
from analytics.runs.results import Results
from analytics.runs.worth import book_worth, is_margin_assumed, share_of_profit, worth_at_margins
from tests.price_books import market

OFFERS = [Offer("B01", ("p0", "p1")), Offer("B02", ("p1", "p2"))]


@pytest.fixture
def found():
    """A run by hand: three products whose cost nobody knows, taken from a margin of 40 %."""
    config = RunConfig()
    config = replace(config, costs=replace(config.costs, margin_share=0.4))
    products = pd.DataFrame(
        {
            "product_id": ["p0", "p1", "p2"],
            "list_price": 10.0,
            "cost": 6.0,
            "is_cost_assumed": True,
            "return_share": 0.0,
            "n_bought": [100, 50, 50],
        }
    )
    where = market(taste=np.full((40, 3), -1.0))
    where = replace(where, costs=config.costs.costs(products))
    book = build_price_book(where, OFFERS)
    empty = dict.fromkeys(("elasticities", "gates", "cross_effects", "bundles", "customers"), pd.DataFrame())
    return Results("run", config, products, price_book=book, market=where, evidence={}, record={}, **empty)


def test_a_book_is_worth_its_best_bundle_and_counts_no_customer_twice(found):
    worth = book_worth(found)

    rows = yearly(found.market, found.price_book)
    assert worth.profit == rows[PROFIT].max() < rows[PROFIT].sum()
    assert worth.low == worth.best[LOW].sum() <= worth.profit <= worth.high == worth.best[HIGH].sum()


def test_a_book_of_fails_is_worth_nothing(found):
    worth = book_worth(replace(found, price_book=found.price_book.assign(verdict="FAIL")))

    assert (worth.profit, worth.low, worth.high, len(worth.best)) == (0, 0, 0, 0)


def test_the_share_of_profit_is_that_of_the_margin(found):
    worth = book_worth(found)

    assert share_of_profit(found, worth, 1000.0) == pytest.approx(worth.profit / 400.0)


def test_other_margins_give_what_a_run_with_them_gives(found):
    margins = (0.2, 0.35, 0.5)

    worths = worth_at_margins(found, margins)

    for margin, worth in zip(margins, worths, strict=True):
        costs = replace(found.config.costs, margin_share=margin).costs(found.products)
        book = build_price_book(replace(found.market, costs=costs), OFFERS)
        exact = book_worth(replace(found, price_book=book))
        assert worth.profit == pytest.approx(exact.profit, rel=0.02, abs=0.5)
    assert worths[0].profit < worths[1].profit < worths[2].profit


def test_profit_is_linear_in_costs_between_two_of_them(found):
    curves = [
        offer_curves(
            found.audience, [0, 1], replace(found.config.costs, margin_share=m).costs(found.products)
        )
        for m in (0.2, 0.3, 0.5)
    ]

    between = curves[0].between(curves[2], 1 / 3)

    for name, metric in curves[1].metrics.items():
        np.testing.assert_allclose(between.metrics[name], metric, atol=1e-5)
    np.testing.assert_allclose(between.replicates, curves[1].replicates, atol=1e-5)
    np.testing.assert_allclose(between.by_rule, curves[1].by_rule, atol=1e-5)


def test_costs_that_files_name_are_no_assumption(found):
    known = replace(found, products=found.products.assign(is_cost_assumed=False))

    assert is_margin_assumed(found) and not is_margin_assumed(known)
