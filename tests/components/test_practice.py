import pandas as pd

from analytics.simulation.against_truth import Captured
from analytics.simulation.kinds import KINDS as WORLDS
from components.practice.charts import curves_chart, elasticities_chart, profits_chart
from components.practice.compare_with_truth import captured_words, elasticity_words
from components.practice.make_shop import KINDS, SIZES
from data.services.workspaces import open_workspace
from tests.offers import PER_VISITS

ELASTICITIES = pd.DataFrame(
    {
        "title": ["Coffee", "Tea"],
        "elasticity": [-1.0, -3.0],
        "elasticity_low": [-1.2, -3.3],
        "elasticity_high": [-0.8, -2.7],
        "true_elasticity": [-1.1, -4.0],
        "error_share": [-1 / 11, -0.25],
        "is_in_band": [True, False],
    }
)
ADVICE = pd.DataFrame(
    {
        "title": ["Coffee + Tea"] * 2,
        "segment": ["gold", "tin"],
        "discount_share": [0.1, 0.2],
        "best_discount_share": [0.12, 0.2],
        "incremental_profit_per_visit": [20.0, 50.0],
        "true_profit": [10.0, 60.0],
        "best_profit": [15.0, 60.0],
    }
)


def test_every_kind_of_world_is_offered_in_plain_words():
    assert set(KINDS) == set(WORLDS)
    assert len({short for _, short, _ in KINDS.values()}) == len(KINDS)


def test_the_longest_name_of_a_practice_shop_is_one_that_a_workspace_takes(tmp_path):
    longest = max((short for _, short, _ in KINDS.values()), key=len)

    open_workspace(tmp_path).create(f"Practice - {longest} ({max(SIZES)} customers - seed 999999)").close()

    assert len(open_workspace(tmp_path).shop_names()) == 1


def test_nearness_of_elasticities_is_said_in_figures():
    said = elasticity_words(ELASTICITIES)

    assert "off by 17 % on average" in said
    assert "for 1 of 2 products" in said


def test_elasticities_that_were_withheld_leave_the_truth():
    said = elasticity_words(ELASTICITIES.assign(elasticity=float("nan")))

    assert "truly moves sales by −4.0 to −1.1 %" in said
    assert "could not show it" in said


def test_captured_profit_is_said_beside_the_best_flat_discount():
    said = captured_words(Captured(advised=9.0, flat=8.0, possible=10.0))

    assert "capture 90 %" in said and "would capture 80 %" in said


def test_no_advice_and_nothing_to_earn_are_said_plainly():
    assert "none of the extra profit" in captured_words(Captured(0.0, 5.0, 10.0))
    assert "No discount could have earned" in captured_words(Captured(0.0, 0.0, 0.0))


def test_estimated_and_true_share_one_scale():
    figure = elasticities_chart(ELASTICITIES)

    assert figure.layout.xaxis.range == figure.layout.yaxis.range
    assert list(figure.data[-1].x) == [-1.1, -4.0]


def test_promised_and_true_profits_are_shown_by_segment():
    figure = profits_chart(ADVICE, PER_VISITS)

    marks = {trace.name: (trace.x[0], trace.y[0]) for trace in figure.data if trace.name}
    assert marks == {"gold": (10.0, 20.0), "tin": (60.0, 50.0)}


def test_a_curve_carries_the_advised_and_the_best_discount():
    curves = pd.DataFrame(
        {
            "segment": ["gold"] * 2 + ["tin"] * 2,
            "discount_share": [0, 0.1] * 2,
            "true_profit": [0, 10.0, 0, 60.0],
        }
    )

    figure = curves_chart(curves, ADVICE, PER_VISITS)

    assert [trace.name for trace in figure.data if trace.mode == "lines"] == ["gold", "tin"]
    marks = [(trace.x[0], trace.y[0]) for trace in figure.data if trace.mode == "markers"]
    assert marks == [(0.1, 10.0), (0.12, 15.0), (0.2, 60.0), (0.2, 60.0)]


def test_a_withheld_discount_leaves_the_best_one_alone_on_the_curve():
    curves = pd.DataFrame({"segment": ["gold"] * 2, "discount_share": [0, 0.1], "true_profit": [0, 10.0]})

    figure = curves_chart(curves, ADVICE[:1].assign(discount_share=float("nan")), PER_VISITS)

    assert [trace.x[0] for trace in figure.data if trace.mode == "markers"] == [0.12]
