import numpy as np

from analytics.demand.network import NetworkConfig
from tests.demand import random_inputs

N_ROWS, N_CHECKS = 64_000, 1_000_000


def wild_inputs(model, n_rows, rng):
    """Return inputs of a fitted model as wild as they come: any past, any basket, strangers."""
    encoder = model.encoder_
    sizes = NetworkConfig(
        n_products=len(model.product_ids_),
        n_segments=len(encoder.segments_),
        n_attributes=encoder.n_attribute_columns,
        n_periods=encoder.n_periods_,
        first_stage_errors=((0.0,) * len(model.control_.coefficients_),),
    )
    return random_inputs(sizes, n_rows, rng, first_level=-1, spread=1.5)


def test_a_million_random_price_rises_never_raise_demand(small):
    rng = np.random.default_rng(0)
    j, n_members = len(small.model.product_ids_), small.model.config.n_members
    x = wild_inputs(small.model, N_ROWS, rng)
    price = rng.uniform(-0.9, 3.0, (N_ROWS, j)).astype(np.float32)
    rise = rng.uniform(1e-3, 2.0, (N_ROWS, j)).astype(np.float32)

    cheaper, dearer = (
        small.model.outputs({**x, "price": p}, ("logit",))["logit"] for p in (price, price + rise)
    )

    assert cheaper.size == N_ROWS * n_members * j >= N_CHECKS
    assert not (dearer > cheaper).any()
    assert np.isfinite(dearer).all()


def test_slopes_of_every_member_are_above_zero(small):
    x = wild_inputs(small.model, 5_000, np.random.default_rng(1))

    slopes = small.model.outputs({**x, "price": np.zeros_like(x["basket"])})["slope"]

    assert (slopes > 0).all()
