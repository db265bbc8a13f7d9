from types import SimpleNamespace

import pytest

from analytics.runs.known_answers import KnownAnswers
from components.performance import answer
from components.performance.names import COLORS, CURVES, LONG_NAMES, NAMES
from components.performance.prices import (
    captured_chart,
    elasticity_chart,
    price_rows,
    price_words,
    rising_chart,
)

FIGURES = {"auc": 0.8, "pr_auc": 0.3, "log_loss": 0.4, "brier": 0.1, "ece": 0.01}
BLANK = dict.fromkeys(FIGURES)


def found(**baselines):
    """Return what a run found, as far as the page of the evidence asks."""
    model = {**FIGURES, "rising_share": 0.0, "elasticity": -2.0}
    return SimpleNamespace(evidence={"model": model, "baselines": baselines})


RUN = found(
    textbook={**FIGURES, "auc": 0.7, "rising_share": 0.93, "elasticity": -1.1},
    free={**FIGURES, "auc": 0.81, "rising_share": 0.3, "elasticity": -1.9},
    double_ml={**BLANK, "rising_share": None, "elasticity": -1.8, "elasticity_error": 0.2},
)
KNOWN = KnownAnswers({"model": 0.95, "textbook": 0.12, "free": 0.9}, 0.8, -2.1)


def test_every_model_has_a_name_a_long_one_and_a_color_of_its_own():
    assert set(NAMES) == set(LONG_NAMES) == set(COLORS)
    assert len(set(COLORS.values())) == len(COLORS)
    assert set(CURVES) < set(NAMES)


def test_the_model_is_compared_with_other_ways_and_not_with_its_twin():
    assert "more than the best other way (textbook network" in answer(RUN)


def test_the_words_say_who_would_have_customers_pay_more_gladly():
    assert "no customer would buy more" in price_words(RUN, None)
    assert "according to the textbook network, 93 % would" in price_words(RUN, None)
    assert "practice" not in price_words(RUN, None)


def test_on_a_practice_shop_the_words_say_what_advice_captures():
    words = price_words(RUN, KNOWN)

    assert "captures 95 %" in words and "textbook network 12 %" in words


def test_a_band_is_drawn_where_a_standard_error_is_known():
    rows = price_rows(RUN, KNOWN).set_index("key")

    assert rows.loc["double_ml", "low"] == pytest.approx(-1.8 - 1.645 * 0.2, abs=1e-4)
    assert rows.loc["model", ["low", "high"]].isna().all()
    figure = elasticity_chart(rows.reset_index(), -2.1)
    assert [trace.error_x.array is not None for trace in figure.data] == [True, False, False, False]
    assert figure.layout.annotations[-1].text == "True"


def test_charts_leave_out_what_a_model_does_not_say():
    rows = price_rows(RUN, KNOWN)

    assert list(rising_chart(rows).data[0].y) == [NAMES[key] for key in ("free", "textbook", "model")]
    assert NAMES["double_ml"] not in captured_chart(rows, 0.8).data[0].y


def test_without_truth_nothing_is_captured():
    assert price_rows(RUN, None)["captured"].isna().all()
