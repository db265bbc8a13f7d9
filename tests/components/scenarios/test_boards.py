from components.scenarios.boards import duplicated
from components.scenarios.outcomes import Scenario
from components.scenarios.settings import SHIPPING, Setting

BEST = Scenario("Best", (10, 20), is_by_segment=True, setting=Setting(mechanism=SHIPPING, shipping=2.0))
FLAT = Scenario("Flat", (15, 15))


def test_a_copy_stands_beside_its_original_and_is_all_it_is_but_for_the_name():
    first, copy, last = duplicated([BEST, FLAT], 0)

    assert (first, last) == (BEST, FLAT)
    assert (copy.name, copy.percents, copy.setting) == ("Best (2)", BEST.percents, BEST.setting)


def test_copies_of_a_copied_one_have_names_of_their_own():
    names = [s.name for s in duplicated(duplicated([FLAT], 0), 0)]

    assert names == ["Flat", "Flat (3)", "Flat (2)"]
