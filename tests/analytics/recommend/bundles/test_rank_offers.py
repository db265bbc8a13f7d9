"""Offers ranked for customers: what each earns by them, by tables made by hand and by laws."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from analytics.pricing.price_book.market import Offer
from analytics.recommend.bundles.rank_offers import COLUMNS, PROFIT, rank_offers
from tests import price_books

SEGMENT_OF = pd.Series({"c1": "gold", "c2": "silver"})


def row(offer_id="B1", segment="gold", take_rate=0.1, profit=0.2, verdict="PASS", discount=0.1, n=10):
    return {
        "offer_id": offer_id,
        "segment": segment,
        "n_customers": n,
        "discount_share": discount,
        "bundle_price": 9.0,
        "take_rate": take_rate,
        "incremental_profit_per_visit": profit,
        "verdict": verdict,
    }


def book(*rows):
    return pd.DataFrame(list(rows))


def pairs(*customers, offers=("B1", "B2"), **columns):
    at = [(customer, offer) for customer in customers for offer in offers]
    return pd.DataFrame(at, columns=["customer_id", "offer_id"]).assign(**columns)


def test_an_offer_earns_its_segments_profit_times_the_customers_tilt():
    shown = rank_offers(pairs("c1", offers=["B1"], tilt=[2.0]), book(row()), SEGMENT_OF)

    assert list(shown.columns) == list(COLUMNS)
    assert shown.iloc[0][["customer_id", "offer_id", "rank"]].tolist() == ["c1", "B1", 1]
    assert shown.iloc[0]["chance"] == pytest.approx(0.2)
    assert shown.iloc[0][PROFIT] == pytest.approx(0.4)


def test_without_a_tilt_the_order_is_the_price_books():
    prices = book(row("B1", profit=0.1), row("B2", profit=0.3))

    assert rank_offers(pairs("c1"), prices, SEGMENT_OF)["offer_id"].tolist() == ["B2", "B1"]


def test_a_strong_tilt_turns_the_order():
    prices = book(row("B1", profit=0.1), row("B2", profit=0.3))

    shown = rank_offers(pairs("c1", tilt=[4.0, 1.0]), prices, SEGMENT_OF)

    assert shown["offer_id"].tolist() == ["B1", "B2"]


def test_what_the_price_model_predicts_of_a_customer_stands_before_a_tilt():
    own = pairs("c1", tilt=[9.0, 2.0], take_rate=[0.3, np.nan], incremental_profit=[0.05, np.nan])

    shown = rank_offers(own, book(row("B1"), row("B2")), SEGMENT_OF).set_index("offer_id")

    assert shown.loc["B1", "chance"] == 0.3
    assert shown.loc["B1", PROFIT] == 0.05
    assert shown.loc["B2", PROFIT] == pytest.approx(0.4)


def test_no_chance_is_above_one_and_its_profit_goes_with_it():
    shown = rank_offers(pairs("c1", offers=["B1"], tilt=[50.0]), book(row()), SEGMENT_OF)

    assert shown["chance"].tolist() == [1.0]
    assert shown[PROFIT].tolist() == pytest.approx([2.0])  # a sale earns 0.2 / 0.1


@pytest.mark.parametrize(
    "left_out",
    [
        row(verdict="FAIL", discount=np.nan, take_rate=np.nan, profit=np.nan),
        row(verdict="FAIL"),
        row(discount=0.0),
        row(profit=-0.1),
        row(profit=0.0),
        row(take_rate=0.0),
    ],
)
def test_what_is_withheld_or_earns_nothing_is_not_shown(left_out):
    shown = rank_offers(pairs("c1"), book(left_out, row("B2", verdict="WARN")), SEGMENT_OF)

    assert shown["offer_id"].tolist() == ["B2"]
    assert shown["rank"].tolist() == [1]


def test_a_loss_predicted_of_a_customer_is_not_shown():
    own = pairs("c1", take_rate=[0.5, 0.2], incremental_profit=[-0.1, 0.1])

    assert rank_offers(own, book(row("B1"), row("B2")), SEGMENT_OF)["offer_id"].tolist() == ["B2"]


def test_customers_have_the_terms_of_their_segment():
    prices = book(row(profit=0.2), row(segment="silver", profit=0.6, discount=0.3))

    shown = rank_offers(pairs("c1", "c2", offers=["B1"]), prices, SEGMENT_OF)

    assert shown["discount_share"].tolist() == [0.1, 0.3]
    assert shown["segment"].tolist() == ["gold", "silver"]


def test_a_customer_of_no_known_segment_has_the_terms_of_the_largest():
    prices = book(row(n=3), row(segment="silver", discount=0.3, n=7))
    segments = pd.Series({"c1": "gold", "c9": "bronze"})

    shown = rank_offers(pairs("c0", "c1", "c9", offers=["B1"]), prices, segments)

    assert shown["segment"].tolist() == ["silver", "gold", "silver"]


def test_a_customer_of_no_known_segment_is_shown_nothing_that_fails_in_the_largest():
    prices = book(row(n=3), row(segment="silver", verdict="FAIL", n=7))

    assert rank_offers(pairs("c0", offers=["B1"]), prices, SEGMENT_OF).empty


def test_at_most_so_many_are_shown():
    prices = book(*(row(f"B{i}", profit=i) for i in range(1, 6)))

    shown = rank_offers(pairs("c1", offers=prices["offer_id"]), prices, SEGMENT_OF, most=2)

    assert shown["offer_id"].tolist() == ["B5", "B4"]


def test_the_price_book_that_ships_is_ranked_as_it_is():
    offers = Offer("B1", ("p0", "p1")), Offer("B2", ("p1", "p2"))
    prices = price_books.book(price_books.market(), *offers)
    segments = pd.Series(prices["segment"].iloc[0], ["c1"])

    shown = rank_offers(pairs("c1", tilt=[1.0, 1.2]), prices, segments).set_index("offer_id")

    assert prices["verdict"].eq("PASS").all()
    assert shown.index.tolist() == ["B2", "B1"]
    for _, told in prices.iterrows():
        own, tilt = shown.loc[told["offer_id"]], {"B1": 1, "B2": 1.2}[told["offer_id"]]
        assert own["bundle_price"] == told["bundle_price"]
        assert own["chance"] == pytest.approx(tilt * told["take_rate"])
        assert own[PROFIT] == pytest.approx(tilt * told["incremental_profit_per_visit"])


def test_nobody_is_shown_nothing():
    assert list(rank_offers(pairs(), book(row()), SEGMENT_OF).columns) == list(COLUMNS)


def test_rows_that_come_twice_or_tilt_below_zero_are_refused():
    with pytest.raises(ValueError, match="twice"):
        rank_offers(pairs("c1", "c1"), book(row()), SEGMENT_OF)
    with pytest.raises(ValueError, match="below zero"):
        rank_offers(pairs("c1", tilt=[-1.0, 1.0]), book(row()), SEGMENT_OF)


@settings(max_examples=10, deadline=None)
@given(some.integers(0, 10_000))
def test_what_a_customer_is_shown_depends_on_nobody_else_and_on_no_order(seed):
    draw = np.random.default_rng(seed)
    customers, offers = [f"c{i}" for i in range(4)], ["B1", "B2", "B3"]
    segments = pd.Series(draw.choice(["gold", "silver"], 4), customers)
    prices = book(*(row(o, s, profit=draw.random() - 0.2) for o in offers for s in ("gold", "silver")))
    asked = pairs(*customers, offers=offers, tilt=draw.random(12))

    together = rank_offers(asked.sample(frac=1, random_state=seed), prices, segments)
    alone = [rank_offers(asked[asked["customer_id"] == one], prices, segments) for one in customers]

    pd.testing.assert_frame_equal(together, pd.concat(alone, ignore_index=True))
    for _, own in together.groupby("customer_id"):
        assert own["rank"].tolist() == list(range(1, len(own) + 1))
        assert own[PROFIT].is_monotonic_decreasing
