"""`python -m analytics interests`: every option from files to Parquet."""

import json

import numpy as np
import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.interests.work import GROUPS, INTERESTS, INTERESTS_WORK, MODELS, MOVERS, RECORD, SYNTHETIC
from data.privacy.forget import forget_customer
from data.services.workspaces import open_workspace
from tests.builders import write_csv
from tests.interests import interest_events, quick_training

OUTPUTS = (INTERESTS, MODELS, MOVERS, GROUPS, SYNTHETIC)


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    return write_csv(tmp_path_factory.mktemp("interests") / "events.csv", interest_events())


def run(events, out, *options):
    with quick_training():
        return main(["interests", "--events", str(events), "--out", str(out), *options])


def days_between(interests):
    return set(np.diff(np.sort(interests["period"].unique())).astype("timedelta64[D]").astype(int))


@pytest.fixture(scope="module")
def found(events, tmp_path_factory):
    out = tmp_path_factory.mktemp("found") / "out"
    space = out.parent / "space"
    options = ("--period", "week", "--categories", "4", "--synthetic", "30", "--workspace", str(space))
    assert run(events, out, *options) == 0
    return out


def test_files_become_shares_that_add_up_in_every_period_past_and_ahead(found):
    frames = {of.name: pd.read_parquet(found / of.name) for of in OUTPUTS}
    interests = frames[INTERESTS.name]

    for of in OUTPUTS:
        assert set(of.needed) <= set(frames[of.name])
    sums = interests.groupby(["customer_id", "period", "horizon_days"])["share"].sum()
    np.testing.assert_allclose(sums, 1, rtol=1e-5)
    ahead = interests[interests["horizon_days"] > 0]
    assert sorted(ahead["horizon_days"].unique()) == [30, 60, 90]
    assert ((ahead["low"] <= ahead["share"] + 1e-9) & (ahead["share"] <= ahead["high"] + 1e-9)).all()
    assert ahead["period"].min() > interests.loc[interests["horizon_days"] == 0, "period"].max()
    assert ahead.groupby("customer_id").size().unique().tolist() == [3 * interests["category"].nunique()]


def test_one_forecast_a_horizon_is_used_and_never_one_that_does_not_win(found):
    models, record = pd.read_parquet(found / MODELS.name), json.loads((found / RECORD.name).read_text())

    used = models[models["is_default"]]

    assert used["method"].tolist() == record["defaults"]
    assert (used["is_best_simple"] | (used["gain_low"] > 0)).all()
    assert models.groupby("horizon_days").size().tolist() == [7, 7, 7]


def test_movers_are_customers_whose_share_changes_by_a_point(found):
    movers = pd.read_parquet(found / MOVERS.name)

    change = movers["forecast_share"] - movers["usual_share"]
    np.testing.assert_allclose(movers["change"], change, atol=1e-9)
    assert (change.abs() >= 0.01).all()
    assert ((movers["move"] == "into") == (change > 0)).all()


def test_synthetic_customers_are_drawn_by_both_generators_and_judged(found):
    drawn, record = pd.read_parquet(found / SYNTHETIC.name), json.loads((found / RECORD.name).read_text())

    assert drawn.groupby("generator")["customer_id"].nunique().to_dict() == {"gan": 30, "vae": 30}
    assert set(record["synthetic"]) == {"gan", "vae"}


def test_a_forgotten_customer_is_in_no_table(found):
    workspace = open_workspace(found.parent / "space")
    shop = workspace.open(workspace.shop_names()[0])

    forget_customer(shop, "c001")

    directory = INTERESTS_WORK.newest(shop.directory)
    for of in (INTERESTS, MOVERS):
        assert "c001" not in set(of.read(directory)["customer_id"])
    assert "c002" in set(INTERESTS.read(directory)["customer_id"])
    shop.close()


def test_periods_are_those_asked_and_products_stand_in_for_categories(events, found, tmp_path):
    options = (
        "--period",
        "month",
        "--of",
        "products",
        "--categories",
        "3",
        "--synthetic",
        "0",
        "--seed",
        "3",
    )

    assert run(events, tmp_path / "out", *options) == 0

    by_week, by_month = (
        pd.read_parquet(out / INTERESTS.name).query("horizon_days == 0") for out in (found, tmp_path / "out")
    )
    assert days_between(by_week) == {7}
    assert days_between(by_month) <= {29, 30, 31}
    assert by_week["category"].str.match("k|Everything").all()
    assert by_month["category"].str.match("p|Everything").all()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"n_customers": 5}, "30 known customers"),
        ({"n_days": 27}, "need 4 complete periods"),
        ({"n_kinds": 1}, "one category"),
    ],
    ids=["few customers", "one period", "one category"],
)
def test_too_little_is_refused_in_one_line(tmp_path, capsys, changes, said):
    few = write_csv(tmp_path / "few.csv", interest_events(**changes))

    assert run(few, tmp_path / "out") == 2

    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1 and said in lines[0]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--categories", "0"), "--categories 0 is out of range"),
        (("--period", "year"), "year"),
        (("--seed", "-1"), "--seed -1 is out of range"),
        (("--synthetic", "-1"), "--synthetic -1 is out of range"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(events, tmp_path, capsys, options, said):
    assert run(events, tmp_path / "out", *options) == 2

    assert said in capsys.readouterr().err.strip().splitlines()[-1]
