import numpy as np

N_ROWS, N_CHECKS = 64_000, 1_000_000


def random_inputs(model, n_rows, rng):
    """Return inputs of the network as wild as they come: far-off prices, any past, any basket."""
    j, encoder = len(model.product_ids_), model.encoder_
    shapes = {"past": (n_rows, j, 4), "activity": (n_rows, 3), "season": (n_rows, 4), "control": (n_rows, j)}
    shapes["instrument"] = (n_rows, j, len(model.control_.coefficients_))
    shapes["attributes"] = (n_rows, encoder.n_attribute_columns)
    x = {name: rng.normal(0, 1.5, shape).astype(np.float32) for name, shape in shapes.items()}
    x |= {name: (rng.random((n_rows, j)) < 0.4).astype(np.float32) for name in ("basket", "counts")}
    x["segment"] = rng.integers(-1, len(encoder.segments_), n_rows).astype(np.int32)
    x["period"] = rng.integers(-1, encoder.n_periods_, n_rows).astype(np.int32)
    return x


def test_a_million_random_price_rises_never_raise_demand(small):
    rng = np.random.default_rng(0)
    j, n_members = len(small.model.product_ids_), small.model.config.n_members
    x = random_inputs(small.model, N_ROWS, rng)
    price = rng.uniform(-0.9, 3.0, (N_ROWS, j)).astype(np.float32)
    rise = rng.uniform(1e-3, 2.0, (N_ROWS, j)).astype(np.float32)

    cheaper, dearer = (
        small.model.outputs({**x, "price": p}, ("logit",))["logit"] for p in (price, price + rise)
    )

    assert cheaper.size == N_ROWS * n_members * j >= N_CHECKS
    assert not (dearer > cheaper).any()
    assert np.isfinite(dearer).all()


def test_slopes_of_every_member_are_above_zero(small):
    x = random_inputs(small.model, 5_000, np.random.default_rng(1))

    slopes = small.model.outputs({**x, "price": np.zeros_like(x["basket"])})["slope"]

    assert (slopes > 0).all()
