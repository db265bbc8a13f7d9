import numpy as np
import pandas as pd
import pytest

from analytics.runs.customer_value.value import CustomerValue
from analytics.segments.lifetime.checks import Assumption
from analytics.segments.migration import NOT_YET
from analytics.segments.new_customers.evaluation import Answer, evaluate_new_customers
from analytics.segments.rfm import SEGMENT_NAMES
from analytics.segments.traits import Trait
from analytics.segments.value_segments import ValueSegment
from components import lifetime
from components.lifetime import charts, moves, new_customers, portraits, words
from components.shell import theme
from tests.analytics.segments.new_customers.newcomers import Newcomers

SEGMENTS = pd.DataFrame(
    {
        "value_segment": ["high_value", "ordinary"],
        "n_customers": [20, 80],
        "customer_share": [0.2, 0.8],
        "revenue_share": [0.5, 0.5],
        "expected_value": [6000.0, 4000.0],
        "value_share": [0.6, 0.4],
        "mean_value": [300.0, 50.0],
        "mean_value_low": [250.0, 40.0],
        "mean_value_high": [360.0, 60.0],
        "mean_purchases": [12.0, 2.0],
        "median_recency_days": [1.0, 60.0],
    }
)
HOLDOUT = pd.DataFrame(
    {
        "n_repeats": [0, 3, 7],
        "n_customers": [50, 30, 20],
        "actual": [0.2, 1.0, 6.0],
        "actual_low": [0.1, 0.8, 5.0],
        "actual_high": [0.3, 1.2, 7.0],
        "expected": [0.25, 1.1, 5.5],
    }
)
MOVES = pd.DataFrame(
    {
        "from_segment": ["high_value", "high_value", "ordinary", NOT_YET],
        "to_segment": ["high_value", "ordinary", "ordinary", "ordinary"],
        "n_customers": [15, 5, 70, 10],
    }
)


def found(segments: pd.DataFrame = SEGMENTS, horizon_days: int = 365) -> CustomerValue:
    nothing = pd.DataFrame()
    return CustomerValue(nothing, segments, None, nothing, horizon_days)


def test_the_answer_says_what_comes_and_who_brings_it():
    assert lifetime.answer(found(), "€") == (
        "In the coming year the customers known today will bring about €10,000 after all costs; 60 % of it "
        "comes from 20 high-value customers, €300.00 each (90 % band €250.00 to €360.00)."
    )


def test_where_nobody_is_of_high_value_the_answer_is_the_sum():
    assert lifetime.answer(found(SEGMENTS.tail(1), 90), "") == (
        "In the coming 90 days the customers known today will bring about 4,000 after all costs."
    )


def test_every_code_has_its_words_and_every_segment_its_color():
    for codes, told in (
        (ValueSegment, words.SEGMENTS),
        (ValueSegment, words.COLORS),
        (ValueSegment, words.MEANINGS),
        (Trait, words.TRAITS),
        (Answer, words.ANSWERS),
        (Assumption, words.ASSUMPTIONS),
        (Assumption, words.FIGURES),
        (Assumption, words.FOUND),
        (Assumption, words.REMEDIES),
    ):
        assert set(codes) == set(told)
    assert set(moves._order()) <= set(moves._colors())
    assert set(SEGMENT_NAMES) < set(theme.NAMED_SEGMENTS)


def test_the_value_chart_has_the_best_on_top_and_its_band():
    figure = charts.value_chart(SEGMENTS.assign(name=["High-value", "Ordinary"]), "€", "year")

    last = figure.data[-1]
    assert list(last.y) == ["High-value"]
    assert (last.x[0] - last.error_x.arrayminus[0], last.x[0] + last.error_x.array[0]) == (250, 360)


def test_the_last_class_of_the_calibration_stands_for_more():
    figure = charts.calibration_chart(HOLDOUT)

    assert list(figure.data[0].x) == ["0", "3", "7+"]


def test_flows_lead_from_left_to_right_and_keep_their_sizes():
    shown = MOVES.assign(**{c: MOVES[c].map(words.segment_name) for c in ("from_segment", "to_segment")})

    sankey = charts.moves_chart(shown, moves._colors(), moves._order(), "in May").data[0]

    labels = np.array(sankey.node.label)
    assert labels.tolist() == ["New in the month", "High-value", "Ordinary", "High-value", "Ordinary"]
    assert labels[list(sankey.link.source)].tolist() == shown["from_segment"].tolist()
    assert min(sankey.link.target) > max(sankey.link.source)
    assert sum(sankey.link.value) == 100
    assert all(0 < height < 1 for height in sankey.node.y)


def test_who_came_has_not_moved():
    assert moves.told(MOVES) == "5 of 90 customers (6 %) moved; 10 customers came."


def test_a_portrait_tells_what_sets_a_segment_apart():
    rows = [
        ("category", "mugs", 0.40, 0.20, 2.0),
        ("category", "pots", 0.30, 0.50, 0.6),
        ("category", "pans", 0.01, 0.001, 10.0),
        ("weekday", "6", 0.20, 0.10, 2.0),
        ("hour", "9", 0.10, 0.10, 1.0),
    ]
    columns = ["trait", "value", "revenue_share", "shop_share", "index"]

    told = portraits.sentences(pd.DataFrame(rows, columns=columns))

    assert told == [
        "Category: more mugs (40.0 % of their revenue, 20.0 % of all), less pots (30.0 % of their revenue, "
        "50.0 % of all).",
        "Weekday: more Saturday (20.0 % of their revenue, 10.0 % of all).",
    ]


def test_a_segment_like_all_others_is_said_to_be_so():
    alike = pd.DataFrame(
        [("hour", "9", 0.1, 0.1, 1.0)], columns=["trait", "value", "revenue_share", "shop_share", "index"]
    )

    assert portraits.sentences(alike) == ["They buy what everyone buys, where and when everyone does."]


@pytest.mark.parametrize(
    ("trait", "value", "told"),
    [
        ("hour", "0", "0–1 h"),
        ("weekday", "7", "Sunday"),
        ("reduced", "yes", "Reduced"),
        ("brand", "yes", "yes"),
    ],
)
def test_values_of_traits_are_words(trait, value, told):
    assert words.trait_value(trait, value) == told


def test_the_classifier_is_said_to_be_better_only_where_it_is():
    new = evaluate_new_customers(Newcomers().first_days(1500))

    assert ("better than" in new_customers.answer(new)) == new.is_better
    assert "from day 30 to day 180" in new_customers.what_is_told(new, "€")
    assert charts.roc_chart(new.roc).data[0].name == "High-value"
