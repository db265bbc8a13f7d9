import numpy as np
import pytest
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM

from analytics.evidence.price_changes.poisson import fit_poisson


@pytest.fixture(scope="module")
def counts():
    rng = np.random.default_rng(0)
    columns = np.column_stack([np.ones(400), rng.normal(size=(400, 2))])
    offset = rng.normal(3, 0.5, 400)
    count = rng.poisson(np.exp(offset + columns @ [0.2, -0.5, 0.3])).astype(float)
    return count, columns, offset, np.repeat(np.arange(40), 10)


def test_the_fit_and_its_errors_by_group_are_those_of_statsmodels(counts):
    count, columns, offset, group = counts

    fit = fit_poisson(count, columns, offset, group, np.full(3, 1e-12))

    known = GLM(count, columns, family=Poisson(), offset=offset).fit(
        cov_type="cluster", cov_kwds={"groups": group}
    )
    assert fit.coefficients == pytest.approx(known.params, abs=1e-8)
    assert fit.by_group == pytest.approx(known.cov_params(), rel=1e-6)


def test_what_is_said_to_be_sure_is_never_surer_than_either_kind_of_error(counts):
    fit = fit_poisson(*counts, np.full(3, 1e-12))
    slope = np.array([0.0, 1.0, -1.0])

    variance = fit.variance(slope)

    assert variance >= slope @ fit.by_all @ slope
    assert variance >= slope @ fit.by_group @ slope


def test_a_level_that_no_row_tells_of_stays_at_what_is_known_beforehand(counts):
    count, columns, offset, group = counts
    unseen = np.column_stack([columns, np.zeros(len(count))])

    fit = fit_poisson(count, unseen, offset, group, np.array([1e-12] * 3 + [4.0]))

    assert fit.coefficients[3] == 0
    assert fit.by_all[3, 3] == pytest.approx(fit.dispersion / 4)
