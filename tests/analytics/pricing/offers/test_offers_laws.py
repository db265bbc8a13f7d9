"""Laws of the offer curves, for any tastes, slopes, cross effects, prices and costs."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analytics.pricing.offers import METRICS, offer_curves
from tests.demand import audience_by_hand, costs_by_hand, logit_curves


def floats(shape, low, high):
    return arrays(np.float32, shape, elements=st.floats(low, high, width=32))


@st.composite
def markets(draw):
    n_products, n_visits = draw(st.integers(2, 5)), draw(st.integers(1, 4))
    upper = np.triu(draw(floats((n_products, n_products), -2, 2)), 1)
    audience = audience_by_hand(
        draw(floats((n_visits, n_products), -8, 8)),
        draw(floats((n_visits, n_products), 0, 12)),
        segment=draw(arrays(np.int32, n_visits, elements=st.integers(0, 1))),
        basket=draw(arrays(bool, (n_visits, n_products))),
        cross=(upper + upper.T)[None],
        price=draw(floats(n_products, 0.5, 200)).astype(float),
    )
    fees = {"per_order": draw(st.floats(0, 5)), "per_item": draw(st.floats(0, 2))}
    fees["payment_fee_share"] = draw(st.floats(0, 0.1))
    costs = costs_by_hand(
        n_products, audience.price * draw(st.floats(0, 1.2)), draw(st.floats(0, 0.9)), **fees
    )
    return audience, tuple(range(draw(st.integers(2, n_products)))), costs


@given(markets())
def test_take_rates_are_shares_that_rise_with_the_discount(market):
    take = offer_curves(*market).metrics["take_rate"]

    assert (take >= 0).all() and (take <= 1 + 1e-6).all()
    assert (np.diff(take, axis=1) >= -1e-6).all()


@given(markets())
def test_incremental_profit_is_the_margin_with_the_offer_less_the_margin_without(market):
    curves = offer_curves(*market)
    margin = curves.metrics["contribution_margin"]

    gap = margin - margin[:, :1] - curves.metrics["incremental_profit"]

    assert np.abs(gap).max() <= 1e-5 * max(1.0, float(market[0].price.sum()))


@given(markets())
def test_no_discount_changes_nothing(market):
    curves = offer_curves(*market)

    assert (curves.metrics["incremental_profit"][:, 0] == 0).all()
    assert (curves.metrics["cannibalized_margin"][:, 0] == 0).all()


@given(markets())
def test_every_figure_is_finite(market):
    curves = offer_curves(*market)

    assert set(curves.metrics) == set(METRICS)
    assert all(np.isfinite(values).all() for values in curves.metrics.values())


@given(markets())
def test_the_order_of_the_parts_does_not_matter(market):
    audience, offer, costs = market

    forward, backward = (logit_curves(audience, parts, costs) for parts in (offer, offer[::-1]))

    scale = max(1.0, float(audience.price.sum()))
    for name in METRICS:
        assert np.abs(forward.metrics[name] - backward.metrics[name]).max() <= 1e-4 * scale
