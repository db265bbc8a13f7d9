import shutil

import numpy as np
import pandas as pd
import pytest

from analytics.evidence.errors.dimensions import Dimension
from analytics.runs.baselines import SCORED
from analytics.runs.errors import TABLES, errors_of, held_out_chances
from data.privacy.artifacts import DamagedRunError
from tests.builders import rewrite


@pytest.fixture
def run(exogenous, tmp_path):
    """A finished run that a test may change."""
    return shutil.copytree(exogenous.directory, tmp_path / "run")


def change(run, **columns):
    """Write the held-out chances with other columns; those that are None are left out."""
    holdout = pd.read_parquet(run / "holdout.parquet")
    kept = holdout.drop(columns=[name for name, values in columns.items() if values is None])
    rewrite(run / "holdout.parquet", kept.assign(**{n: v for n, v in columns.items() if v is not None}))


def test_a_run_has_every_table_and_every_table_fits_parquet(run, tmp_path):
    found = errors_of(run)

    assert tuple(found) == TABLES
    for name, table in found.items():
        table.to_parquet(tmp_path / f"{name}.parquet")
        assert len(table) > 0 and "customer_id" not in table


def test_the_whole_is_what_was_held_out(run):
    holdout = pd.read_parquet(run / "holdout.parquet")

    whole = errors_of(run)["groups"].iloc[0]

    assert whole["dimension"] == Dimension.ALL
    assert (whole["n_chances"], whole["bought"]) == (len(holdout), holdout["bought"].sum())
    assert whole["predicted"] == pytest.approx(holdout["score_model"].sum())


def test_every_dimension_is_known_of_a_run(run):
    assert set(errors_of(run)["groups"]["dimension"]) == set(Dimension)


@pytest.mark.parametrize("model", SCORED)
def test_every_model_beside_can_be_judged(run, model):
    whole = errors_of(run, model)["groups"].iloc[0]

    assert whole["log_loss"] > 0


def test_a_model_that_was_not_fitted_has_no_errors(run):
    assert errors_of(run, "double_ml") == {}


def test_where_only_one_outcome_was_held_out_there_is_nothing_to_judge(run):
    change(run, bought=False)

    assert errors_of(run) == {}


def test_days_that_an_older_run_did_not_write_are_those_of_its_visits(run):
    written = held_out_chances(run)["visited_on"]
    change(run, visited_on=None)

    found = held_out_chances(run)["visited_on"]

    assert (found.to_numpy("datetime64[D]") == written.to_numpy("datetime64[D]")).all()
    assert found.nunique() > 5


def test_days_of_an_older_run_are_unknown_once_a_customer_is_forgotten(run):
    change(run, visited_on=None)
    visits = pd.read_parquet(run / "visits.parquet")
    rewrite(run / "visits.parquet", visits[visits["customer_id"] != visits["customer_id"].iloc[0]])

    assert "visited_on" not in held_out_chances(run)
    assert Dimension.WEEK not in set(errors_of(run)["groups"]["dimension"])


def test_rows_are_numbered_as_they_stand_in_the_file(run):
    holdout = pd.read_parquet(run / "holdout.parquet")

    worst = errors_of(run)["worst"].iloc[0]

    assert holdout.loc[worst["row"], "score_model"] == worst["predicted"]
    assert holdout.loc[worst["row"], "product_id"] == worst["product_id"]


def test_a_run_from_before_features_were_kept_is_judged_by_what_it_has(run):
    change(run, **dict.fromkeys(("relative_price", "past_visits", "past_share", "visited_on")))

    found = errors_of(run)

    assert {Dimension.SEGMENT, Dimension.PRODUCT} < set(found["groups"]["dimension"])
    assert np.isfinite(found["worst"]["log_loss"]).all()


def test_held_out_chances_without_scores_are_damage(run):
    change(run, score_model=None)

    with pytest.raises(DamagedRunError):
        held_out_chances(run)
