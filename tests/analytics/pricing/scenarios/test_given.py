import pytest

from analytics.pricing.scenarios.given import given_scenarios
from analytics.pricing.scenarios.scenario import Scenario
from analytics.pricing.scenarios.setting import CostChange, Mechanism, Setting
from data.schema import InputError
from tests.offers import offer

KNOWN = ("p0", "p1", "p2")
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
