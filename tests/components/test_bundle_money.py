import pandas as pd
import pytest

from analytics.pricing.constraints import NO_LIMITS, Constraints
from analytics.pricing.money import AS_IN_FILES, CostAssumptions
from analytics.pricing.price_book.summary import may_lose
from components.bundles.assumptions import (
    cost_words,
    costs_of,
    forget_assumptions,
    limit_words,
    limits_of,
    save_costs,
    save_limits,
)
from components.bundles.waterfall import WORDS, amounts_of, sentence, waterfall_chart
from tests.builders import new_shop
from tests.offers import PER_VISITS


def steps():
    """Two segments of one visit each; the second is offered nothing."""
    return pd.DataFrame(
        {
            "segment": ["gold", "silver"],
            "weight": [1.0, 3.0],
            "list_price": [0.40, 0.0],
            "discount": [-0.04, 0.0],
            "payment_fee": [-0.01, 0.0],
            "product_cost": [-0.20, 0.0],
            "fulfilment": [-0.03, 0.0],
            "returns": [-0.02, 0.0],
            "cannibalized_parts": [-0.06, 0.0],
            "neighbors": [0.01, 0.0],
            "incremental_profit": [0.05, 0.0],
        }
    )


def test_the_waterfall_starts_at_the_list_price_and_ends_at_what_the_bundle_adds():
    amounts = amounts_of(steps(), "gold", PER_VISITS)

    assert amounts["list_price"] == pytest.approx(400)
    assert amounts["sold"] == pytest.approx(100)
    assert amounts["sold"] + amounts["cannibalized_parts"] + amounts["neighbors"] == pytest.approx(50)


def test_all_segments_share_the_waterfall_by_their_visits():
    assert amounts_of(steps(), None, PER_VISITS)["incremental_profit"] == pytest.approx(12.5)


def test_every_step_of_the_waterfall_has_its_bar():
    bars = waterfall_chart(amounts_of(steps(), "gold", PER_VISITS), PER_VISITS).data[0]

    assert [x.replace("<br>", " ").strip() for x in bars.x] == [name for name, _ in WORDS.values()]
    assert bars.measure.count("total") == 2 and bars.measure[0] == "absolute"
    low, high = waterfall_chart(amounts_of(steps(), "gold", PER_VISITS), PER_VISITS).layout.yaxis.range
    assert low < 0 < 400 < high


def test_the_waterfall_is_told_in_one_sentence():
    said = sentence(amounts_of(steps(), "gold", PER_VISITS), PER_VISITS)

    assert said.startswith("Of €400.00 list price per 1,000 visits, €100.00 is left")
    assert said.endswith("the bundle adds €50.00.")


def test_costs_and_limits_are_told_in_a_line():
    costs = CostAssumptions(0.25, 2.5, 0.2, 0.019, 0.05)
    limits = Constraints(0.2, 0.3, ".99", 0.25, (("p1", 4.0),), ("p2", "p3"), 1000.0, 6.0)

    assert cost_words(costs, "€") == (
        "your costs (25 % margin where the cost is unknown, €2.50 per parcel, €0.20 per item, "
        "1.9 % payment fee, 5.0 % returned)"
    )
    assert limit_words(limits, "€") == (
        "margin at least 20 %, at most 30 % off, change at most 25 %, ends in .99, 2 products excluded, "
        "stock of 1 product, budget of €1,000.00, over 6 weeks"
    )
    assert limit_words(NO_LIMITS, "€") == "none"


def test_assumptions_are_kept_with_the_shop_until_they_are_forgotten(tmp_path):
    shop = new_shop(tmp_path)
    costs, limits = CostAssumptions(per_order=2.0), Constraints(stock=(("p1", 4.0),), excluded=("p2",))

    save_costs(shop, costs)
    save_limits(shop, limits)

    assert (costs_of(shop, AS_IN_FILES), limits_of(shop, NO_LIMITS)) == (costs, limits)
    forget_assumptions(shop)
    assert (costs_of(shop, AS_IN_FILES), limits_of(shop, NO_LIMITS)) == (AS_IN_FILES, NO_LIMITS)


def test_a_bundle_may_lose_where_every_segments_band_begins_below_zero():
    book = pd.DataFrame(
        {
            "offer_id": ["a", "a", "b", "b", "c", "d"],
            "discount_share": [0.1, 0.2, 0.1, 0.2, 0.0, float("nan")],
            "incremental_profit_low": [-1.0, -1.0, -1.0, 0.5, 0.0, float("nan")],
        }
    )

    assert may_lose(book, book["offer_id"]) == {"a"}
