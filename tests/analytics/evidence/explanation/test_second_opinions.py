"""The second opinion, other draws and the glass box, on models whose answers are known."""

import numpy as np
import pandas as pd
import pytest

from analytics.evidence.baselines.plain import FEATURES
from analytics.evidence.explanation.glass import GlassBox, gap_to
from analytics.evidence.explanation.lime import agreement, agreement_with_band, lime_weights
from analytics.evidence.explanation.over_inputs import MOST_BINS, MOST_NAMES, shares_over
from analytics.evidence.explanation.stability import Drawn, stability
from analytics.numerics import expit

GROUPS = {"a": ["a"], "b": ["b"], "c": ["c"]}


@pytest.fixture(scope="module")
def cells():
    rng = np.random.default_rng(0)
    table = pd.DataFrame({name: rng.random(4_000) for name in FEATURES})
    table["product"], table["segment"] = rng.integers(0, 4, 4_000), rng.integers(0, 2, 4_000)
    return table


@pytest.fixture(scope="module")
def chance(cells):
    return expit((0.8 * (cells["product"] - 1.5) - 3 * cells["relative_price"] + 1).to_numpy())


@pytest.fixture(scope="module")
def box(cells, chance):
    return GlassBox().fit(cells, np.random.default_rng(1).random(len(cells)) < chance)


def test_a_line_is_found_again_by_its_second_opinion():
    table = np.random.default_rng(0).normal(size=(30, 3))
    frame = pd.DataFrame(table, columns=list(GROUPS))
    background = frame.head(20) * 0

    found = lime_weights(lambda X: (2 * X["a"] - X["b"]).to_numpy(), background, frame.tail(10), GROUPS)

    expected = frame.tail(10).mul([2, -1, 0]).to_numpy()
    assert found.to_numpy() == pytest.approx(expected, abs=0.1)
    again = lime_weights(lambda X: (2 * X["a"] - X["b"]).to_numpy(), background, frame.tail(10), GROUPS)
    pd.testing.assert_frame_equal(found, again)


def test_agreement_is_whole_with_itself_and_none_with_its_opposite():
    shares = pd.DataFrame([[0.3, -0.2, 0.1], [0.05, 0.2, -0.1]], columns=list(GROUPS))

    own, opposite = agreement(shares, shares), agreement(shares, -shares)

    assert own.to_numpy() == pytest.approx(1.0)
    assert opposite["rank_correlation"].tolist() == pytest.approx([-1.0, -1.0])
    assert opposite["sign_agreement"].tolist() == [0.0, 0.0]


def test_where_nothing_moves_agreement_is_unknown_and_bands_hold_their_mean():
    shares = pd.DataFrame([[0.0, 0.0, 0.0], [0.3, -0.2, 0.1], [0.1, 0.2, 0.4]], columns=list(GROUPS))
    other = shares.assign(a=[0.1, 0.2, 0.5])

    each = agreement(shares, other)
    table = agreement_with_band(each, ["c1", "c2", "c3"])

    assert each["sign_agreement"].isna().tolist() == [True, False, False]
    assert (table["low"] <= table["value"]).all() and (table["value"] <= table["high"]).all()


def test_what_clearly_matters_most_keeps_its_place_in_every_draw():
    rng = np.random.default_rng(0)
    values = rng.normal(size=(40, 3, 8)) * 0.01 + np.array([0.1, 0.5, 0.1])[:, None]

    table = stability(values, list(GROUPS), [f"c{i}" for i in range(40)])

    assert table["drawn"].unique().tolist() == list(Drawn)
    first = table[table["group"] == "b"]
    assert (first["rank"] == 1).all() and (first["same_rank_share"] == 1).all()
    others = table[table["group"] != "b"]
    assert (others["same_rank_share"] < 1).all()  # two alike change places
    assert (table["low"] <= table["mean_absolute"]).all() and (table["mean_absolute"] <= table["high"]).all()


def test_the_curves_of_a_glass_box_add_up_to_its_log_odds(cells, box):
    chances = box.chances(cells.head(50))
    curves = box.curves().set_index(["input", "value"])["log_odds"]
    by_product = [curves["product", product] for product in (0, 3)]
    pair = cells.head(1).loc[[0, 0]].assign(product=[0, 3])

    moved = np.diff([np.log(p / (1 - p)) for p in box.chances(pair)])[0]

    assert moved == pytest.approx(by_product[1] - by_product[0], abs=1e-9)
    assert ((chances > 0) & (chances < 1)).all()


def test_a_glass_box_finds_what_is_additive_and_never_sells_more_at_a_higher_price(cells, chance, box):
    curves = box.curves()
    price = curves[curves["input"] == "relative_price"].sort_values("value")
    product = curves[curves["input"] == "product"].sort_values("value")

    assert np.diff(price["log_odds"]).max() <= 1e-9
    assert price["log_odds"].iloc[0] - price["log_odds"].iloc[-1] == pytest.approx(3.0, abs=1.0)
    assert np.diff(product["log_odds"]) == pytest.approx(0.8, abs=0.4)
    assert product["n"].sum() == len(cells)
    assert np.corrcoef(box.chances(cells), chance)[0, 1] > 0.95


def test_the_lead_over_a_glass_box_has_its_band_and_none_where_nothing_can_be_ranked(cells, chance, box):
    bought = (np.random.default_rng(2).random(len(cells)) < chance).astype(float)
    customer = np.arange(len(cells)) // 4

    lead = gap_to(chance, box.chances(cells), bought, customer)

    assert lead["gap"] == pytest.approx(lead["model_auc"] - lead["glass_auc"])
    assert lead["gap_low"] <= lead["gap"] <= lead["gap_high"]
    assert set(gap_to(chance, chance, np.zeros(len(cells)), customer).values()) == {None}


def test_many_numbers_are_put_together_and_few_stay_as_they_are():
    share = pd.Series(np.arange(100.0))

    many = shares_over(share, pd.Series(np.arange(100.0)))
    few = shares_over(share, pd.Series(np.arange(100) % 3))

    assert len(many) == MOST_BINS and many["n"].sum() == 100
    assert many["mean"].tolist() == pytest.approx(many["value"].tolist())
    assert few["value"].tolist() == [0, 1, 2]
    assert few["mean"].tolist() == pytest.approx([49.5, 49.0, 50.0])
    assert few["low"].iloc[0] == pytest.approx(np.quantile(np.arange(0, 100, 3), 0.05))


def test_names_are_told_apart_the_most_frequent_of_them_and_halves_of_a_second_input():
    share, names = pd.Series(np.ones(60)), pd.Series([f"n{i % 20}" for i in range(60)], dtype=object)
    second = pd.Series([*range(30), *[np.nan] * 30])

    alone, apart = shares_over(share, names), shares_over(share, names, second)

    assert len(alone) == MOST_NAMES
    assert set(apart["other"]) == {"lower", "upper"} and apart["n"].sum() <= 30
