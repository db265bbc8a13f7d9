from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.runs.artifacts import AUDIENCE_CUSTOMERS
from analytics.runs.audience_customers import (
    AudienceCustomers,
    audience_customers,
    rows_of_customers,
    write_audience_customers,
)
from analytics.runs.config import RunConfig
from tests.demand import audience_by_hand
from tests.logs import log_by_hand

MONDAY = pd.Timestamp("2025-01-06")


def run_of(tmp_path, n_visits):
    """Write the visits of a run, so many for each customer, in no order."""
    customers = np.repeat(list(n_visits), list(n_visits.values()))
    frame = pd.DataFrame(
        {
            "visit_id": np.arange(len(customers)),
            "customer_id": customers,
            "visited_at": MONDAY + pd.to_timedelta(np.arange(len(customers)), "h"),
        }
    )
    frame.sample(frac=1, random_state=0).to_parquet(tmp_path / "visits.parquet")
    return tmp_path


def audience_of(*weights):
    return replace(audience_by_hand(np.zeros((len(weights), 2))), weight=np.array(weights, np.float32))


def test_every_row_is_told_whose_visit_it_is(tmp_path):
    directory = run_of(tmp_path, {"b": 2, "a": 1})

    customers = audience_customers(directory, audience_of(1, 1, 1), RunConfig())

    assert list(customers.of_row) == ["a", "b", "b"]
    assert customers.known == {"a", "b"}


def test_only_the_recent_visits_of_a_customer_are_rows(tmp_path):
    directory = run_of(tmp_path, {"a": 4000, "b": 1})

    customers = audience_customers(directory, audience_of(*[4000 / 3000] * 3000, 1), RunConfig())

    assert (customers.of_row == "a").sum() == 3000 and customers.of_row[-1] == "b"


@pytest.mark.parametrize("weights", [(1, 1), (1, 1, 2)])
def test_an_audience_of_other_visits_is_told_apart(tmp_path, weights):
    directory = run_of(tmp_path, {"b": 2, "a": 1})

    assert audience_customers(directory, audience_of(*weights), RunConfig()) is None


def test_a_run_that_kept_no_visits_tells_nothing(tmp_path):
    assert audience_customers(tmp_path, audience_of(1), RunConfig()) is None


def test_a_run_notes_whose_visits_its_audience_holds_and_can_forget_them(tmp_path):
    directory = run_of(tmp_path, {"b": 2, "a": 1})
    ids = np.array(["a", "b"], object)
    visits = log_by_hand(np.ones((3, 2)), customer=[0, 1, 1], customer_ids=ids)
    write_audience_customers(directory, visits, seed=0)

    AUDIENCE_CUSTOMERS.forgetting(directory / AUDIENCE_CUSTOMERS.name, "a")()

    customers = audience_customers(directory, audience_of(1, 1, 1), RunConfig())
    assert list(customers.of_row) == ["", "b", "b"]


def test_a_list_is_split_into_found_left_out_and_unknown():
    customers = AudienceCustomers(np.array(["a", "b", "b"], object), frozenset({"a", "b", "c"}))

    found = rows_of_customers(customers, ["b", "c", "x", "y", "b"])

    assert found.rows.tolist() == [1, 2]
    assert (found.n_found, found.n_left_out, found.n_unknown) == (1, 1, 2)
