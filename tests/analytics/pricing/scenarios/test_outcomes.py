import pytest

from analytics.pricing.scenarios import PER
from analytics.pricing.scenarios.outcomes import outcomes
from analytics.pricing.scenarios.scenario import Scenario
from tests.offers import SEGMENTS, offer


def test_money_is_per_thousand_visits_and_shares_are_not():
    table = outcomes(offer(), [Scenario("a", (10, 20))])

    gold = table[table["segment"] == "gold"].iloc[0]
    assert gold["incremental_profit"] == pytest.approx(PER * 0.01)
    assert gold["take_rate"] == pytest.approx(0.01)
    assert gold["bundle_price"] == 9.0


def test_all_segments_together_are_weighted_by_their_visits():
    table = outcomes(offer(), [Scenario("a", (0, 40))]).fillna({"segment": ""}).set_index("segment")

    expected = 0.25 * table.loc["gold", "revenue"] + 0.75 * table.loc["silver", "revenue"]
    assert table.loc["", "revenue"] == pytest.approx(expected)
    assert table.loc["", "discount_share"] == pytest.approx(0.3)


def test_scenarios_keep_their_order_and_every_segment_has_a_row():
    table = outcomes(offer(), [Scenario("z", (1, 1)), Scenario("a", (2, 2))])

    assert list(table["scenario"].unique()) == ["z", "a"]
    assert list(table["segment"].fillna("")) == [*SEGMENTS, ""] * 2
    assert list(table["is_total"]) == [False, False, True] * 2


def test_scenarios_of_different_offers_each_look_up_their_own():
    shifted = offer(best=(30, 30))

    table = outcomes([offer(), shifted], [Scenario("a", (30, 30)), Scenario("b", (30, 30))])

    profit = table[table["segment"] == "gold"].set_index("scenario")["incremental_profit"]
    assert profit["b"] == pytest.approx(PER * 0.01) and profit["a"] < 0


def test_a_coupon_lowers_the_price_by_its_parts_share_alone():
    table = outcomes(offer(reduced_price=4.0), [Scenario("a", (50, 50))])

    assert set(table["bundle_price"]) == {8.0}
