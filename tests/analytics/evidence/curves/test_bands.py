import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score, roc_curve

from analytics.evidence.curves.bands import CurveKind, CurveWithBand, curve_with_band
from analytics.evidence.curves.ranking import Ranking, rank_cells
from analytics.evidence.curves.resamples import Resamples
from data.schema import NotEnoughDataError

EXACTLY = {"rel": 0, "abs": 1e-12}


def cells(n_cells: int, seed: int = 0, n_digits: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Scores that mean what they say, rounded so that many are equal."""
    rng = np.random.default_rng(seed)
    score = rng.beta(1, 4, n_cells)
    return rng.random(n_cells) < score, score.round(n_digits)


def curve(kind, bought, score, customers=None, n_samples=200, seed=0) -> CurveWithBand:
    """A curve whose band is of so many samples."""
    ranking = rank_cells(bought, score)
    drawn = Resamples.of(np.arange(len(bought)) if customers is None else customers, n_samples, seed)
    return curve_with_band(kind, ranking, ranking.resampled_counts(drawn))


def at(points: pd.DataFrame, x: float) -> float:
    return float(points["y"][np.abs(points["x"] - x).argmin()])


def test_four_cells_by_hand() -> None:
    # from the top: bought, left, bought, left. Pairs ordered rightly: 3 of 4. Precision at purchases: 1, 2/3
    bought, score = [1, 0, 1, 0], [0.9, 0.8, 0.7, 0.1]

    roc, recall, gain, lift = (curve(kind, bought, score) for kind in CurveKind)

    assert roc.headline == 0.75
    assert (at(roc.points, 0.0), at(roc.points, 0.5)) == (0.5, 1.0)
    assert recall.headline == pytest.approx((1 + 2 / 3) / 2)
    assert (at(recall.points, 0.5), at(recall.points, 0.51)) == (1.0, pytest.approx(2 / 3))
    assert [at(gain.points, x) for x in (0.25, 0.5, 0.75, 1)] == [0.5, 0.5, 1.0, 1.0]
    assert [at(lift.points, x) for x in (0.01, 0.25, 0.5, 0.75, 1)] == pytest.approx([2, 2, 1, 4 / 3, 1])
    assert (gain.headline, lift.headline) == (pytest.approx(0.2), pytest.approx(2))


def test_equal_scores_order_nobody() -> None:
    roc, gain, lift = (curve(kind, [1, 0, 0, 1], [0.3] * 4) for kind in CurveKind if "recall" not in kind)

    assert roc.headline == 0.5
    for one in (roc, gain):
        assert one.points["y"].tolist() == pytest.approx(one.points["x"].tolist())
    assert lift.points["y"].tolist() == pytest.approx([1.0] * 100)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 6)), min_size=2, max_size=60))
def test_areas_and_curves_are_those_of_scikit_learn_also_on_ties(pairs: list[tuple[bool, int]]) -> None:
    bought, score = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    if bought.min() == bought.max():
        return
    ranking = rank_cells(bought, score)

    roc, recall, gain, lift = (curve_with_band(kind, ranking) for kind in CurveKind)

    assert roc.headline == pytest.approx(roc_auc_score(bought, score), **EXACTLY)
    assert recall.headline == pytest.approx(average_precision_score(bought, score), **EXACTLY)
    alarms, found, _ = roc_curve(bought, score, drop_intermediate=False)
    grid = roc.points["x"]
    assert roc.points["y"].to_numpy() == pytest.approx(np.interp(grid, alarms, found), **EXACTLY)
    picked = found * bought.mean() + alarms * (1 - bought.mean())
    assert gain.points["y"].to_numpy() == pytest.approx(np.interp(grid, picked, found), **EXACTLY)
    times = gain.points["y"][1:] / gain.points["x"][1:]
    assert lift.points["y"].to_numpy() == pytest.approx(times.to_numpy(), **EXACTLY)
    for x, y in zip(recall.points["x"][1:], recall.points["y"][1:], strict=True):
        precision, reached, _ = precision_recall_curve(bought, score)
        assert y == pytest.approx(precision[reached >= x - 1e-9][-1], **EXACTLY)


@pytest.mark.parametrize("kind", CurveKind)
def test_the_band_holds_the_curve_and_repeats_with_the_seed(kind) -> None:
    bought, score = cells(1_500)

    first, again, other = (curve(kind, bought, score, seed=seed) for seed in (1, 1, 2))

    inner = first.points.iloc[10:90]
    assert (inner["low"] <= inner["y"]).all() and (inner["y"] <= inner["high"]).all()
    pd.testing.assert_frame_equal(first.points, again.points)
    assert not first.points.equals(other.points)


def test_copies_of_the_same_customers_make_no_narrower_band() -> None:
    bought, score = cells(200)
    copies, customer = np.tile(np.arange(200), 20), np.tile(np.arange(200), 20)

    alone = curve(CurveKind.ROC, bought, score, n_samples=400)
    by_cell = curve(CurveKind.ROC, bought[copies], score[copies], n_samples=400)
    by_customer = curve(CurveKind.ROC, bought[copies], score[copies], customer, n_samples=400)

    width, of_customers, of_cells = (
        (one.points["high"] - one.points["low"]).mean() for one in (alone, by_customer, by_cell)
    )
    assert of_customers == pytest.approx(width, rel=0.2)
    assert of_cells < 0.4 * width


@pytest.mark.parametrize("kind", CurveKind)
def test_bands_of_many_scores_are_those_of_all_of_them(kind, monkeypatch) -> None:
    bought, score = cells(20_000, n_digits=15)

    coarse = curve(kind, bought, score, n_samples=40).points
    monkeypatch.setattr(Ranking, "coarse_ends", lambda ranking: ranking.ends)
    exact = curve(kind, bought, score, n_samples=40).points

    scale = exact["y"].max()
    inner = slice(2, None)
    for end in ("low", "high"):
        assert np.abs(coarse[end] - exact[end])[inner].max() < 0.01 * scale


@pytest.mark.parametrize("kind", CurveKind)
@pytest.mark.parametrize("bought", [[0, 0, 0], [1, 1, 1]])
def test_one_outcome_has_no_curve(kind, bought: list[int]) -> None:
    with pytest.raises(NotEnoughDataError, match="only one outcome"):
        curve(kind, bought, [0.1, 0.2, 0.3])


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
        rank_cells(bought, score)


def test_no_visits_held_out_is_named() -> None:
    with pytest.raises(NotEnoughDataError, match="No visit is held out"):
        rank_cells([], [])
