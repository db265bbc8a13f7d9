import numpy as np
import pandas as pd
import pytest

from analytics.evidence.baselines.plain import (
    FEATURES,
    Logit,
    PersonalFrequency,
    PriceBoosting,
    fit_baselines,
)
from analytics.evidence.curves.summary import summary
from data.schema import NotEnoughDataError


def cells(n_cells: int = 4_000, seed: int = 0, **columns: object) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    week = rng.integers(0, 52, n_cells) * 2 * np.pi / 52
    table = {
        "product": rng.integers(0, 5, n_cells),
        "segment": rng.integers(0, 3, n_cells),
        "relative_price": rng.choice([0.6, 0.7, 0.8, 0.9, 1.0], n_cells),
        "past_share": rng.beta(1, 9, n_cells),
        "past_visits": rng.integers(0, 60, n_cells),
        "season_sin": np.sin(week),
        "season_cos": np.cos(week),
        "rest_of_basket": rng.integers(0, 5, n_cells),
    }
    return pd.DataFrame({**table, **columns})[FEATURES]


def true_shares(X: pd.DataFrame) -> np.ndarray:
    utility = 1.0 + 0.4 * X["product"] - 4 * X["relative_price"] + 5 * X["past_share"]
    return (1 / (1 + np.exp(-utility))).to_numpy()


def outcomes(X: pd.DataFrame, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).random(len(X)) < true_shares(X)


def test_every_baseline_learns_more_than_chance_and_the_logit_the_truth() -> None:
    X, later = cells(), cells(seed=5)

    scores = {name: of.predict_proba1(later) for name, of in fit_baselines(X, outcomes(X)).items()}

    assert list(scores) == ["logit", "boosting", "frequency"]
    auc = {name: summary(outcomes(later, 6), scores[name])["auc"] for name in scores}
    best = summary(outcomes(later, 6), true_shares(later))["auc"]
    assert auc["logit"] > best - 0.01
    assert auc["boosting"] > best - 0.05
    assert auc["frequency"] > 0.58


def test_boosting_never_predicts_more_purchases_at_a_higher_price() -> None:
    X = cells()
    rising = np.random.default_rng(2).random(len(X)) < X["relative_price"] * 0.5  # a shop that misleads

    boosting = PriceBoosting().fit(X, rising)

    prices = np.linspace(0.5, 1.1, 13)
    shares = np.array([boosting.predict_proba1(X[:200].assign(relative_price=price)) for price in prices])
    assert (np.diff(shares, axis=0) <= 1e-12).all()


@pytest.mark.parametrize("baseline", [Logit, PriceBoosting, PersonalFrequency])
def test_the_same_cells_give_the_same_shares(baseline) -> None:
    X = cells(1_500)
    y = outcomes(X)

    first, again = (baseline().fit(X, y).predict_proba1(X) for _ in range(2))

    assert np.abs(first - again).max() < 1e-12
    assert ((first > 0) & (first < 1)).all()


@pytest.mark.parametrize("baseline", [Logit, PriceBoosting, PersonalFrequency])
def test_products_never_seen_and_customers_without_a_past_are_scored(baseline) -> None:
    X = cells(800)
    fitted = baseline().fit(X, outcomes(X))

    newcomers = cells(10, product=99, past_share=np.nan, past_visits=0)

    assert np.isfinite(fitted.predict_proba1(newcomers)).all()


def test_boosting_takes_more_products_than_it_has_bins() -> None:
    X = cells(3_000, product=np.arange(3_000) % 700)

    shares = PriceBoosting().fit(X, outcomes(cells(3_000))).predict_proba1(X)

    assert shares.shape == (3_000,)


def test_frequency_moves_from_the_products_share_to_the_customers_own() -> None:
    X = cells(4_000, product=0)
    frequency = PersonalFrequency().fit(X, np.arange(4_000) % 4 == 0)

    newcomer, regular = frequency.predict_proba1(
        cells(2, product=0, past_share=[0.0, 0.9], past_visits=[0, 10_000])
    )

    assert newcomer == pytest.approx(0.25, abs=1e-3)
    assert 0.85 < regular < 0.9


@pytest.mark.parametrize("baseline", [Logit, PriceBoosting, PersonalFrequency])
def test_one_outcome_teaches_nothing(baseline) -> None:
    X = cells(50)

    with pytest.raises(NotEnoughDataError, match="only one outcome"):
        baseline().fit(X, np.zeros(50))
