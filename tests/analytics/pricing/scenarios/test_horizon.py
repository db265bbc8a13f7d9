import pytest

from analytics.pricing.scenarios.horizon import Horizon, totals
from analytics.pricing.scenarios.outcomes import outcomes
from analytics.pricing.scenarios.scenario import Scenario
from analytics.pricing.scenarios.setting import Setting
from tests.offers import offer

SCENARIOS = [Scenario("a", (10, 20)), Scenario("b", (10, 20), setting=Setting(visits_change=0.5))]


def table():
    return outcomes(offer(), SCENARIOS)


def test_a_total_is_money_per_visit_times_the_visits_of_all_weeks():
    rows = totals(table(), SCENARIOS, Horizon(2000.0, 3)).query("is_total").set_index("scenario")

    assert rows["n_visits"].tolist() == [6000, 9000]
    assert rows["total_profit"]["a"] == pytest.approx(6 * rows["incremental_profit"]["a"])
    assert rows["total_profit"]["b"] == pytest.approx(1.5 * rows["total_profit"]["a"])


def test_amounts_are_in_total_only_where_asked_for_and_shares_never():
    per, total = (totals(table(), SCENARIOS, Horizon(2000.0, 3, is_total)) for is_total in (False, True))

    for name in ("revenue", "profit_low"):
        assert total[name].tolist() == pytest.approx((per[name] * per["n_visits"] / 1000).tolist())
    assert total["take_rate"].tolist() == per["take_rate"].tolist()
    assert total["total_profit"].tolist() == pytest.approx(total["incremental_profit"].tolist())


def test_the_visits_and_profits_of_segments_add_up_to_those_of_all():
    rows = totals(table(), SCENARIOS, Horizon(2000.0, 3))

    for name in ("n_visits", "total_profit"):
        of_segments = rows[~rows["is_total"]].groupby("scenario")[name].sum()
        assert of_segments.tolist() == pytest.approx(rows[rows["is_total"]][name].tolist())
