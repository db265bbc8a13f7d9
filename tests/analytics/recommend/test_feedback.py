"""What was shown and what was taken of it: rates by arm, and what recommenders learn from it."""

import numpy as np
import pandas as pd
import pytest

from analytics.recommend.comparison import compare
from analytics.recommend.exposures import NEVER, exposures_of
from analytics.recommend.feedback import rate_band, taken_rates
from analytics.recommend.fitted import fit_all
from analytics.recommend.models.popular import Popularity
from analytics.recommend.models.recommender import Method
from analytics.recommend.pair_features import PairFeatures
from analytics.recommend.purchases import purchases_of
from tests.tastes import catalog, shown_rows, taste_rows, tastes

ROWS = taste_rows(n_customers=150)
SHOWN = shown_rows(ROWS)


@pytest.fixture(scope="module")
def history():
    return purchases_of(ROWS, SHOWN)


def exposure(day, looked=None, bought=None, **changes):
    row = {"customer_id": "c1", "product_id": "p1", "day": pd.Timestamp(day), "arm": None, "n_shown": 1}
    return row | {"looked_day": pd.Timestamp(looked), "bought_day": pd.Timestamp(bought)} | changes


def day_number(text):
    return int(np.datetime64(text).astype(int))


def test_rates_are_told_of_all_and_of_each_arm_once_the_week_is_over():
    rows = [
        exposure("2024-03-01", looked="2024-03-02", arm="a"),
        exposure("2024-03-01", bought="2024-03-03", arm="a", customer_id="c2"),
        exposure("2024-03-02", arm="b"),
        exposure("2024-03-28", arm="b"),
    ]

    table = taken_rates(pd.DataFrame(rows), day_number("2024-03-30"))

    assert table["n_shown"].tolist() == [3, 2, 1]
    assert table["n_taken"].tolist() == [2, 2, 0]
    assert table["is_all"].tolist() == [True, False, False]
    assert ((table["rate_low"] <= table["rate"]) & (table["rate"] <= table["rate_high"])).all()


def test_where_no_arm_is_named_there_is_one_row_and_where_nothing_is_settled_none():
    rows = pd.DataFrame([exposure("2024-03-01"), exposure("2024-03-02")])

    assert len(taken_rates(rows, day_number("2024-03-30"))) == 1
    assert taken_rates(rows, day_number("2024-03-05")).empty


def test_the_band_holds_the_rate_in_nine_of_ten_draws_though_customers_differ():
    draws, held = np.random.default_rng(0), []
    customers = np.repeat(np.arange(120), 10)
    for _ in range(400):
        own = draws.beta(0.5, 4.5, 120)
        _, low, high = rate_band((draws.random(1200) < own[customers]).astype(float), customers)
        held.append(low <= 0.1 <= high)

    assert 0.86 <= np.mean(held) <= 0.94


def test_what_is_taken_later_is_not_known_before():
    rows = pd.DataFrame([exposure("2024-03-01", bought="2024-03-05"), exposure("2024-03-10")])
    shown = exposures_of(rows, np.array(["c1"], object), np.array(["p1"], object))

    then, later = (shown.before(day_number(day)) for day in ("2024-03-05", "2024-03-06"))

    assert (len(then), len(later)) == (1, 1)
    assert then.taken_day.tolist() == [NEVER]
    assert later.taken_day.tolist() == [day_number("2024-03-05")]


def test_what_was_shown_is_known_of_pairs_where_it_is_told_and_asked_for(history):
    fitted = fit_all(history, catalog(history), {Method.POPULARITY: Popularity()}, 0)

    told, plain = PairFeatures(fitted), PairFeatures(fitted, with_shown=False)

    n_taken, n_refused = (matrix.sum() for matrix in told.shown[:2])
    assert (n_taken, n_refused) == (SHOWN["bought_day"].notna().sum(), SHOWN["bought_day"].isna().sum())
    assert plain.shown == PairFeatures(fit_all(tastes(), catalog(history), {}, 0)).shown == []


def test_the_validation_says_whether_it_helps_and_figures_of_others_stay(history):
    methods = (Method.POPULARITY, Method.FREQUENCY, Method.HYBRID)

    told = compare(history, catalog(history), methods)
    plain = compare(purchases_of(ROWS), catalog(history), methods)

    assert plain.gain is None
    assert told.gain.ndcg_without == plain.table.set_index("method").loc["hybrid", "validation_ndcg"]
    assert told.gain.is_used == (told.gain.ndcg > told.gain.ndcg_without)
    assert told.combined[Method.HYBRID].with_shown == told.gain.is_used
    simple = ["popularity", "frequency"]
    pd.testing.assert_frame_equal(
        told.table[told.table["method"].isin(simple)].drop(columns="is_default"),
        plain.table[plain.table["method"].isin(simple)].drop(columns="is_default"),
    )
