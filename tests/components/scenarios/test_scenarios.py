from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analytics.pricing.scenarios.outcomes import outcomes
from analytics.pricing.scenarios.scenario import Scenario
from components.scenarios.charts import curve_in, flat_chart, move_marks, segments_chart
from components.scenarios.words import discount_words
from components.shell.labels import unique_titles
from components.shell.results import bundle_title
from components.shell.units import MoneyUnit, Unit
from tests.offers import PER_VISITS, offer


def marks(figure):
    return [trace for trace in figure.data if trace.meta == "scenario" and trace.visible]


def test_discounts_are_one_figure_or_a_range_in_words():
    assert discount_words(Scenario("a", (15, 15))) == "15 %"
    assert discount_words(Scenario("a", (6, 26))) == "6–26 %"


def test_the_mark_of_a_scenario_follows_its_slider():
    figure = flat_chart(offer(), PER_VISITS)

    for percent in (5, 25):
        table = outcomes(offer(), [Scenario("a", (percent, percent))])
        move_marks(figure, table[table["is_total"]])
        (mark,) = marks(figure)
        assert mark.x[0] == pytest.approx(percent / 100)
        assert mark.y[0] == pytest.approx(table["incremental_profit"].iloc[-1])


def test_every_segment_has_a_line_a_best_discount_and_its_mark():
    table = outcomes(offer(), [Scenario("a", (5, 6))])

    figure = move_marks(segments_chart(offer(), PER_VISITS), table[~table["is_total"]])

    assert {"gold", "silver", "Best discount"} <= {trace.name for trace in figure.data}
    assert list(marks(figure)[0].x) == [0.05, 0.06]


def test_discounts_beyond_every_price_seen_are_shaded():
    shades = [
        shape for shape in flat_chart(offer(deepest=0.3), PER_VISITS).layout.shapes if shape.type == "rect"
    ]

    assert [(shade.x0, shade.x1) for shade in shades] == [(0.3, 0.6)]


def test_a_mark_far_below_the_axis_widens_it():
    figure = flat_chart(offer(), PER_VISITS)
    table = outcomes(offer(), [Scenario("a", (60, 60))])

    move_marks(figure, table[table["is_total"]])

    assert figure.layout.yaxis.range[0] < table["incremental_profit"].iloc[-1]


def test_titles_that_products_share_carry_the_id():
    products = pd.DataFrame({"product_id": ["p1", "p2", "p3", "p4"], "title": ["Milk", "Milk", "Eggs", None]})

    assert unique_titles(products) == {"p1": "Milk (p1)", "p2": "Milk (p2)", "p3": "Eggs", "p4": "p4"}
    assert bundle_title(SimpleNamespace(products=products), ["p1", "p3"]) == "Milk (p1) + Eggs"


def test_what_other_scenarios_offer_has_a_curve_of_its_own():
    figure = flat_chart(offer(), PER_VISITS, {"free shipping": offer(best=(30, 30))})

    other = next(trace for trace in figure.data if trace.name == "free shipping")
    assert other.line.dash == "dash"
    assert other.x[other.y.argmax()] == pytest.approx(0.3)


def test_six_scenarios_are_marked_apart():
    scenarios = [Scenario(str(i), (i, i)) for i in range(6)]
    table = outcomes(offer(), scenarios)

    drawn = marks(move_marks(flat_chart(offer(), PER_VISITS), table[table["is_total"]]))

    assert len({(trace.marker.symbol, trace.marker.color) for trace in drawn}) == 6


def test_curves_of_a_year_add_up_where_those_per_visits_are_each_segments_own():
    own, year = offer(), MoneyUnit(Unit.YEAR, 50_000.0)

    whole, *each = (curve_in(year, own, segment)["profit"] for segment in (None, 0, 1))
    per, *of = (curve_in(PER_VISITS, own, segment)["profit"] for segment in (None, 0, 1))

    np.testing.assert_allclose(sum(each), whole)
    np.testing.assert_allclose(whole, 50 * per)
    np.testing.assert_allclose(each[0], 50 * own.visit_share[0] * of[0])
