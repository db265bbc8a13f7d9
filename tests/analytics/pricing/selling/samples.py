"""Audiences with members, made by hand."""

import numpy as np

from analytics.pricing.selling.personal_prices import Trial
from analytics.pricing.selling.visit_sample import sample_visits
from tests.demand import audience_by_hand, costs_by_hand

DISCOUNTS = np.arange(0, 41) / 100


def audience_with_members(taste, slope=8.0, n_members=12, noise=0.0, seed=0, **changes):
    """An audience whose members, but for the fit, see tastes and slopes a little differently."""
    rng = np.random.default_rng(seed)
    taste = np.atleast_2d(np.asarray(taste, np.float32))
    slope = np.broadcast_to(np.asarray(slope, np.float32), taste.shape)
    shape = (len(taste), n_members, taste.shape[1])
    spread = noise * (np.arange(n_members) > 0)[:, None]
    member_taste = (taste[:, None] + spread * rng.normal(size=shape)).astype(np.float32)
    member_slope = (slope[:, None] * np.exp(spread * rng.normal(size=shape))).astype(np.float32)
    cross = changes.pop("cross", np.zeros((taste.shape[1],) * 2))
    return audience_by_hand(
        taste,
        slope,
        sample=np.arange(len(taste)),
        member_taste=member_taste,
        member_slope=member_slope,
        cross=np.repeat(np.asarray(cross, np.float32)[None], n_members, 0),
        **changes,
    )


def trial_of(audience, offer=(0, 1), discounts=DISCOUNTS, **costs):
    """An offer tried on an audience; products cost 6 and sell at 10."""
    made = costs_by_hand(len(audience.product_ids), **costs)
    return Trial(sample_visits(audience, list(offer), made), discounts)
