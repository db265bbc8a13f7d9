import numpy as np
import pandas as pd
import pytest

from analytics.checks.recovery.refit import complete, refit
from analytics.checks.recovery.replayed import simulate
from analytics.checks.recovery.truth import truth_of
from analytics.demand import batches
from analytics.demand.choice import ChoiceConfig
from analytics.pricing.price_book.market import Offer
from analytics.simulation.against_truth import captured
from analytics.simulation.replay import Setting
from tests.demand import costs_by_hand

OFFERS = [Offer("a", ("p0", "p1")), Offer("b", ("p1", "p2", "p3"), discount_share=0.55)]


@pytest.fixture(scope="module")
def truth(shop):
    return truth_of(shop, simulate(shop, Setting(), 0), OFFERS, costs_by_hand(4), seed=0)


@pytest.fixture(scope="module")
def refitted(shop, truth):
    said = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "_MOST_STEPS", 40)
        config = ChoiceConfig(n_members=4, fewest_epochs=1)
        lively = simulate(shop, Setting(visits=2, prices=2), 0)
        found = refit(shop, lively, truth, config, 10_000, said.append)
    assert said == sorted(said)
    assert said[-1] == 1
    return found


def advice_of(truth, discount):
    """A book of one discount for everything that the truth is about."""
    keys = truth.curve_rows[["offer_id", "segment"]].drop_duplicates().reset_index(drop=True)
    figures = dict.fromkeys(("incremental_profit_per_visit", "incremental_profit_low"), 0.0)
    parts = keys["offer_id"].map({offer.offer_id: list(offer.product_ids) for offer in OFFERS})
    return keys.assign(
        product_ids=parts, discount_share=discount, verdict="PASS", incremental_profit_high=0.0, **figures
    )


def test_every_product_pair_and_offer_of_the_shop_is_compared_with_its_truth(refitted, shop):
    n_segments = shop.customers["segment"].nunique()

    assert len(refitted.cross_effects) == 6
    assert len(refitted.advice) == len(OFFERS) * n_segments
    assert set(refitted.elasticities["product_id"]) <= set(shop.log.product_ids)
    assert refitted.n_visits == 2 * len(shop.log)


def test_no_advice_earns_more_than_the_best(refitted):
    assert (refitted.advice["true_profit"] <= refitted.advice["best_profit"] + 1e-12).all()
    assert refitted.captured_share <= 1
    assert refitted.within_share <= 1


def test_discounts_given_with_the_offers_are_not_taken_over(refitted):
    advised = refitted.advice.loc[refitted.advice["offer_id"] == "b", "discount_share"].dropna()

    assert (advised != 0.55).all()


def test_the_best_discounts_capture_everything(truth):
    best = truth.curve_rows.sort_values("true_profit").groupby(["offer_id", "segment"]).last()
    book = advice_of(truth, 0.0)
    book["discount_share"] = best.loc[
        pd.MultiIndex.from_frame(book[["offer_id", "segment"]]), "discount_share"
    ].to_numpy()

    assert captured(book, truth.curve_rows, truth.audience.visit_share).share == pytest.approx(1)


def test_a_segment_that_the_shop_had_no_customers_of_is_advised_nothing(truth):
    book = advice_of(truth, 0.1)
    missing = str(book["segment"].iloc[0])

    rows = complete(book[book["segment"] != missing], truth)

    assert len(rows) == len(book)
    assert rows.loc[rows["segment"] == missing, "discount_share"].isna().all()
    assert (rows.loc[rows["segment"] == missing, "verdict"] == "FAIL").all()
    assert all(isinstance(parts, list) for parts in rows["product_ids"])


def test_a_band_is_judged_where_there_is_a_discount(refitted):
    is_none = refitted.advice["discount_share"].fillna(0) == 0

    assert refitted.advice.loc[is_none, "is_in_band"].isna().all()
    assert np.isin(refitted.advice.loc[~is_none, "is_in_band"].astype(float), (0.0, 1.0)).all()
