import numpy as np
import pandas as pd
import pytest

from analytics.evidence.price_changes.codes import Sample
from analytics.runs import artifacts, past_sales
from analytics.runs.price_changes import price_changes_of


@pytest.fixture(scope="module")
def cells(exogenous):
    return artifacts.PAST_SALES.read(exogenous.directory)


def test_every_purchase_is_noted_once_and_no_customer(exogenous, cells):
    log = exogenous.snapshot.log

    noted = cells.pivot_table("purchases", "product_id", "period").loc[list(log.product_ids)]

    counted = np.zeros(noted.shape)
    np.add.at(counted, (log.bought.product, log.period[log.bought.visit]), 1)
    assert (noted.to_numpy() == counted).all()
    assert cells["pieces"].equals(cells["purchases"])  # one piece each in this world
    assert not {"customer_id", "visit_id"} & set(cells)


def test_before_the_line_sales_come_out_as_expected_on_average(cells):
    learned = cells[~cells["is_held_out"]]

    assert learned["expected"].sum() == pytest.approx(learned["purchases"].sum(), rel=0.03)


def test_held_out_are_the_periods_after_the_line(exogenous, cells):
    is_later = cells["starts_on"] >= pd.Timestamp(exogenous.snapshot.boundary)

    assert (cells["is_held_out"] == is_later).all()


def test_the_price_before_is_the_price_where_no_change_is_on(cells):
    steady = cells[cells["change"] < 0]

    assert (steady["price_before"] == steady["price"]).all()
    assert (steady["kind"] == "").all()


def test_what_got_cheaper_is_expected_to_sell_more(exogenous):
    changes = price_changes_of(exogenous.directory)["changes"]

    is_cut = changes["change_share"] < 0
    assert (changes["predicted_change"] > 0).equals(is_cut)
    assert len(changes) > 50


def test_bands_hold_most_changes_of_a_world_that_the_model_knows(exogenous):
    changes = price_changes_of(exogenous.directory)["changes"]

    held_out = changes[changes["sample"] == Sample.HELD_OUT]
    assert len(held_out) > 10
    assert held_out["is_in_band"].mean() >= 0.75


def test_of_many_customers_some_are_asked_about(exogenous, tmp_path, monkeypatch):
    monkeypatch.setattr(past_sales, "_MOST_CELLS", 20_000)
    for artifact in (artifacts.VISITS, artifacts.VISIT_LINES):
        artifact.write(tmp_path, artifact.read(exogenous.directory))

    past_sales.write_past_sales(
        tmp_path, exogenous.snapshot, exogenous.model, exogenous.model, 0, lambda share: None
    )

    some = artifacts.PAST_SALES.read(tmp_path)
    share = some["customer_share"].iloc[0]
    assert 0.05 < share < 0.3
    every = len(exogenous.snapshot.log.bought)
    assert some["purchases"].sum() == pytest.approx(share * every, rel=0.2)
    assert some["pieces"].sum() == some["purchases"].sum()


def test_a_run_from_before_has_none(tmp_path):
    assert price_changes_of(tmp_path) is None
