import pytest

from analytics.pricing.price_book.yearly import WEEKS_A_YEAR
from analytics.pricing.scenarios.horizon import Horizon, Unit, totals
from analytics.pricing.scenarios.outcomes import outcomes
from analytics.pricing.scenarios.scenario import Scenario
from analytics.pricing.scenarios.setting import Setting
from tests.offers import offer

SCENARIOS = [Scenario("a", (10, 20)), Scenario("b", (10, 20), setting=Setting(visits_change=0.5))]


def table():
    return outcomes(offer(), SCENARIOS)


def test_a_total_is_money_per_visit_times_the_visits_of_all_weeks():
    horizon = Horizon(2000.0, 3, Unit.VISITS)
    rows = totals(table(), SCENARIOS, horizon).query("is_total").set_index("scenario")

    assert rows["n_visits"].tolist() == [6000, 9000]
    assert rows["total_profit"]["a"] == pytest.approx(6 * rows["incremental_profit"]["a"])
    assert rows["total_profit"]["b"] == pytest.approx(1.5 * rows["total_profit"]["a"])


def test_amounts_are_those_of_the_unit_and_shares_of_none():
    per, year, weeks = (
        totals(table(), SCENARIOS, Horizon(2000.0, 3, unit)) for unit in (Unit.VISITS, Unit.YEAR, Unit.WEEKS)
    )

    for name in ("revenue", "profit_low"):
        assert weeks[name].tolist() == pytest.approx((per[name] * per["n_visits"] / 1000).tolist())
        assert year[name].tolist() == pytest.approx((weeks[name] * WEEKS_A_YEAR / 3).tolist())
    assert weeks["take_rate"].tolist() == year["take_rate"].tolist() == per["take_rate"].tolist()
    for told in (per, year, weeks):
        assert told["total_profit"].tolist() == pytest.approx(weeks["incremental_profit"].tolist())


def test_the_visits_and_profits_of_segments_add_up_to_those_of_all():
    rows = totals(table(), SCENARIOS, Horizon(2000.0, 3))

    for name in ("n_visits", "total_profit"):
        of_segments = rows[~rows["is_total"]].groupby("scenario")[name].sum()
        assert of_segments.tolist() == pytest.approx(rows[rows["is_total"]][name].tolist())
