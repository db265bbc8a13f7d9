import numpy as np
import pandas as pd
import pytest

from analytics.runs.price_questions import choose_panel, price_answers
from tests.oracles.best_discounts import purchase_chance
from tests.worlds import captured_share


@pytest.fixture(scope="module")
def advice(exogenous):
    return pd.read_parquet(exogenous.directory / "plain_advice.parquet")


def captured_by(exogenous, rows):
    """Return the share of the possible profit of offers named by positions, "0-1"."""
    chosen = {
        (tuple(int(j) for j in row.offer_id.split("-")), int(row.segment[-1])): row.discount_share
        for row in rows.fillna({"discount_share": 0.0}).itertuples()
    }
    return captured_share(exogenous.world, chosen)


def test_every_model_advises_on_every_offer_and_segment(exogenous, advice):
    book = exogenous.results.price_book

    assert set(advice["model"]) == {
        "model",
        "textbook",
        "boosting",
        "logit",
        "frequency",
        "free",
        "double_ml",
    }
    assert (advice.groupby("model").size() == len(book)).all()
    assert set(advice["segment"]) == set(book["segment"])
    assert advice["discount_share"].between(0, 0.6).all()


def test_a_model_that_knows_no_prices_advises_no_discount(advice):
    assert (advice.loc[advice["model"] == "frequency", "discount_share"] == 0).all()


def test_the_price_book_earns_more_than_the_textbook_network(exogenous, advice):
    textbook = advice[advice["model"] == "textbook"]

    assert captured_by(exogenous, exogenous.results.price_book) > captured_by(exogenous, textbook)


def test_the_demand_model_is_said_to_rise_for_nobody(exogenous):
    evidence = exogenous.results.evidence

    assert evidence["model"]["rising_share"] == 0
    assert evidence["baselines"]["boosting"]["rising_share"] == 0
    assert evidence["baselines"]["frequency"]["elasticity"] == 0


def test_elasticities_lie_near_the_true_one(exogenous):
    truth = exogenous.world.truth
    sales = purchase_chance(truth)
    true = float((truth.elasticities() * sales).sum() / sales.sum())
    evidence = exogenous.results.evidence

    assert evidence["model"]["elasticity"] == pytest.approx(true, rel=0.1)
    assert evidence["baselines"]["double_ml"]["elasticity"] == pytest.approx(true, rel=0.25)
    assert 0 < evidence["baselines"]["double_ml"]["elasticity_error"] < 0.5


def test_a_panel_stands_for_all_customers_of_every_segment(exogenous, monkeypatch):
    monkeypatch.setattr("analytics.runs.price_questions._MOST_ASKED", 90)
    snapshot = exogenous.snapshot
    cells, customers = snapshot.cells, snapshot.customers

    panel = choose_panel(cells, customers, customers["segment"], snapshot.reference_price, seed=0)

    assert len(panel.rows) <= 90
    assert set(panel.segment) == set(range(len(panel.segments)))
    assert panel.weight.sum() == pytest.approx(len(set(cells.log.customer)))
    assert (panel.low < panel.high).all()
    is_last = np.append(np.diff(panel.log.customer) > 0, True)
    assert is_last[panel.rows].all()
    answers = price_answers({"flat": lambda price: 0.2 + 0 * price + 0 * panel.rows[:, None]}, panel)
    assert answers == {"flat": {"rising_share": 0.0, "elasticity": 0.0}}
