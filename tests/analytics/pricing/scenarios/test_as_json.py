import json

import pytest

from analytics.pricing.scenarios.as_json import (
    given_scenarios,
    plain_scenarios,
    saved_scenarios,
    setting_of,
)
from analytics.pricing.scenarios.scenario import Scenario
from analytics.pricing.scenarios.setting import AS_CHOSEN, CostChange, Mechanism, Setting
from data.schema import InputError
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
REFUSED = [  # what is given, and what the sentence names
    ({}, "no scenarios"),
    ([], "no scenarios"),
    (["a"], "scenario 1"),
    ([{"discounts": 0.1, "colour": "red"}], "'colour'"),
    ([{"discounts": 0.1}, {"name": 3, "discounts": 0.1}], "scenario 2"),
    ([{}], "discount"),
    ([{"discounts": "a tenth"}], "discount"),
    ([{"discounts": float("nan")}], "discount"),
    ([{"discounts": True}], "discount"),
    ([{"discounts": 0.61}], "0.61"),
    ([{"discounts": -0.01}], "-0.01"),
    ([{"discounts": 0.155}], "0.155"),
    ([{"discounts": {"bronze": 0.1}}], "'bronze'"),
    ([{"discounts": 0.1, "setting": []}], None),
    ([{"discounts": 0.1, "setting": ["p0"]}], "setting"),
    ([{"discounts": 0.1, "setting": {"mechanism": "gift"}}], "'gift'"),
    ([{"discounts": 0.1, "setting": {"mechanism": ["coupon"]}}], "mechanism"),
    ([{"discounts": 0.1, "setting": {"parts": ["p0", "p9"]}}], "'p9'"),
    ([{"discounts": 0.1, "setting": {"parts": ["p0"]}}], "parts"),
    ([{"discounts": 0.1, "setting": {"parts": ["p0", "p0"]}}], "parts"),
    ([{"discounts": 0.1, "setting": {"parts": "p0"}}], "parts"),
    ([{"discounts": 0.1, "setting": {"coupon_for": "p9"}}], "'p9'"),
    ([{"discounts": 0.1, "setting": {"used_share": 1.5}}], "used share"),
    ([{"discounts": 0.1, "setting": {"used_share": None}}], "used share"),
    ([{"discounts": 0.1, "setting": {"costs": {"per_order": "1"}}}], "per order"),
    ([{"discounts": 0.1, "setting": {"costs": {"rent": 1}}}], "'rent'"),
    ([{"discounts": 0.1, "setting": {"visits_change": -2}}], "visits change"),
]


def test_scenarios_survive_as_json():
    setting = Setting(("p0", "p1"), Mechanism.FREE_SHIPPING, shipping=3.0, costs=CostChange(per_item=0.2))
    scenarios = [Scenario("a", (10, 20), True, setting), Scenario("b", (5, 5))]

    entries = json.loads(json.dumps(plain_scenarios(scenarios, SEGMENTS)))

    assert saved_scenarios(entries, offer(), KNOWN) == scenarios


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

    (restored,) = saved_scenarios([entry], offer(), KNOWN)

    assert restored.percents == (29, 20)


def test_what_is_left_out_is_as_the_bundle_has_it():
    costs = {"per_order": 2.0, "per_item": None}
    setting = {"mechanism": "coupon", "coupon_for": "p1", "parts": ["p0", "p1"], "costs": costs}
    entries = [{"name": "A", "discounts": 0.1}, {"discounts": {"gold": 0.29}, "setting": setting}]

    flat, own = given_scenarios(entries, offer(), KNOWN)

    assert flat == Scenario("A", (10, 10))
    wanted = Setting(("p0", "p1"), Mechanism.COUPON, "p1", costs=CostChange(per_order=2.0))
    assert own == Scenario("Scenario 2", (29, 20), False, wanted)


@pytest.mark.parametrize(("given", "named"), REFUSED)
def test_what_is_no_scenario_is_refused_in_a_sentence_that_names_it(given, named):
    if named is None:  # nothing said is nothing wrong
        assert given_scenarios(given, offer(), KNOWN)
        return

    with pytest.raises(InputError) as refused:
        given_scenarios(given, offer(), KNOWN)

    assert named in str(refused.value)
