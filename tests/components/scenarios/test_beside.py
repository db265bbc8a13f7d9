from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analytics.pricing.scenarios.heat import Heat
from analytics.pricing.scenarios.scenario import Scenario
from components.scenarios import past_weeks, sensitivity, two_discounts
from components.scenarios.past_weeks import BESIDE, history_chart, sentence
from tests.offers import PER_VISITS

DRIVERS = pd.DataFrame(
    {
        "driver": ["per_order", "demand", "discount", "returns", "payment_fee_share", "product_cost"],
        "low": [0.0, -0.1, -5, -0.02, 0.0, -0.1],
        "high": [1.5, 0.1, 5, 0.02, 0.01, 0.1],
        "profit_low": [0.0, -0.3, -0.2, 0.1, 0.0, 0.1],
        "profit_high": [-0.5, 0.3, -0.1, -0.1, -0.05, -0.1],
        "is_band": [False, True, False, False, False, False],
    }
)


def surface():
    grid = np.array([0.0, 0.1, 0.2])
    return Heat(grid, grid, np.array([[0.0, 0.001, 0.0], [0.002, 0.004, 0.001], [0.0, 0.0, -0.03]]))


def test_ends_of_ranges_are_told_in_their_own_units():
    table = sensitivity.in_words(DRIVERS, PER_VISITS).set_index("driver")

    assert table["high_words"].to_dict() == {
        "per_order": "€1.50",
        "demand": "+11 % odds",
        "discount": "+5 points",
        "returns": "+2 points",
        "payment_fee_share": "1.0 %",
        "product_cost": "+10 %",
    }
    assert table["basis"]["demand"] == "90 % band of the data"


def test_the_first_bar_is_the_sentence():
    words = sensitivity.sentence(
        sensitivity.in_words(DRIVERS, PER_VISITS), Scenario("Best", (10,)), PER_VISITS
    )

    assert words.startswith("Fulfilment per parcel: that matters most for Best. From €0.00 to €1.50")


def test_every_driver_has_a_bar_for_both_ends_with_the_first_on_top():
    figure = sensitivity.tornado_chart(sensitivity.in_words(DRIVERS, PER_VISITS), "Best", PER_VISITS)

    assert [len(trace.y) for trace in figure.data] == [6, 6]
    assert figure.layout.yaxis.autorange == "reversed"


def test_every_driver_of_the_analysis_has_words():
    from analytics.pricing.offers.deals import Deal
    from analytics.pricing.scenarios.sensitivity import what_matters
    from tests.demand import audience_by_hand, costs_by_hand

    deal = Deal(carried=1.0, used_share=0.5)
    table = what_matters(audience_by_hand([[0.0, 0.0]]), (0, 1), costs_by_hand(2), (10,), deal)

    assert sensitivity.in_words(table, PER_VISITS)["input"].notna().all()


def test_most_profit_is_told_and_marked():
    words = two_discounts.sentence(surface(), "gold", "silver", PER_VISITS)
    figure = two_discounts.heat_chart(surface(), "gold", "silver", "Title", PER_VISITS)

    assert "10 % for gold and 10 % for silver: €4.00 more" in words
    assert (figure.data[1].x[0], figure.data[1].y[0]) == (0.1, 0.1)


def test_deep_losses_do_not_make_gains_pale():
    drawn = two_discounts.heat_chart(surface(), "gold", "silver", "Title", PER_VISITS).data[0]

    assert (drawn.zmin, drawn.zmax) == (pytest.approx(-4.0), pytest.approx(4.0))
    assert drawn.z[1, 0] == pytest.approx(1.0)  # rows go upwards with the second discount


def test_the_numbers_behind_the_map_name_both_discounts():
    rows = two_discounts.rows_of(surface(), PER_VISITS, step=10)

    assert len(rows) == 9
    assert rows.iloc[1].to_dict() == {"first": 0.0, "second": 0.1, "profit": 1.0}


def test_every_scenario_stands_as_a_level_beside_the_past():
    weeks = pd.DataFrame(
        {"week": pd.to_datetime(["2025-01-06", "2025-01-13"]), "contribution_margin": [80.0, 90.0]}
    )
    past, without = BESIDE.values()
    table = pd.DataFrame({"scenario": [past, without, "Best"], "contribution_margin": [85.0, 100.0, 102.0]})

    figure = history_chart(weeks, table, PER_VISITS)

    assert [trace.name for trace in figure.data] == ["Past weeks", without, "Best"]
    assert list(figure.data[2].y) == [102.0, 102.0]
    assert "€85 per 1,000 visits" in sentence(table, PER_VISITS) and "expects €100" in sentence(
        table, PER_VISITS
    )


def test_where_looks_are_implied_the_past_is_not_compared(monkeypatch):
    said = []
    monkeypatch.setattr(past_weeks.display, "show_note", said.append)
    audience = SimpleNamespace(has_views=False)
    page = SimpleNamespace(whose=None, is_looked_at_by_some=True, found=SimpleNamespace(audience=audience))

    past_weeks.show_past_weeks(page, board=None)

    assert len(said) == 1
    assert "not compared" in said[0]
