"""The visits that a run held out: read for its evidence, and what of them leaves with its model."""

import numpy as np
import pandas as pd
import pytest

from analytics.evidence.curves.summary import summary
from analytics.runs.baselines import SCORED
from analytics.runs.held_out import for_strangers, held_out_of, read_held_out
from analytics.runs.scoring.stored import keep_model
from data.privacy.artifacts import DamagedRunError
from data.schema import InputError
from tests.demand import audience_by_hand, costs_by_hand


@pytest.fixture(scope="module")
def holdout(exogenous):
    return pd.read_parquet(exogenous.directory / "holdout.parquet")


def test_a_purchase_brings_what_all_costs_of_the_run_leave_of_its_price():
    costs = costs_by_hand(2, product_cost=[4, 6], return_share=[0, 0.1], per_item=0.5, payment_fee_share=0.02)
    cells = {"customer_row": [7, 3], "product_id": ["p1", "p0"], "bought": [True, False]}
    holdout = pd.DataFrame(cells | {"price": [9.0, 10.0], "score_model": [0.3, 0.2]})

    held = held_out_of(holdout, audience_by_hand(np.zeros((1, 2))), costs)

    assert held.contribution.tolist() == pytest.approx([(9 * 0.98 - 6) * 0.9 - 0.5, 10 * 0.98 - 4 - 0.5])
    assert held.customer.tolist() == [0, 1]


def test_every_way_that_the_run_scored_is_judged_by_its_evidence(exogenous):
    held = read_held_out(exogenous.directory, exogenous.results)

    assert list(held.scores) == ["model", *SCORED]
    evidence = exogenous.results.evidence
    for way, score in held.scores.items():
        told = evidence["model"] if way == "model" else evidence["baselines"][way]
        figures = summary(held.bought, score)
        assert {name: told[name] for name in figures} == pytest.approx(figures, rel=1e-9)


def test_no_customer_leaves_with_the_visits(holdout, exogenous):
    left = for_strangers(holdout)

    numbers = left["customer_row"]
    assert numbers.drop_duplicates().tolist() == list(range(holdout["customer_row"].nunique()))
    assert holdout["customer_row"].groupby(numbers).nunique().max() == 1
    assert not [name for name in left if name.startswith("past_") or name == "customer_id"]


def test_a_kept_model_is_judged_as_its_run(exogenous, tmp_path):
    keep_model(exogenous.directory, tmp_path)

    run, kept = (
        read_held_out(place, exogenous.results) for place in (exogenous.directory, tmp_path / "model")
    )

    assert (run.bought == kept.bought).all() and (run.contribution == kept.contribution).all()
    assert (run.scores["textbook"] == kept.scores["textbook"]).all()
    assert (run.drawn.times == kept.drawn.times).all()


def test_a_model_kept_without_them_is_refused_in_a_sentence(exogenous, tmp_path):
    with pytest.raises(InputError, match="kept without the visits"):
        read_held_out(tmp_path, exogenous.results)


def test_a_product_that_the_run_does_not_know_is_damage(exogenous, holdout, tmp_path):
    holdout.assign(product_id="nobody's").to_parquet(tmp_path / "holdout.parquet")

    with pytest.raises(DamagedRunError, match=r"holdout\.parquet"):
        read_held_out(tmp_path, exogenous.results)
