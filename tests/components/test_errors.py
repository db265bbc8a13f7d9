import json

import pandas as pd
import pytest

from analytics.cli.error_words import ACQUAINTANCES, DIMENSIONS, LEVELS
from analytics.evidence.errors.dimensions import Acquaintance, Dimension, PriceLevel
from analytics.evidence.errors.features import Feature
from analytics.runs.errors import analyze
from components.errors import named_groups, words
from components.errors.charts import (
    BEYOND_CHANCE,
    BY_CHANCE,
    QUALITY,
    Measure,
    compared_chart,
    missed_chart,
    quality_chart,
)
from components.errors.names import MISSING, PLURALS, full_name, group_name
from components.errors.slice_words import slice_name
from components.performance.names import CURVES
from tests.held_out import held_out

THE_MODEL = "the model of this shop"


def told(frame: pd.DataFrame) -> str:
    """Return the answer on these chances."""
    errors = analyze(frame)
    slices = errors.slices.assign(name=[slice_name(one, "$") for one in errors.slices["conditions"]])
    return words.answer(named_groups(errors.groups, {}), slices, THE_MODEL, "$")


def test_every_code_has_its_words():
    assert set(DIMENSIONS) == set(PLURALS) == set(Dimension) - {Dimension.ALL}
    assert set(LEVELS) == set(PriceLevel) and set(ACQUAINTANCES) == set(Acquaintance)
    assert set(MISSING) < set(DIMENSIONS)
    assert set(words.SUBJECTS) == set(CURVES)


def test_where_nothing_stands_out_the_answer_says_so():
    answer = told(held_out())

    assert answer.startswith("On 12,000 chances held out, the model of this shop predicted 1,")
    assert "and no slice of them is wrong by more than chance explains" in answer


def test_the_answer_names_the_worst_group_with_purchases_and_money_and_whether_it_matters():
    answer = told(held_out(planted=lambda f: f["category"] == "Tea", ratio=1.6))

    assert "by most money here: Category Tea:" in answer
    assert "more revenue than predicted" in answer and answer.endswith("that matters.")


def test_a_small_error_hardly_matters():
    whole, row = pd.Series({"revenue": 1000.0}), pd.Series({"revenue_missed": -5.0})

    assert words.revenue(row, whole, "$") == (
        "$5.00 less revenue than predicted, 0.5 % of the revenue of all: that hardly matters"
    )


def test_a_model_that_is_wrong_everywhere_alike_is_said_so():
    frame = held_out(n_customers=90, planted=lambda f: f["row"] >= 0, ratio=1.35)
    errors = analyze(frame)
    is_whole = errors.groups["dimension"] == Dimension.ALL
    groups = named_groups(errors.groups.assign(stands_out=is_whole), {})

    assert "It is wrong everywhere alike" in words.answer(groups, errors.slices, THE_MODEL, "$")


def test_few_purchases_are_said_to_be_too_few_for_slices():
    assert "slices would need more purchases" in told(held_out(n_customers=40, n_each=5))


def test_one_group_tells_nothing_apart():
    groups = analyze(held_out(segment="All customers")).groups
    rows = named_groups(groups, {}).query("dimension == 'segment'")

    assert words.groups_words(rows, Dimension.SEGMENT).startswith("There is only one: All customers.")


def test_many_groups_that_stand_out_are_not_all_named():
    rows = pd.DataFrame({"group_name": list("abcde"), "stands_out": True})

    said = words.groups_words(rows, Dimension.PRODUCT)

    assert said == "Of 5 products, a, b, c and 2 more are wrong by more than chance explains."


