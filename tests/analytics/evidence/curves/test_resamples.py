import numpy as np
import pytest

from analytics.evidence.curves.ranking import rank_cells
from analytics.evidence.curves.resamples import Resamples, band_limits

RNG = np.random.default_rng(0)
CUSTOMERS = np.repeat(["a", "b", "c", "d"], [1, 4, 2, 3])
VALUES = RNG.integers(-5, 6, 10).astype(float)


def test_every_sample_has_as_many_customers_as_there_are() -> None:
    drawn = Resamples.of(CUSTOMERS, 50)

    assert drawn.times.shape == (4, 50)
    assert (drawn.times.sum(0) == 4).all()
    assert drawn.customer.tolist() == [0, 1, 1, 1, 1, 2, 2, 3, 3, 3]


def test_sums_are_those_of_the_cells_of_drawn_customers() -> None:
    drawn = Resamples.of(CUSTOMERS, 30)
    times_of_cells = drawn.times[drawn.customer]

    (sums,) = drawn.sums([VALUES])

    assert sums == pytest.approx(VALUES @ times_of_cells)


@pytest.mark.parametrize("values", [None, VALUES, np.array([0, 1, 0, 0, 1, 1, 0, 0, 0, 1.0])])
def test_sums_by_step_are_those_of_its_cells(values) -> None:
    step = np.array([2, 0, 1, 1, 2, 2, 0, 0, 1, 2])
    drawn = Resamples.of(CUSTOMERS, 30)
    weighted = drawn.times[drawn.customer] * (np.ones(10) if values is None else values)[:, None]

    sums = drawn.sums_by(step, 4, values)

    for one in range(4):
        assert sums[one] == pytest.approx(weighted[step == one].sum(0))


def test_the_same_seed_draws_the_same_customers() -> None:
    first, again, other = (Resamples.of(CUSTOMERS, 40, seed).times for seed in (1, 1, 2))

    assert (first == again).all() and (first != other).any()


def test_limits_are_quantiles_of_what_is_known() -> None:
    samples = np.array([[*range(101), np.nan], [np.nan] * 102])

    low, high = band_limits(samples)

    assert (low[0], high[0]) == pytest.approx((5, 95))
    assert np.isnan([low[1], high[1]]).all()
    assert np.isnan(band_limits(np.empty((3, 0)))[0]).tolist() == [True] * 3


def test_coarse_steps_hold_every_cell_and_count_what_all_steps_count() -> None:
    score = RNG.random(9_000)
    bought = RNG.random(9_000) < 0.02 + 0.3 * score**4
    ranking, drawn = rank_cells(bought, score), Resamples.of(RNG.integers(0, 500, 9_000), 5)

    ends = ranking.coarse_ends()
    found, left = ranking.resampled_counts(drawn)

    assert len(ends) <= 1_024 < len(ranking.ends)
    assert (found[-1] + left[-1] == drawn.sums([np.ones(9_000)])[0]).all()
    assert ranking.coarse_counts()[0][-1] == bought.sum()
    weight = drawn.times[drawn.customer][ranking.order]
    exact = np.cumsum(weight * ranking.bought[:, None], axis=0)[ends]
    assert found[1:] == pytest.approx(exact)
