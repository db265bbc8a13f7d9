"""Pictures and words of the model's performance, from cells by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.evidence import performance
from analytics.evidence.curves.bands import CurveKind
from analytics.evidence.curves.decisions import Confusion, ThresholdFigure
from analytics.evidence.curves.summary import Figure
from analytics.evidence.performance import ErrorCosts
from components.performance import charts, figure_charts
from components.performance.costs import per_chances
from components.performance.names import COLORS, NAMES, by_name, named
from components.performance.overview import with_majority
from components.performance.threshold_charts import confusion_chart, profit_chart
from components.performance.threshold_words import FIGURE_NAMES, best_words
from tests.predictions import held_out

OF_CURVES = {
    CurveKind.ROC: charts.roc_chart,
    CurveKind.PRECISION_RECALL: lambda curves: charts.precision_recall_chart(curves, 0.1),
    CurveKind.GAIN: lambda curves: charts.gain_chart(curves, 0.1),
    CurveKind.LIFT: charts.lift_chart,
}


@pytest.fixture(scope="module")
def held():
    return held_out()


def lines(figure) -> dict[str, object]:
    """Return what is drawn in a way's own color, by its name."""
    own = {color: NAMES[way] for way, color in COLORS.items()}
    return {own[t.line.color]: t for t in figure.data if t.line.color in own and t.line.width}


@pytest.mark.parametrize("kind", CurveKind)
def test_a_chart_shows_the_points_of_every_way_that_was_chosen(held, kind):
    curves = performance.curves_of(held, kind, ["model", "logit"])

    figure = OF_CURVES[kind](curves)

    drawn = lines(figure)
    assert {"Model", "Logit"} <= set(drawn) <= {"Model", "Logit", NAMES["majority"]}
    assert list(drawn["Model"].y) == curves["model"].points["y"].tolist()
    assert drawn["Model"].line.width > drawn["Logit"].line.width


@pytest.mark.parametrize("kind", CurveKind)
def test_charts_are_drawn_for_no_way_at_all(kind):
    assert "Model" not in lines(OF_CURVES[kind]({}))


def test_no_purchase_is_found_sooner_than_by_the_perfect_line(held):
    curves = performance.curves_of(held, CurveKind.GAIN, ["model"])

    (perfect,) = (t for t in charts.gain_chart(curves, held.bought_share).data if t.name == "Perfect")

    points = curves["model"].points
    assert (points["y"] <= np.interp(points["x"], perfect.x, perfect.y) + 1e-9).all()


def test_the_numbers_behind_a_chart_say_whose_they_are(held):
    tables = performance.calibrations(held, ["model", "logit"])

    assert by_name(tables).groupby("name").size().to_dict() == {n: len(tables[k]) for k, n in named_pairs()}
    assert len(charts.calibration_chart(tables).data) == 3


def named_pairs():
    return [("model", "Model"), ("logit", "Logit")]


def test_recalibrated_scores_lie_beside_those_as_they_are(held):
    curves = performance.recalibration_of(held, "textbook").curves

    figure = charts.recalibration_chart(curves, "Textbook network")

    assert [trace.name.split(" (")[0] for trace in figure.data[1:]] == ["As it is", "Platt", "Isotonic"]


@pytest.mark.parametrize("figure", Figure)
def test_every_figure_is_drawn_with_its_band(held, figure):
    table = performance.figures_table(held)
    rows = named(table[table["figure"] == figure])

    drawn = figure_charts.figure_chart(rows, figure)

    ends = {t.name: (t.x[0] - t.error_x.arrayminus[0], t.x[0] + t.error_x.array[0]) for t in drawn.data}
    for row in rows.itertuples():
        assert ends[row.name] == pytest.approx((row.low, row.high))


def test_leads_and_figures_at_a_threshold_are_drawn_for_every_way(held):
    leads = figure_charts.lead_chart(named(performance.differences_table(held)))
    figures = figure_charts.threshold_figures_chart(performance.threshold_table(held, 0.2))

    assert {trace.name for trace in leads.data} == {NAMES[way] for way in held.scores if way != "model"}
    assert {trace.name for trace in figures.data} == {NAMES[way] for way in (*held.scores, "majority")}
    assert len(figures.data[0].x) == len(ThresholdFigure)
    assert len(figures.layout.yaxis.ticktext) == len(ThresholdFigure)


def test_the_star_stands_on_the_best_threshold_per_1000_chances(held):
    costs = ErrorCosts(0.5)
    whole = performance.profits_of(held, costs, ["model", "logit"])

    profits = per_chances(whole, held)

    figure = profit_chart(profits, 0.3, 0.9, "$")
    (star,) = (trace for trace in figure.data if trace.name == "Best")
    assert star.x[0] == whole["model"].best
    assert star.y[0] == pytest.approx(1000 * whole["model"].most["profit"] / len(held.bought))
    assert figure.layout.shapes[0].x0 == 0.3
    assert f"${star.y[0]:,.2f} per 1,000 chances" in best_words(profits["model"], "$")


def test_where_nobody_is_worth_it_the_words_say_so(held):
    dear = performance.profits_of(held, ErrorCosts(1000.0), ["model"])["model"]

    assert "pays to address nobody" in best_words(dear, "")


def test_the_four_outcomes_are_told_with_their_shares():
    (heat,) = confusion_chart(Confusion(1, 2, 3, 4)).data

    assert [list(row) for row in heat.z] == [[0.3, 0.4], [0.1, 0.2]]
    assert "<b>3</b>" in heat.text[0][0] and "missed" in heat.text[0][0]
    assert {*vars(Confusion(1, 2, 3, 4)), *ThresholdFigure, *Figure} == set(FIGURE_NAMES)


def test_the_majority_stands_below_the_ways_of_the_run(held):
    ways = pd.DataFrame([{"key": "model", "name": "Model", "auc": 0.8}])

    table = with_majority(ways, performance.figures_table(replace(held, n_samples=5)))

    assert table["name"].tolist() == ["Model", "Majority"]
    assert table["auc"].tolist() == [0.8, 0.5]
