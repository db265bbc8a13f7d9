"""One offer studied: all modes of selling it, and what finer prices are worth, as tables."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.pricing.constraints import Options
from analytics.pricing.money import BundleMoney
from analytics.pricing.optimize import deepest_seen
from analytics.pricing.price_book.market import Market
from analytics.pricing.selling.best_prices import Support
from analytics.pricing.selling.compare_modes import compare_modes
from analytics.pricing.selling.modes import GROUPS
from analytics.pricing.selling.personal_prices import Trial
from analytics.pricing.selling.personal_tables import groups_frame, payers_frame, schemes_frame
from analytics.pricing.selling.visit_sample import sample_visits


@dataclass(frozen=True)
class Study:
    """What is known of an offer sold otherwise; money per visit [currency].

    Attributes
    ----------
    modes : one row per mode of selling (see `compare_modes`)
    schemes : one row per scheme of personal prices (see `schemes_frame`)
    payers : one row per scheme × segment (see `payers_frame`)
    groups : number of price groups → one row per group (see `groups_frame`)
    """

    modes: pd.DataFrame
    schemes: pd.DataFrame
    payers: pd.DataFrame
    groups: dict[int, pd.DataFrame]


def study_offer(market: Market, parts: list[int], highest_price: Doubles) -> Study:
    """Return an offer sold in every mode, within the prices seen; bundle prices keep the shop's limits.

    Parameters
    ----------
    parts : positions of 2 to 6 products of the audience
    highest_price : (n_products,) highest prices seen [currency]; missing ones count as today's
    """
    today, lowest = market.audience.price[parts], market.lowest_price[parts]
    trial = trial_of(market, parts)
    highest = np.fmax(highest_price[parts], today)
    names = market.audience.segments
    return Study(
        modes=compare_modes(trial, Support.seen(today, lowest, highest)),
        schemes=schemes_frame(trial),
        payers=payers_frame(trial, names),
        groups={n: groups_frame(trial, names, n) for n in GROUPS},
    )


def trial_of(market: Market, parts: list[int]) -> Trial:
    """Return an offer's allowed discounts, none and those within the prices seen, tried on every visit."""
    price = market.audience.price
    money, deepest = (
        BundleMoney.of(price, market.costs, parts),
        deepest_seen(parts, price, market.lowest_price),
    )
    options = Options.within(market.limits, money, deepest)
    sample = sample_visits(market.audience, parts, market.costs)
    return Trial(sample, np.unique(options.discount_share), market.fair_limit)
