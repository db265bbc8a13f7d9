from analytics.pricing.scenarios.scenario import Scenario, default_scenarios, duplicated, named_apart
from analytics.pricing.scenarios.setting import Mechanism, Setting
from tests.offers import offer

BEST = Scenario(
    "Best", (10, 20), is_by_segment=True, setting=Setting(mechanism=Mechanism.FREE_SHIPPING, shipping=2.0)
)
FLAT = Scenario("Flat", (15, 15))


def test_a_copy_stands_beside_its_original_and_is_all_it_is_but_for_the_name():
    first, copy, last = duplicated([BEST, FLAT], 0)

    assert (first, last) == (BEST, FLAT)
    assert (copy.name, copy.percents, copy.setting) == ("Best (2)", BEST.percents, BEST.setting)


def test_copies_of_a_copied_one_have_names_of_their_own():
    names = [s.name for s in duplicated(duplicated([FLAT], 0), 0)]

    assert names == ["Flat", "Flat (3)", "Flat (2)"]


def test_the_first_scenario_is_the_best_per_segment():
    best, flat, round_one = default_scenarios(offer())

    assert best.percents == (10, 20) and best.is_by_segment
    assert flat.percents == (14, 14)
    assert round_one.name == "15 % for all"


def test_scenarios_of_one_name_are_told_apart():
    names = [s.name for s in named_apart([Scenario("a", (1,)), Scenario("a", (2,)), Scenario(" ", (3,))])]

    assert names == ["a", "a (2)", "Scenario 3"]
