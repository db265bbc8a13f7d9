import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

from analytics.evidence.curves.bands import curve_with_band
from data.schema import NotEnoughDataError


def cells(n_cells: int, seed: int = 0, n_digits: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Scores that mean what they say, rounded so that many are equal."""
    rng = np.random.default_rng(seed)
    score = rng.beta(1, 4, n_cells)
    return rng.random(n_cells) < score, score.round(n_digits)


def at(points: pd.DataFrame, x: float, column: str) -> float:
    return float(points[column][np.abs(points.iloc[:, 0] - x).argmin()])


def test_four_cells_by_hand() -> None:
    # from the top: bought, left, bought, left. Pairs ordered rightly: 3 of 4. Precision at purchases: 1, 2/3
    bought, score = [1, 0, 1, 0], [0.9, 0.8, 0.7, 0.1]

    roc = curve_with_band("roc", bought, score)
    recall = curve_with_band("precision_recall", bought, score)

    assert roc.area == 0.75
    assert at(roc.points, 0.0, "true_positive_rate") == 0.5
    assert at(roc.points, 0.5, "true_positive_rate") == 1.0
    assert recall.area == pytest.approx((1 + 2 / 3) / 2)
    assert at(recall.points, 0.5, "precision") == 1.0
    assert at(recall.points, 0.51, "precision") == pytest.approx(2 / 3)


def test_equal_scores_order_nobody() -> None:
    roc = curve_with_band("roc", [1, 0, 0, 1], [0.3] * 4)

    assert roc.area == 0.5
    assert roc.points["true_positive_rate"].tolist() == pytest.approx(
        roc.points["false_positive_rate"].tolist()
    )


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 6)), min_size=2, max_size=60))
def test_areas_agree_with_scikit_learn_also_on_ties(pairs: list[tuple[bool, int]]) -> None:
    bought, score = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    if bought.min() == bought.max():
        return

    roc, recall = (
        curve_with_band(kind, bought, score, n_bootstrap=0) for kind in ("roc", "precision_recall")
    )

    assert roc.area == pytest.approx(roc_auc_score(bought, score))
    assert recall.area == pytest.approx(average_precision_score(bought, score))


def test_the_roc_curve_agrees_with_scikit_learn() -> None:
    bought, score = cells(2_000)

    points = curve_with_band("roc", bought, score, n_bootstrap=2).points

    false_share, true_share, _ = roc_curve(bought, score, drop_intermediate=False)
    expected = np.interp(points["false_positive_rate"], false_share, true_share)
    assert points["true_positive_rate"].to_numpy() == pytest.approx(expected)


@pytest.mark.parametrize("kind", ["roc", "precision_recall"])
def test_the_band_holds_the_curve_and_repeats_with_the_seed(kind) -> None:
    bought, score = cells(1_500)

    first, again, other = (curve_with_band(kind, bought, score, seed=seed) for seed in (1, 1, 2))

    inner = first.points.iloc[10:90]
    assert (inner["low"] <= inner.iloc[:, 1]).all() and (inner.iloc[:, 1] <= inner["high"]).all()
    pd.testing.assert_frame_equal(first.points, again.points)
    assert not first.points.equals(other.points)


def test_copies_of_the_same_customers_make_no_narrower_band() -> None:
    bought, score = cells(200)
    copies, customer = np.tile(np.arange(200), 20), np.tile(np.arange(200), 20)

    alone = curve_with_band("roc", bought, score, n_bootstrap=400)
    by_cell = curve_with_band("roc", bought[copies], score[copies], n_bootstrap=400)
    by_customer = curve_with_band("roc", bought[copies], score[copies], groups=customer, n_bootstrap=400)

    width, of_customers, of_cells = (
        (one.points["high"] - one.points["low"]).mean() for one in (alone, by_customer, by_cell)
    )
    assert of_customers == pytest.approx(width, rel=0.2)
    assert of_cells < 0.4 * width


@pytest.mark.parametrize("kind", ["roc", "precision_recall"])
@pytest.mark.parametrize("bought", [[0, 0, 0], [1, 1, 1]])
def test_one_outcome_has_no_curve(kind, bought: list[int]) -> None:
    with pytest.raises(NotEnoughDataError, match="only one outcome"):
        curve_with_band(kind, bought, [0.1, 0.2, 0.3])


@pytest.mark.parametrize(
    ("bought", "score", "match"),
    [
        ([1, 0], [0.5], "equally long"),
        ([1, 0], [0.5, np.nan], "finite"),
        ([1, 2], [0.5, 0.4], "0 or 1"),
    ],
)
def test_unusable_cells_are_named(bought: list[int], score: list[float], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        curve_with_band("roc", bought, score)


def test_groups_must_name_one_for_each_cell() -> None:
    with pytest.raises(ValueError, match="a group for each cell"):
        curve_with_band("roc", [1, 0], [0.5, 0.4], groups=["a"])


def test_no_visits_held_out_is_named() -> None:
    with pytest.raises(NotEnoughDataError, match="No visit is held out"):
        curve_with_band("roc", [], [])
