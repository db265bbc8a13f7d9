"""Rows to learn from: of a table, of a shop, kept and read back, and rid of a customer."""

import numpy as np
import pandas as pd
import pytest

from analytics.lab.config import Method
from analytics.lab.splits import split_examples
from analytics.lab.subjects.config import Subject, SubjectConfig
from analytics.lab.subjects.kept import KeptRows, read_examples, write_examples
from analytics.lab.subjects.purchase import pasts, purchase_rows
from analytics.lab.subjects.table import table_rows
from data.schema import InputError, NotEnoughDataError
from tests.logs import log_of
from tests.planted import planted, planted_table, quick
from tests.simulated import simulate_shop
from tests.worlds import customers_of

TABLE = SubjectConfig(Subject.TABLE, "rows.csv", "bought", "who", "at")


def as_text(table):
    return table.astype("str").astype(object).where(table.notna(), None)


def test_a_table_has_numbers_categories_customers_and_times():
    rows = table_rows(as_text(planted_table().assign(same="x", own=[f"n{i}" for i in range(400)])), TABLE)

    examples = rows.kept.examples
    assert rows.left_out == ("same", "own")
    assert list(examples.inputs) == ["signal", "noise", "gappy", "kind"]
    assert isinstance(examples.inputs["kind"].dtype, pd.CategoricalDtype)
    assert examples.inputs["gappy"].isna().mean() == pytest.approx(0.2)
    assert list(rows.kept.customer_ids[examples.customer[:9]]) == ["u0"] * 8 + ["u1"]
    assert examples.time[0] == np.datetime64("2026-01-01")
    assert not examples.has_past


@pytest.mark.parametrize(
    ("changes", "config", "said"),
    [
        ({"bought": "maybe"}, TABLE, "column bought: its 1 different values are not yes and no alone"),
        ({"bought": "yes"}, TABLE, "came out one way only"),
        ({"who": "u1"}, TABLE, "column who: all rows are of one customer"),
        ({"at": "soon"}, TABLE, "column at: 400 of its cells are no time"),
        ({}, SubjectConfig(Subject.TABLE, "rows.csv", "sold"), "column sold: the table has no such column"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_in_a_sentence(changes, config, said):
    with pytest.raises((InputError, NotEnoughDataError), match=said):
        table_rows(as_text(planted_table()).assign(**changes), config)


def test_a_table_without_inputs_is_refused_and_a_large_one_drawn_from():
    with pytest.raises(InputError, match="no column beside the outcome"):
        table_rows(as_text(planted_table()[["bought"]]), SubjectConfig(Subject.TABLE, "f", "bought"))

    few = table_rows(as_text(planted_table()), SubjectConfig(Subject.TABLE, "f", "bought", most_rows=100))
    assert len(few.kept.examples) == 100


@pytest.fixture(scope="module")
def world():
    return simulate_shop(n_customers=60, n_visits_per_customer=8.0, n_products=5)


@pytest.fixture(scope="module")
def bought(world):
    log = log_of(world)
    products = pd.DataFrame({"category": list("aabbb")}, index=log.product_ids)
    people = (
        customers_of(world).set_index("customer_id", drop=True)
        if "customer_id" in customers_of(world)
        else customers_of(world)
    )
    return log, purchase_rows(log, products, people[["tier"]] if "tier" in people else people, 10_000, 0)


def test_chances_to_buy_tell_only_what_was_before_the_visit(bought):
    log, rows = bought
    examples = rows.examples

    first = np.isin(log.first_visit, np.arange(len(log))) & (log.rank == 0)
    is_first = np.isin(examples.time, log.visited_at[first]) & (examples.inputs["visits_before"] == 0)
    assert 0 < examples.outcome.mean() < 1
    assert (examples.inputs.loc[is_first, "bought_before"] == 0).all()
    assert (examples.past[examples.past_row[is_first.to_numpy()]] == 0).all()
    assert examples.inputs.loc[is_first, "days_since_visit"].isna().all()


def test_pasts_end_with_what_was_bought_last_and_hold_nothing_of_the_visit(bought):
    log, _ = bought
    visit = np.flatnonzero(log.rank == 3)

    found = pasts(log, visit, length=50)

    for v, past in zip(visit[:20], found[:20], strict=True):
        lines = log.seen if log.has_views else log.bought
        own = (lines.visit >= log.first_visit[v]) & (lines.visit < v)
        n = int(own.sum())
        tokens = past[past > 0]
        assert len(tokens) == min(n, 50)
        assert ((tokens - 1) % log.n_products == lines.product[own][-50:]).all()


def test_a_text_that_names_a_customer_is_no_input(bought):
    log, _ = bought
    mails = [f"{name}@mail.org" for name in log.customer_ids]
    people = pd.DataFrame({"mail": mails, "tier": list("ab") * (len(mails) // 2)}, index=log.customer_ids)

    inputs = purchase_rows(log, pd.DataFrame(index=log.product_ids), people, 10_000, 0).examples.inputs

    assert "customer tier" in inputs and "customer mail" not in inputs


def test_changing_the_future_changes_no_input_of_the_past(world, bought):
    log, rows = bought
    boundary = np.quantile(log.visited_at.astype(np.int64), 0.6).astype("int64").astype("datetime64[us]")
    later = log.where(log.visited_at < boundary)
    products = pd.DataFrame({"category": list("aabbb")}, index=log.product_ids)

    early = purchase_rows(later, products, pd.DataFrame(index=log.customer_ids), 10_000, 0).examples

    numbers = ["bought_before", "bought_share_recent", "visits_before", "days_since_visit", "popularity"]
    whole = rows.examples.rows(rows.examples.time < boundary)
    assert len(early) == len(whole)
    np.testing.assert_allclose(
        early.inputs[numbers].to_numpy(float), whole.inputs[numbers].to_numpy(float), equal_nan=True
    )


def test_kept_rows_are_read_back_and_a_forgotten_customers_go(tmp_path):
    examples = planted(160)
    ids = np.array([f"c{i}" for i in range(20)], object)
    write_examples(tmp_path, KeptRows(examples, ids))

    whole = read_examples(tmp_path)
    for name in ("lab_examples.parquet", "lab_pasts.parquet"):
        from data.privacy.formats import Frame

        Frame.forgetting(tmp_path / name, "c3")()
    left = read_examples(tmp_path)

    pd.testing.assert_frame_equal(whole.inputs, examples.inputs)
    assert (whole.past[whole.past_row] == examples.past[examples.past_row]).all()
    assert whole.n_tokens == examples.n_tokens
    kept = examples.rows(examples.customer != 3)
    assert (left.past[left.past_row] == kept.past[kept.past_row]).all()
    assert (left.outcome == kept.outcome).all()
    config = quick(Method.LOGISTIC)
    assert len(split_examples(left, config).train) > 0
