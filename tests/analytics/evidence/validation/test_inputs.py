"""Inputs that alone predict too well."""

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from analytics.evidence.curves.summary import summary
from analytics.evidence.validation.inputs import auc_alone
from analytics.evidence.validation.leaks import with_outcomes_by_lot


def test_an_input_alone_has_the_auc_of_scikit_learn_whichever_way_it_points():
    rng = np.random.default_rng(0)
    outcome = (rng.random(500) < 0.3).astype(float)
    values = np.round(rng.normal(size=500) - outcome, 1) * 1e6

    assert auc_alone(values, outcome) == pytest.approx(1 - roc_auc_score(outcome, values), abs=1e-12)
    assert auc_alone(-values, outcome) == auc_alone(values, outcome)
    assert auc_alone(values, np.ones(500)) == 0.5


def test_figures_of_a_fold_are_those_of_scikit_learn():
    rng = np.random.default_rng(1)
    outcome, score = (rng.random(400) < 0.4).astype(float), rng.random(400)

    told = summary(outcome, score)

    assert told["auc"] == pytest.approx(roc_auc_score(outcome, score), abs=1e-12)
    assert told["log_loss"] == pytest.approx(log_loss(outcome, score), abs=1e-12)
    assert told["brier"] == pytest.approx(brier_score_loss(outcome, score), abs=1e-12)


def test_outcomes_by_lot_keep_how_often_each_product_is_bought(small):
    log = small.log

    by_lot = with_outcomes_by_lot(log, seed=1)

    sold = [np.bincount(one.bought.product, minlength=log.n_products).tolist() for one in (log, by_lot)]
    assert sold[0] == sold[1]
    assert by_lot.bought.visit.tolist() != log.bought.visit.tolist()
    inside = np.bincount(by_lot.bought.visit, minlength=len(log))
    assert (by_lot.n_bought >= inside).all()
    if log.has_views:
        seen = set(zip(log.seen.visit.tolist(), log.seen.product.tolist(), strict=True))
        bought = zip(by_lot.bought.visit.tolist(), by_lot.bought.product.tolist(), strict=True)
        assert set(bought) <= seen
