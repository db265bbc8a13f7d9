from types import SimpleNamespace

import pandas as pd
import pytest

from components.results import bundle_title, unique_titles
from components.scenarios.charts import flat_chart, move_marks, segments_chart
from components.scenarios.choose import _named_apart
from components.scenarios.outcomes import EVERYONE, PER, Scenario, default_scenarios, outcomes
from components.scenarios.saved import scenarios_of
from tests.offers import SEGMENTS, offer


def marks(figure):
    return [trace for trace in figure.data if trace.meta == "scenario" and trace.visible]


def test_money_is_per_thousand_visits_and_shares_are_not():
    table = outcomes(offer(), [Scenario("a", (10, 20))])

    gold = table[table["segment"] == "gold"].iloc[0]
    assert gold["incremental_profit"] == pytest.approx(PER * 0.01)
    assert gold["take_rate"] == pytest.approx(0.01)
    assert gold["bundle_price"] == 9.0


def test_all_segments_together_are_weighted_by_their_visits():
    table = outcomes(offer(), [Scenario("a", (0, 40))]).set_index("segment")

    expected = 0.25 * table.loc["gold", "revenue"] + 0.75 * table.loc["silver", "revenue"]
    assert table.loc[EVERYONE, "revenue"] == pytest.approx(expected)
    assert table.loc[EVERYONE, "discount_share"] == pytest.approx(0.3)


def test_scenarios_keep_their_order_and_every_segment_has_a_row():
    table = outcomes(offer(), [Scenario("z", (1, 1)), Scenario("a", (2, 2))])

    assert list(table["scenario"].unique()) == ["z", "a"]
    assert list(table["segment"]) == [*SEGMENTS, EVERYONE] * 2


def test_the_first_scenario_is_the_best_per_segment():
    best, flat, round_one = default_scenarios(offer())

    assert best.percents == (10, 20) and best.is_by_segment
    assert flat.percents == (14, 14)
    assert round_one.name == "15 % for all"


def test_discounts_are_one_figure_or_a_range_in_words():
    assert Scenario("a", (15, 15)).words == "15 %"
    assert Scenario("a", (6, 26)).words == "6–26 %"


def test_a_saved_scenario_of_other_segments_gets_their_best_discounts():
    entry = {"name": "Old", "is_by_segment": True, "discounts": {"gold": 0.29}}

    (restored,) = scenarios_of({"scenarios": [entry]}, offer())

    assert restored.percents == (29, 20)


def test_scenarios_of_one_name_are_told_apart():
    names = [s.name for s in _named_apart([Scenario("a", (1,)), Scenario("a", (2,)), Scenario(" ", (3,))])]

    assert names == ["a", "a (2)", "Scenario 3"]


def test_the_mark_of_a_scenario_follows_its_slider():
    figure = flat_chart(offer(), "")

    for percent in (5, 25):
        table = outcomes(offer(), [Scenario("a", (percent, percent))])
        move_marks(figure, table[table["segment"] == EVERYONE])
        (mark,) = marks(figure)
        assert mark.x[0] == pytest.approx(percent / 100)
        assert mark.y[0] == pytest.approx(table["incremental_profit"].iloc[-1])


def test_every_segment_has_a_line_a_best_discount_and_its_mark():
    table = outcomes(offer(), [Scenario("a", (5, 6))])

    figure = move_marks(segments_chart(offer(), "€"), table[table["segment"] != EVERYONE])

    assert {"gold", "silver", "Best discount"} <= {trace.name for trace in figure.data}
    assert list(marks(figure)[0].x) == [0.05, 0.06]


def test_discounts_beyond_every_price_seen_are_shaded():
    shades = [shape for shape in flat_chart(offer(deepest=0.3), "").layout.shapes if shape.type == "rect"]

    assert [(shade.x0, shade.x1) for shade in shades] == [(0.3, 0.6)]


def test_a_mark_far_below_the_axis_widens_it():
    figure = flat_chart(offer(), "")
    table = outcomes(offer(), [Scenario("a", (60, 60))])

    move_marks(figure, table[table["segment"] == EVERYONE])

    assert figure.layout.yaxis.range[0] < table["incremental_profit"].iloc[-1]


def test_titles_that_products_share_carry_the_id():
    products = pd.DataFrame({"product_id": ["p1", "p2", "p3", "p4"], "title": ["Milk", "Milk", "Eggs", None]})

    assert unique_titles(products) == {"p1": "Milk (p1)", "p2": "Milk (p2)", "p3": "Eggs", "p4": "p4"}
    assert bundle_title(SimpleNamespace(products=products), ["p1", "p3"]) == "Milk (p1) + Eggs"


def test_scenarios_of_different_offers_each_look_up_their_own():
    shifted = offer(best=(30, 30))

    table = outcomes([offer(), shifted], [Scenario("a", (30, 30)), Scenario("b", (30, 30))])

    profit = table[table["segment"] == "gold"].set_index("scenario")["incremental_profit"]
    assert profit["b"] == pytest.approx(PER * 0.01) and profit["a"] < 0


def test_a_coupon_lowers_the_price_by_its_parts_share_alone():
    table = outcomes(offer(reduced_price=4.0), [Scenario("a", (50, 50))])

    assert set(table["bundle_price"]) == {8.0}


def test_what_other_scenarios_offer_has_a_curve_of_its_own():
    figure = flat_chart(offer(), "", {"free shipping": offer(best=(30, 30))})

    other = next(trace for trace in figure.data if trace.name == "free shipping")
    assert other.line.dash == "dash"
    assert other.x[other.y.argmax()] == pytest.approx(0.3)


def test_six_scenarios_are_marked_apart():
    scenarios = [Scenario(str(i), (i, i)) for i in range(6)]
    table = outcomes(offer(), scenarios)

    drawn = marks(move_marks(flat_chart(offer(), ""), table[table["segment"] == EVERYONE]))

    assert len({(trace.marker.symbol, trace.marker.color) for trace in drawn}) == 6
