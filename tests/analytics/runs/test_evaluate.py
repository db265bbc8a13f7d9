import json

import pandas as pd
import pytest

from analytics.evidence.explained import share_of
from analytics.runs.baselines import SCORED


@pytest.fixture(scope="module")
def holdout(exogenous):
    return pd.read_parquet(exogenous.directory / "holdout.parquet")


def test_the_model_tells_buyers_from_others_on_visits_it_has_not_seen(exogenous):
    assert exogenous.results.evidence["model"]["auc"] > 0.75


def test_the_model_does_at_least_as_well_as_personal_frequency(exogenous):
    evidence = exogenous.results.evidence

    assert evidence["model"]["log_loss"] < evidence["baselines"]["frequency"]["log_loss"]


def test_the_model_is_calibrated_on_held_out_visits(exogenous):
    assert exogenous.results.evidence["model"]["ece"] < 0.05


def test_every_score_is_a_probability(holdout):
    scores = holdout[[f"score_{name}" for name in ("model", *SCORED)]]

    assert scores.ge(0).all(axis=None) and scores.le(1).all(axis=None)


def test_only_the_latest_visits_are_scored(exogenous, holdout):
    log = exogenous.snapshot.log
    n_held_out = int((log.visited_at >= exogenous.snapshot.boundary).sum())

    assert len(holdout) == n_held_out * log.n_products


def test_explanations_sum_to_their_scores(exogenous):
    table = pd.read_parquet(exogenous.directory / "explanation.parquet")
    facts = json.loads((exogenous.directory / "explanation.json").read_text())

    total = table[[share_of(group) for group in facts["groups"]]].sum(axis=1) + facts["base_value"]

    assert total.to_numpy() == pytest.approx(table["score"].to_numpy(), abs=1e-6)
    assert table["score"].between(-1e-6, 1 + 1e-6).all()


def test_the_score_falls_as_the_price_rises(exogenous):
    dependence = pd.read_parquet(exogenous.directory / "dependence.parquet")
    score = dependence.select_dtypes("number").iloc[:, -1]

    assert len(dependence) > 5
    assert score.iloc[-1] < score.iloc[0]