@pytest.mark.parametrize(
    ("dimension", "group", "name", "alone"),
    [
        ("segment", "B", "B", "Segment B"),
        ("segment", "", "No segment", "Segment No segment"),
        ("product", "007", "Green tea", "Product Green tea"),
        ("product", "8", "8", "Product 8"),
        ("week", "2025-01-06", "6 Jan 2025", "Week of 6 Jan 2025"),
        ("price_level", "below", "Below (80–95 %)", "Price below today's (80–95 %)"),
        ("price_level", "today", "As today (95–105 %)", "Price as today (95–105 %)"),
        ("acquaintance", "new", "New customers (first visit)", "New customers (first visit)"),
    ],
)
def test_groups_are_called_as_people_call_them(dimension, group, name, alone):
    assert group_name(dimension, group, {"007": "Green tea"}) == name
    assert full_name(dimension, name) == alone


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({"feature": "segment", "is": "B"}, "Segment B"),
        ({"feature": "segment", "is": ""}, "Segment unknown"),
        ({"feature": "category", "is_not": ["Tea", "Cups"]}, "Category other than Tea or Cups"),
        ({"feature": "relative_price", "from": 1.02}, "Price at 102 % of today's or more"),
        ({"feature": "relative_price", "from": 0.9, "below": 1.05}, "Price at 90 % to 105 % of today's"),
        ({"feature": "price", "below": 12.0}, "Price under €12.00"),
        ({"feature": "past_visits", "below": 1}, "First visit"),
        ({"feature": "past_visits", "from": 5, "below": 10}, "5 to 9 earlier visits"),
        ({"feature": "past_visits", "from": 1, "below": 2}, "1 earlier visit"),
        ({"feature": "past_share", "below": 1e-9}, "Never bought it before"),
        ({"feature": "past_share", "from": 1e-9}, "Bought it before"),
        (
            {"feature": "past_share", "from": 1e-9, "below": 0.2},
            "Bought it before, but on under 20 % of earlier visits",
        ),
        ({"feature": "rest_of_basket", "below": 1}, "Nothing else in the basket"),
        ({"feature": "rest_of_basket", "from": 2}, "2 other products or more in the basket"),
        ({"feature": "predicted", "below": 0.005}, "Predicted at under 0.5 %"),
        ({"feature": "week", "from": "2025-12-01"}, "From 1 Dec 2025 on"),
    ],
)
def test_conditions_are_words(condition, said):
    assert slice_name(json.dumps([condition]), "€") == said


def test_every_feature_of_a_slice_has_words():
    for feature in Feature:
        edge = "2025-01-06" if feature == Feature.WEEK else 2
        condition = {"feature": feature, "is": "B", "from": edge}

        assert slice_name(json.dumps([condition]), "€")


def test_a_chart_colors_what_chance_does_not_explain_and_keeps_ids_as_names():
    frame = held_out(planted=lambda f: f["product_id"].isin(["3", "4"]), ratio=2.5)
    rows = named_groups(analyze(frame).groups, {}).query("dimension == 'product'")

    figure = missed_chart(rows, Measure.MONEY, "$", "Title", 24)

    colored = {trace.name: set(trace.y) for trace in figure.data}
    assert colored[BEYOND_CHANCE] == {"product:3", "product:4"}
    assert len(colored[BY_CHANCE]) == 10
    assert figure.layout.yaxis.type == "category" and "[$]" in figure.layout.xaxis.title.text


@pytest.mark.parametrize("measure", [Measure.LOG_LOSS, Measure.CALIBRATION])
def test_a_groups_quality_stands_beside_a_right_models_and_the_rests(measure):
    rows = named_groups(analyze(held_out()).groups, {}).query("dimension == 'segment'")

    figure = quality_chart(rows, measure, 24)

    assert [len(set(trace.x)) for trace in figure.data] == [3, 3, 3]
    assert figure.layout.title.text == QUALITY[measure][0]


def test_long_titles_are_shortened_beside_the_rows():
    titles = {"3": "A very long title of a product that goes on and on, 500 g"}
    rows = named_groups(analyze(held_out()).groups, titles).query("dimension == 'product'")

    assert max(len(name) for name in compared_chart(rows, "Title", 24).layout.yaxis.ticktext) <= 24
