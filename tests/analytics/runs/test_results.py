import numpy as np
import pandas as pd
import pytest

from analytics.pricing.bundles.effects import bought_parts
from analytics.pricing.price_book.book import build_price_book
from analytics.pricing.price_book.market import Offer
from analytics.runs.artifacts import READ_BACK


def test_an_offer_judged_again_has_the_numbers_of_the_run(exogenous):
    offers = list(exogenous.results.config.offers)[:6]

    again = build_price_book(exogenous.results.market, offers)

    before = exogenous.results.price_book.head(len(again))
    pd.testing.assert_frame_equal(
        again.drop(columns="product_ids"), before.drop(columns="product_ids"), rtol=1e-6, check_dtype=False
    )


def test_an_offer_made_by_hand_can_be_judged_afterwards(exogenous):
    book = build_price_book(exogenous.results.market, [Offer("mine", ("p0", "p2", "p4"), 0.1)])

    assert book["discount_share"].tolist() == [0.1] * 3
    assert book["component_price"].iloc[0] == pytest.approx(
        exogenous.results.products.set_index("product_id").loc[["p0", "p2", "p4"], "list_price"].sum(),
        abs=1e-3,
    )


def test_joint_purchases_come_back_as_they_were(exogenous):
    bought = bought_parts(exogenous.snapshot.log, list(range(8))).astype(int)

    assert np.array_equal(exogenous.results.market.n_both.toarray(), bought.T @ bought)


def test_gates_of_the_shop_come_back_without_a_product(exogenous):
    shop_gates = [gate for gate in exogenous.results.market.gates if gate.product_id is None]

    assert [gate.name for gate in shop_gates] == ["confounding"]


def test_every_frame_of_a_run_is_read(exogenous):
    assert all(len(getattr(exogenous.results, name)) for name in READ_BACK)


def test_the_audience_is_the_markets(exogenous):
    assert exogenous.results.audience is exogenous.results.market.audience
    assert exogenous.results.audience.segments == ("tier 0", "tier 1", "tier 2")
