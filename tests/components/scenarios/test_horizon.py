import pytest

from components.scenarios.horizon import Horizon, totals
from components.scenarios.outcomes import Scenario, outcomes
from components.scenarios.settings import Setting
from tests.offers import offer

SCENARIOS = [Scenario("a", (10, 20)), Scenario("b", (10, 20), setting=Setting(visits_change=0.5))]


def table():
    return outcomes(offer(), SCENARIOS)


def test_a_total_is_money_per_visit_times_the_visits_of_all_weeks():
    rows = totals(table(), SCENARIOS, Horizon(2000.0, 3)).set_index("scenario")

    assert rows["n_visits"].tolist() == [6000, 9000]
    assert rows["total_profit"]["a"] == pytest.approx(6 * rows["incremental_profit"]["a"])
    assert rows["total_profit"]["b"] == pytest.approx(1.5 * rows["total_profit"]["a"])


def test_amounts_are_in_total_only_where_asked_for_and_shares_never():
    per, total = (totals(table(), SCENARIOS, Horizon(2000.0, 3, is_total)) for is_total in (False, True))

    assert total["revenue"].tolist() == pytest.approx((per["revenue"] * [6, 9]).tolist())
    assert total["profit_low"].tolist() == pytest.approx((per["profit_low"] * [6, 9]).tolist())
    assert total["take_rate"].tolist() == per["take_rate"].tolist()
    assert total["total_profit"].tolist() == pytest.approx(total["incremental_profit"].tolist())


def test_a_horizon_is_told_in_words():
    assert Horizon(10.0, 1).words == "1 week"
    assert Horizon(10.0, 4).words == "4 weeks"
