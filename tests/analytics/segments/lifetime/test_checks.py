import numpy as np
import pandas as pd
import pytest

from analytics.findings import Verdict
from analytics.segments.lifetime.checks import Assumption, check_assumptions, holdout_table
from analytics.segments.lifetime.value import LifetimeModel
from tests.analytics.segments.lifetime.buyers import HOLDOUT_WEEKS, Buyers, cdnow, histories


def of(table: pd.DataFrame, assumption: Assumption) -> pd.Series:
    return table.set_index("assumption").loc[assumption]


@pytest.fixture(scope="module")
def holdout() -> pd.DataFrame:
    customers = cdnow()
    later = customers.assign(
        n_repeats=customers["n_repeats"] + customers["n_later"],
        age_days=customers["age_days"] + 7 * HOLDOUT_WEEKS,
    )
    return holdout_table(LifetimeModel().fit(customers), customers, later)


def test_the_holdout_of_cdnow_is_as_published(holdout):
    # Fader, Hardie & Lee (2005), figure 4: customers by repeats, what they bought later, what was expected
    assert holdout["n_customers"].tolist() == [1411, 439, 214, 100, 62, 38, 29, 64]
    assert holdout["actual"].round(2).tolist()[:4] == [0.24, 0.70, 1.39, 1.56]
    assert holdout["expected"].round(2).tolist()[:4] == [0.23, 0.52, 1.04, 1.52]
    assert (holdout["actual_low"] <= holdout["actual"]).all()


def test_cdnow_does_as_assumed(holdout):
    found = check_assumptions(cdnow(), holdout)

    assert found["verdict"].tolist() == [Verdict.PASS] * 4
    assert of(found, Assumption.REPEAT_PURCHASES)["figure"] == pytest.approx(1411 / 2357)
    row = of(found, Assumption.INDEPENDENT_VALUE)
    assert row["low"] < row["figure"] < row["high"]


def test_customers_who_all_leave_at_a_date_fail_the_holdout():
    n = 2000
    purchases = Buyers(a=0.05, b=5).purchases(n, 52)
    before = histories(purchases, n, 26)
    gone = before.assign(
        age_days=before["age_days"] + 7 * 26, n_repeats=before["n_repeats"] + (np.arange(n) % 9 == 0)
    )

    found = check_assumptions(before, holdout_table(LifetimeModel().fit(before), before, gone))

    assert of(found, Assumption.HOLDOUT)["verdict"] == Verdict.FAIL
    assert of(found, Assumption.HOLDOUT)["low"] > 2


def test_frequent_customers_who_buy_more_at_a_time_are_found():
    customers = cdnow()
    customers["mean_repeat_value"] = (10 + 5 * customers["n_repeats"]).where(customers["n_repeats"] > 0)

    row = of(check_assumptions(customers, None), Assumption.INDEPENDENT_VALUE)

    assert (row["figure"], row["verdict"]) == (pytest.approx(1), Verdict.FAIL)


def test_customers_who_were_all_there_when_the_history_began_are_noticed():
    customers = cdnow().assign(age_days=300.0)

    assert of(check_assumptions(customers, None), Assumption.SEEN_FROM_THE_START)["verdict"] == Verdict.WARN


def test_without_a_holdout_nothing_is_said_of_it():
    assert Assumption.HOLDOUT not in set(check_assumptions(cdnow(), None)["assumption"])
