"""A run's price book as it would be without one of its options: what tells that the option counted."""

import argparse
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from analytics.cli.options import costs_of, limits_of
from analytics.pricing.constraints import NO_LIMITS
from analytics.pricing.price_book.many import price_offers
from analytics.pricing.price_book.market import Market
from analytics.runs.reprice import offers_of_book
from tests.doors.rows import Doors

NEUTRAL = {
    "margin_share": 0.3,
    "per_order": 0.0,
    "per_item": 0.0,
    "payment_fee_share": 0.0,
    "price_ending": "none",
    "excluded": [],
    "stock": [],
    "horizon_weeks": 4.0,
    "offers_per_visit": 3,
}


def market_without(doors: Doors, name: str, option: str = "") -> Market:
    """Return what a row's offers are judged by, under its own options but for one."""
    done = doors.done(name)
    assert not option or option in vars(done.options)
    options = argparse.Namespace(**vars(done.options) | ({option: NEUTRAL.get(option)} if option else {}))
    costs = costs_of(options).costs(done.found.products)
    return replace(done.found.market, costs=costs, limits=limits_of(options))


@cache
def repriced(doors: Doors, name: str, without: str = "") -> pd.DataFrame:
    """Return a row's offers priced by its model without one of its options."""
    done = doors.done(name)
    offers = offers_of_book(done.book, done.found.config.offers)
    return price_offers(market_without(doors, name, without), offers)


def without_offers(doors: Doors, name: str) -> pd.DataFrame:
    """Return a row's price book as if nothing were offered: who buys all parts anyway."""
    market = replace(doors.done(name).found.market, limits=NO_LIMITS)
    offers = [replace(offer, discount_share=0.0) for offer in offers_of_book(doors.done(name).book)]
    return price_offers(market, offers)


def is_same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Return whether two price books say the same of every offer and segment."""
    keys = ["offer_id", "segment"]
    one, other = (book.sort_values(keys, ignore_index=True) for book in (one, other))
    numbers = list(one.select_dtypes("number").columns)
    return bool(
        one[[*keys, "verdict"]].equals(other[[*keys, "verdict"]])
        and np.allclose(one[numbers].astype(float), other[numbers].astype(float), rtol=1e-5, equal_nan=True)
    )
