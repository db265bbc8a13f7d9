"""Tables of how well purchases are predicted, from cells by hand."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn import metrics

from analytics.evidence import performance
from analytics.evidence.curves.bands import CurveKind
from analytics.evidence.curves.decisions import ThresholdFigure
from analytics.evidence.curves.summary import Figure, summary
from analytics.evidence.held_out import MAJORITY, MODEL
from analytics.evidence.performance import ErrorCosts, usual_false_alarm
from data.schema import NotEnoughDataError
from tests.predictions import CONTRIBUTION, held_out


@pytest.fixture(scope="module")
def held():
    return held_out()


def values(table):
    return table.set_index(["way", "figure"])["value"]


def test_figures_are_of_every_way_and_of_the_majority(held):
    told = values(performance.figures_table(held))

    for way, score in held.scores.items():
        assert told[way].to_dict() == pytest.approx(summary(held.bought, score), rel=1e-12, abs=1e-12)
    share = held.bought.mean()
    assert told[MAJORITY, Figure.AUC] == 0.5
    assert told[MAJORITY, Figure.PR_AUC] == pytest.approx(share)
    assert told[MAJORITY, Figure.BRIER] == pytest.approx(share * (1 - share))
    assert told[MAJORITY, Figure.ECE] == pytest.approx(0, abs=1e-12)


def test_figures_at_a_threshold_are_those_of_scikit_learn(held):
    told = values(performance.threshold_table(held, 0.2))

    for way, score in held.scores.items():
        selected = score >= 0.2
        assert told[way, ThresholdFigure.F1] == pytest.approx(
            metrics.f1_score(held.bought, selected), rel=0, abs=1e-12
        )
        assert told[way, "true_positive"] == (selected & (held.bought == 1)).sum()
    assert told[MAJORITY, ThresholdFigure.ACCURACY] == pytest.approx(1 - held.bought.mean())
    assert told[MAJORITY, ThresholdFigure.BALANCED_ACCURACY] == 0.5


def test_where_most_are_bought_the_majority_picks_all(held):
    mostly = replace(held, bought=1 - held.bought)

    assert mostly.selected(MAJORITY, 0.99).all() and not held.selected(MAJORITY, 0.01).any()


def test_curves_are_of_every_way_and_kind(held):
    table = performance.curves_table(held)

    counts = table.groupby(["way", "curve"]).size()
    assert len(counts) == len(held.scores) * len(CurveKind)
    assert set(counts) == {100, 101}
    assert (table["low"] <= table["high"]).all()


def test_the_model_leads_over_what_tells_less_and_not_over_the_same_in_other_shares(held):
    table = performance.differences_table(held).set_index("way")

    assert (table.loc[["logit", "frequency"], "low"] > 0).all()
    assert table.loc["textbook", "difference"] == pytest.approx(0, abs=1e-12)
    assert table.loc["textbook", "p"] > 0.9


def test_recalibration_helps_the_way_whose_shares_are_wrong(held):
    wrong, right = (performance.recalibration_of(held, way).judged for way in ("textbook", MODEL))

    assert wrong["is_better"].tolist() == [False, True, True]
    assert not right["is_better"].any()


def test_a_miss_costs_what_its_purchase_contributes_less_the_false_alarm_unless_told(held):
    usual, told = ErrorCosts(0.5), ErrorCosts(0.5, 9.0)

    assert set(usual.of_misses(held.contribution)) == {CONTRIBUTION - 0.5}
    assert set(told.of_misses(held.contribution)) == {9.0}


def test_only_the_models_profit_has_a_band_and_dear_misses_lower_the_best_threshold(held):
    usual = performance.profits_of(held, ErrorCosts(0.5), held.scores)
    dear = performance.profits_of(held, ErrorCosts(0.5, 50.0), [MODEL])

    assert usual[MODEL].table["low"].notna().all() and usual["logit"].table["low"].isna().all()
    assert dear[MODEL].best < usual[MODEL].best
    assert usual[MODEL].most["profit"] > usual["logit"].most["profit"]


def test_the_usual_cost_of_false_alarms_is_half_of_what_a_chance_brings(held):
    assert usual_false_alarm(held) == pytest.approx(held.bought.mean() * CONTRIBUTION / 2, abs=0.001)
    assert usual_false_alarm(replace(held, contribution=-held.contribution)) == 0


@pytest.mark.parametrize("outcomes", [[], [1.0], [0.0, 0.0]])
def test_cells_of_one_outcome_judge_nothing(held, outcomes):
    with pytest.raises(NotEnoughDataError, match="only one outcome"):
        replace(held, bought=np.array(outcomes))
