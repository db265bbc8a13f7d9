import numpy as np
import pandas as pd
import pytest

from analytics.evidence.baselines.double_ml import double_elasticities
from data.schema import NotEnoughDataError

ELASTICITIES = np.array([-2.5, -1.0])


def sold_cells(n_periods: int = 60, per_period: int = 80, followed: float = 0.0, seed: int = 0, **more):
    """Return cells of two products whose weekly prices follow a hidden demand as far as told."""
    rng = np.random.default_rng(seed)
    hidden = rng.normal(0, 0.3, (n_periods, 2))
    cost = rng.normal(0, 0.12, (n_periods, 2))
    log_price = cost + followed * hidden + rng.normal(0, 0.03, (n_periods, 2))
    season = np.sin(2 * np.pi * np.arange(n_periods) / 52)
    period, product = (a.ravel() for a in np.indices((n_periods, 2)).repeat(per_period, axis=2))
    wanted = np.exp(hidden + 0.3 * season[:, None] + ELASTICITIES * log_price)[period, product]
    rows = {
        "product": product,
        "period": period,
        "bought": (rng.random(len(period)) < np.minimum(0.15 * wanted, 1)).astype(float),
        "relative_price": np.exp(log_price)[period, product],
        "past_share": rng.beta(1, 9, len(period)),
        "past_visits": rng.integers(0, 60, len(period)).astype(float),
        "season_sin": season[period],
        "season_cos": np.cos(2 * np.pi * period / 52),
        "rest_of_basket": rng.integers(0, 4, len(period)).astype(float),
        "moved": cost[period, product],
    }
    return pd.DataFrame({**rows, **more})


def test_elasticities_of_prices_moved_by_chance_are_found_within_their_errors():
    found = double_elasticities(sold_cells(n_periods=100).drop(columns="moved"))

    assert np.abs(found.elasticity - ELASTICITIES).max() < 0.6
    assert (np.abs(found.elasticity - ELASTICITIES) < 3 * found.standard_error).all()
    assert found.elasticity.min() <= found.shop <= found.elasticity.max()
    assert not found.is_instrumented


def test_with_an_instrument_prices_that_followed_demand_do_not_mislead():
    cells = sold_cells(n_periods=100, per_period=300, followed=0.4)

    misled = double_elasticities(cells.drop(columns="moved"))
    instrumented = double_elasticities(cells)

    assert misled.elasticity[0] > ELASTICITIES[0] + 0.5
    assert (np.abs(instrumented.elasticity - ELASTICITIES) < 3 * instrumented.standard_error).all()
    assert instrumented.standard_error.max() < 0.5
    assert instrumented.is_instrumented


def test_a_product_whose_price_stood_still_has_none():
    cells = sold_cells().drop(columns="moved")
    cells.loc[cells["product"] == 1, "relative_price"] = 1.0

    assert double_elasticities(cells).products.tolist() == [0]


@pytest.mark.parametrize("cells", [sold_cells(n_periods=6), sold_cells(relative_price=1.0)])
def test_too_few_periods_and_prices_that_never_moved_are_refused(cells):
    with pytest.raises(NotEnoughDataError):
        double_elasticities(cells)
