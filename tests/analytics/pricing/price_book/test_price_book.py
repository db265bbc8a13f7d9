import numpy as np
import pytest

from analytics.findings import Gate, GateName, Reason, Verdict
from analytics.pricing.price_book.book import COLUMNS, build_price_book
from analytics.pricing.price_book.market import Offer, offer_gates
from tests.price_books import book, first_row, market

DISCOUNT_AND_WHAT_FOLLOWS = (
    "discount_share",
    "bundle_price",
    "take_rate",
    "incremental_profit_per_visit",
    "incremental_profit_low",
    "incremental_profit_high",
    "take_rate_low",
    "take_rate_high",
)


def failed(product_id="p0"):
    return Gate(GateName.PRICE_VARIATION, product_id, Verdict.FAIL, 0.0, Reason.PRICE_NEVER_MOVED)


def doubtful(product_id=None):
    return Gate(GateName.CONFOUNDING, product_id, Verdict.WARN, 3.0, Reason.NEXT_PRICE_PREDICTS)


def test_a_price_book_has_a_row_per_offer_and_segment():
    where = market(np.full((4, 3), -1.0), segment=[0, 0, 1, 1])

    rows = book(where, Offer("B01", ("p0", "p1")), Offer("B02", ("p0", "p1", "p2")))

    assert tuple(rows.columns) == COLUMNS
    assert list(zip(rows["offer_id"], rows["segment"], strict=True)) == [
        (offer, tier) for offer in ("B01", "B02") for tier in ("tier 0", "tier 1")
    ]


def test_a_good_offer_passes_with_its_discount():
    row = first_row(market())

    assert (row["verdict"], row["reason"]) == ("PASS", "Passed every gate")
    assert 0 < row["discount_share"] < 0.5
    assert (
        row["incremental_profit_low"] <= row["incremental_profit_per_visit"] <= row["incremental_profit_high"]
    )
    assert row["incremental_profit_per_visit"] > 0


def test_the_bundle_price_is_the_parts_less_the_discount():
    row = first_row(market())

    assert row["component_price"] == 20.0
    assert row["bundle_price"] == pytest.approx(20 * (1 - row["discount_share"]))


def test_a_failed_gate_withholds_the_discount_and_names_the_experiment():
    row = first_row(market(gates=[failed()]))

    assert row["verdict"] == "FAIL"
    assert (
        row["reason"]
        == "Product 0: The price never moved. Run a price test: ±10 % in alternating weeks for eight weeks"
    )
    assert row[list(DISCOUNT_AND_WHAT_FOLLOWS)].isna().all()
    assert row["component_price"] == 20.0


def test_a_failed_gate_of_another_product_does_not_matter():
    assert first_row(market(gates=[failed("p2")]))["verdict"] == "PASS"


def test_several_failures_are_counted():
    row = first_row(market(gates=[failed("p0"), failed("p1")]))

    assert "(and 1 more)" in row["reason"]


def test_a_doubt_about_the_shop_warns_about_every_offer():
    rows = book(market(gates=[doubtful()]), Offer("B01", ("p0", "p1")), Offer("B02", ("p1", "p2")))

    assert rows["verdict"].tolist() == ["WARN", "WARN"]
    assert rows["reason"].str.startswith("The next period's prices predict").all()
    assert rows["discount_share"].notna().all()


def test_a_failure_outweighs_a_doubt():
    assert first_row(market(gates=[doubtful(), failed()]))["reason"].startswith(
        "Product 0: The price never moved"
    )


def test_parts_hardly_ever_bought_together_warn():
    row = first_row(market(n_both=3))

    assert row["verdict"] == "WARN"
    assert "bought together in 3 visits" in row["reason"]


def test_a_discount_cut_back_to_the_deepest_seen_warns():
    row = first_row(market(lowest=0.95))

    assert (row["verdict"], row["discount_share"]) == ("WARN", 0.05)
    assert "A deeper discount looked better" in row["reason"]


def test_a_discount_that_not_all_parts_were_sold_at_warns():
    where = market(lowest=np.array([0.95, 0.8, 1.0]))

    rows = [first_row(where, Offer("B", ("p0", "p1"), discount)) for discount in (0.12, 0.16, 0.25)]

    assert [row["verdict"] for row in rows] == ["PASS", "WARN", "WARN"]
    assert "Not all of its parts were ever sold so low; at their lowest, 12 % off" in rows[1]["reason"]
    assert "Its parts were never sold below 20 % off" in rows[2]["reason"]
    assert "Not all" not in rows[2]["reason"]


def test_a_band_around_zero_is_a_matter_of_sureness_and_not_of_the_verdict():
    row = first_row(market(spread=1.5))

    assert row["incremental_profit_low"] < 0 < row["incremental_profit_high"]
    assert (row["verdict"], row["reason"]) == ("PASS", "Passed every gate")


def test_an_offer_that_cannot_earn_passes_without_a_discount():
    row = first_row(market(slope=0.1))

    assert (row["discount_share"], row["verdict"]) == (0.0, "PASS")
    assert row["reason"] == "No discount earns more than selling the parts alone"
    assert row["incremental_profit_per_visit"] == 0.0


def test_an_offer_asks_only_for_the_gates_of_its_parts():
    where = market(gates=[failed("p0"), failed("p2"), doubtful()])

    names = [(g.name, g.product_id) for g in offer_gates(where, [1, 2])]

    assert names == [("price_variation", "p2"), ("confounding", None), ("joint_exposure", None)]


def test_a_product_without_a_title_is_named_by_its_id():
    row = book(market(gates=[failed()]), titles={}).iloc[0]

    assert row["reason"].startswith("p0: ")


def test_an_empty_price_book_still_has_its_columns():
    assert tuple(build_price_book(market(), []).columns) == COLUMNS
