from dataclasses import replace

import pandas as pd
import pytest

from analytics.checks.recovery import needs as room
from analytics.runs.recovery import Recovered
from components.recovery import charts, words
from components.shell import formats

NEEDS = {
    "now_share": 0.8,
    "n_visits": 10_000,
    "visits_needed": None,
    "prices_needed": None,
    "test_share": 0.7,
    "both_share": None,
    "most_visits": 40_000,
    "most_prices": 2.0,
}
REPORT = {
    "n_visits": 10_000,
    "n_visits_simulated": 10_000,
    "n_customers_simulated": 800,
    "n_products": 8,
    "n_offers": 28,
}
ADVICE = pd.DataFrame(
    {
        "title": ["Coffee + Tea"] * 4,
        "segment": ["gold", "gold", "tin", "tin"],
        "discount_share": [0.10, 0.20, 0.0, None],
        "best_discount_share": [0.12, 0.20, 0.05, 0.1],
        "best_profit": [0.02, 0.05, 0.0, 0.01],
        "is_in_band": pd.array([True, False, None, None], dtype="boolean"),
    }
)
CROSS = pd.DataFrame(
    {
        "title": ["a + b", "a + c", "b + c"],
        "effect": [0.8, -0.5, 0.1],
        "effect_low": [0.5, -0.8, -0.2],
        "effect_high": [1.1, -0.2, 0.4],
        "true_effect": [0.9, 0.1, 0.0],
        "is_in_band": [True, False, True],
    }
)


def check(**needs):
    none = pd.DataFrame()
    return Recovered(REPORT | {"needs": NEEDS | needs}, none, none, none, none)


def test_the_page_has_the_same_goal_as_the_check():
    assert words.GOAL == room.GOAL


def test_a_shop_with_enough_data_is_told_so():
    said = words.answer(check(now_share=0.94))

    assert said.endswith("captures 94 % of the possible extra profit: your data are enough.")


def test_what_reaches_the_goal_is_named_with_how_much_of_it():
    said = words.answer(check(visits_needed=21_234, prices_needed=1.42, test_share=0.93))

    assert "captures 80 %" in said
    assert "To reach 90 % it would need a price test of ±10 % in alternating weeks for eight weeks, " in said
    assert "prices that vary 1.4 times as much or 21,000 visits (2.1 times yours)." in said


def test_what_does_not_help_alone_is_said_too():
    assert "More visits alone would not, not even 40,000." in words.answer(check(prices_needed=1.4))
    assert "Livelier prices alone would not." in words.answer(check(visits_needed=20_000))


def test_where_nothing_is_enough_both_together_are_named():
    assert "both together reach 85 %" in words.answer(check(both_share=0.85))
    assert "both together do: they reach 92 %" in words.answer(check(both_share=0.92))


def test_a_shop_in_which_no_discount_earns_is_told_so():
    assert "no discount on these bundles would earn anything" in words.answer(check(now_share=None))


def test_a_check_of_a_private_training_says_that_it_trains_without_noise():
    found = check(now_share=0.94)
    private = replace(found, report=found.report | {"is_private": True})

    assert words.answer(private) == f"{words.answer(found)} {words.NOISE}"
    assert "the check trains without it" in words.answer(private)


def test_the_size_of_a_thinned_shop_is_said():
    assert words.size_words(REPORT | {"n_visits": 90_000}).count("out of your 90,000 visits") == 1
    assert "out of" not in words.size_words(REPORT)
    assert "8 products of 9,000, those of" in words.size_words(REPORT | {"n_products_in_scope": 9_000})


def test_advice_is_judged_by_its_nearness_and_its_bands():
    said = words.advice_words(ADVICE)

    assert said.startswith("Half of the advised discounts are within 2 percentage points of the best one.")
    assert "true profit for 50 % of them. 1 was withheld." in said


def test_advice_that_was_all_withheld_is_said_to_be():
    assert "withheld" in words.advice_words(ADVICE.assign(discount_share=float("nan")))


def test_pairs_are_judged_by_what_can_be_told_of_them():
    said = words.cross_words(CROSS)

    assert "holds the truth for 67 % of 3 pairs" in said
    assert "For 2 pairs it can be told whether they sell better or worse together, rightly for 1" in said


def test_prices_that_never_moved_leave_no_elasticities_to_compare():
    assert "Prices hardly moved" in words.elasticity_words(pd.DataFrame())


def test_the_dots_of_stakes_are_larger_where_more_can_be_earned():
    figure = charts.advice_chart(ADVICE.dropna(subset="discount_share"), ["gold", "tin"])

    sizes = list(figure.data[0].marker.size)
    assert sizes[1] > sizes[0]


def test_the_visits_chart_marks_the_goal_and_the_shop():
    trials = pd.DataFrame({"n_visits": [2_500, 10_000, 40_000], "captured_share": [0.5, 0.8, 0.95]})
    trials["smooth_share"] = trials["captured_share"]

    figure = charts.visits_chart(trials, 10_000)

    assert [note.text for note in figure.layout.annotations] == ["goal", "your shop"]
    assert list(figure.layout.xaxis.ticktext) == ["2,500", "10,000", "40,000"]


@pytest.mark.parametrize("segments", [["gold", "tin"]])
def test_a_segment_keeps_its_color_from_page_to_page(segments):
    rows = pd.DataFrame(
        {
            "title": ["Coffee"] * 2,
            "segment": segments,
            "elasticity": [-1.0, -2.0],
            "elasticity_low": [-1.2, -2.2],
            "elasticity_high": [-0.8, -1.8],
            "true_elasticity": [-1.1, -2.5],
        }
    )
    from components.shell.theme import segment_colors

    figure = charts.elasticities_chart(rows, segments)

    colors = segment_colors(segments)
    assert [trace.marker.color for trace in figure.data[:2]] == [colors[name] for name in segments]


def test_the_prices_chart_tells_what_is_gained_and_no_second_figure_of_the_shop_as_it_is():
    gains = pd.DataFrame({"label": ["twice as lively", "a price test of ±10 %"], "gain_share": [0.1, -0.04]})

    figure = charts.prices_chart(gains)

    assert list(figure.data[0].x) == pytest.approx([10, -4])
    assert list(figure.data[0].text) == ["+10", f"{formats.MINUS}4"]
