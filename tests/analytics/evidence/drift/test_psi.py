"""The population stability index against numbers by hand, and what chance makes of it."""

import numpy as np
import pytest

from analytics.evidence.drift.psi import (
    bins_of_names,
    bins_of_numbers,
    psi,
    psi_with_band,
    shares_table,
)


def test_equal_mixes_have_an_index_of_zero():
    assert psi([50, 30, 20], [500, 300, 200]) == pytest.approx(0, abs=1e-12)


def test_the_index_is_the_one_worked_out_by_hand():
    # 0.1 · ln(0.6 ÷ 0.5) − 0.1 · ln(0.4 ÷ 0.5)
    assert psi([50, 50], [60, 40]) == pytest.approx(0.1 * np.log(1.2) - 0.1 * np.log(0.8))
    assert psi([60, 40], [50, 50]) == pytest.approx(psi([50, 50], [60, 40]))


def test_an_empty_bin_counts_for_half_a_row_and_stays_finite():
    assert psi([99, 0], [50, 50]) == pytest.approx((0.5 - 1) * np.log(0.5) + 0.4949 * np.log(99), rel=1e-2)


def test_few_rows_of_one_mix_do_not_look_moved():
    rng = np.random.default_rng(0)
    lows = []
    for trial in range(40):
        code, is_now = rng.integers(0, 10, 120), np.arange(120) % 2 == 0
        bins = bins_of_names(code.astype(str), ~is_now)
        lows.append(psi_with_band(bins, is_now, np.arange(120) // 3, trial)[1])

    assert np.mean(np.array(lows) >= 0.1) <= 0.05


def test_a_mix_that_moved_far_is_seen_with_its_whole_band():
    rng = np.random.default_rng(1)
    is_now = np.arange(2_000) % 2 == 0
    values = rng.normal(np.where(is_now, 1.0, 0.0))
    bins = bins_of_numbers(values, ~is_now)

    value, low, high = psi_with_band(bins, is_now, np.arange(2_000) // 4)

    assert 0.25 < low < value < high
    assert value == pytest.approx(1.0, abs=0.25)  # of normals a deviation apart it is 1


def test_bins_are_those_of_then_and_what_is_rare_or_missing_has_one_of_its_own():
    is_then = np.array([True] * 60 + [False] * 3)
    names = bins_of_names([f"p{i % 30:02d}" for i in range(60)] + ["new", "p00", "p29"], is_then)
    numbers = bins_of_numbers([*range(60), np.nan, -5.0, 99.0], is_then, 3)

    assert len(names.name) == 21 and names.name[names.code[60]] == ""
    assert numbers.code[60:].tolist() == [3, 0, 2]
    table = shares_table(numbers, ~is_then)
    assert table["share_then"].tolist() == pytest.approx([1 / 3] * 3 + [0])
    assert table["share_now"].sum() == pytest.approx(1)


def test_a_name_that_few_customers_share_is_not_told():
    is_then = np.ones(60, bool)
    customer = np.arange(60) // 6  # ten of them
    mails = [f"c{one}@example.org" for one in customer]

    assert bins_of_names(mails, is_then, customer).name == [""]
    assert bins_of_names(["north", "south"] * 30, is_then, customer).name == ["north", "south", ""]
