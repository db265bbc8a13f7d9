import json

import pytest

from analytics.pricing.scenarios.plain import plain_scenarios, scenarios_of, setting_of
from analytics.pricing.scenarios.scenario import Scenario
from analytics.pricing.scenarios.setting import AS_CHOSEN, CostChange, Mechanism, Setting
from tests.offers import SEGMENTS, offer

KNOWN = ("p0", "p1", "p2")
AS_ONCE_SAVED = {
    "parts": ["p0", "p1"],
    "mechanism": "Coupon on one part",
    "coupon_for": "p1",
    "used_share": 0.5,
    "shipping": 0.0,
    "costs": {
        "per_order": 2.5,
        "per_item": None,
        "payment_fee_share": None,
        "product_cost_change": -0.1,
    },
    "visits_change": 0.2,
}


def test_scenarios_survive_as_json():
    setting = Setting(("p0", "p1"), Mechanism.FREE_SHIPPING, shipping=3.0, costs=CostChange(per_item=0.2))
    scenarios = [Scenario("a", (10, 20), True, setting), Scenario("b", (5, 5))]

    entries = json.loads(json.dumps(plain_scenarios(scenarios, SEGMENTS)))

    assert scenarios_of(entries, offer(), KNOWN) == scenarios


def test_a_setting_saved_before_mechanisms_had_codes_opens_as_it_was():
    assert setting_of(AS_ONCE_SAVED, KNOWN) == Setting(
        ("p0", "p1"), Mechanism.COUPON, "p1", 0.5, 0.0, CostChange(2.5, product_cost_change=-0.1), 0.2
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [*zip(("Bundle price", "Coupon on one part", "Free shipping"), Mechanism, strict=True)],
)
def test_every_mechanism_that_was_saved_in_words_has_its_code(words, code):
    for saved in (words, str(code)):
        assert setting_of(AS_ONCE_SAVED | {"mechanism": saved}, KNOWN).mechanism is code


def test_parts_that_are_no_longer_in_scope_give_way_to_the_bundles():
    assert setting_of({"parts": ["p0", "gone"], "visits_change": 0.1}, KNOWN) == Setting(visits_change=0.1)
    assert setting_of(None, KNOWN) == AS_CHOSEN


def test_a_saved_scenario_of_other_segments_gets_their_best_discounts():
    entry = {"name": "Old", "is_by_segment": True, "discounts": {"gold": 0.29}}

    (restored,) = scenarios_of([entry], offer(), KNOWN)

    assert restored.percents == (29, 20)
