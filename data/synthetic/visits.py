"""Who comes when, at which store, and what they put into their baskets."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.synthetic.baskets import gibbs_baskets, surplus_baskets, worth
from data.synthetic.config import WorldConfig
from data.synthetic.market import Floats, Generator, Market, extra_rng
from data.synthetic.people import BOT, STOLEN_CARD, People

Ints = NDArray[np.int64]
BOT_VISITS = 5.0  # of a bot, for one of a customer
_WEEK = np.array([0.8, 0.8, 0.85, 0.9, 1.1, 1.35, 1.2])  # visits by weekday, Monday first


@dataclass(frozen=True)
class Visits:
    """Visits of a block of customers, one entry or row each.

    Attributes
    ----------
    customer : position within the block
    day, second : day of the history, second of the day
    is_guest : whether the visit has no customer id
    bought : (n_visits, n_products) 0 or 1
    """

    customer: Ints
    day: Ints
    second: Ints
    store: Ints
    is_guest: NDArray[np.bool_]
    bought: Floats

    def __len__(self) -> int:
        return len(self.customer)


def draw_visits(config: WorldConfig, market: Market, people: People, rng: Generator, block: int) -> Visits:
    """Draw visits and baskets of customers, mischief included."""
    own = extra_rng(config, "visits", block)
    busy = _busyness(config)
    rate = config.n_visits_per_customer * people.activity * np.where(people.fraud == BOT, BOT_VISITS, 1.0)
    customer = np.repeat(np.arange(len(people)), rng.poisson(rate * busy.max(), len(people)))
    day = rng.integers(0, config.n_days, len(customer))
    comes = own.random(len(day)) * busy.max() < busy[day]
    comes &= (people.first_day[customer] <= day) & (day < people.last_day[customer])
    customer, day = customer[comes], day[comes]
    stays = own.random(len(customer)) < 0.85
    store = np.where(stays, people.store[customer], own.integers(0, config.n_stores, len(customer)))
    bought = _baskets(config, market, people, customer, day, store, rng)
    second = rng.integers(8 * 3600, 20 * 3600, len(customer))
    is_guest = own.random(len(customer)) < config.guest_share
    return _with_mischief(config, market, people, Visits(customer, day, second, store, is_guest, bought), own)


def _busyness(config: WorldConfig) -> Floats:
    """Return visits by day relative to the mean, (n_days,): weekends and the end of the year are busier."""
    day = np.arange(config.n_days)
    pattern = _WEEK[day % 7] * (1 + 0.4 * np.exp(-((day % 364 - 340) ** 2) / 400))
    return np.asarray(1 + config.rhythm * (pattern / pattern.mean() - 1))


def _baskets(
    config: WorldConfig,
    market: Market,
    people: People,
    customer: Ints,
    day: Ints,
    store: Ints,
    rng: Generator,
) -> Floats:
    period = day // config.days_per_price
    price = market.price[store, period]
    if config.is_drifting or config.fashion_drift > 0:
        taste = people.where(customer).tastes_at(config, market, day / config.n_days)
    else:
        taste = people.tastes_at(config, market, 0.0)[customer]
    score = market.intercept + taste + market.shock[period]
    if config.seasonality > 0:
        score = score + market.season(config, day.astype(float))
    if config.demand == "logit":
        return gibbs_baskets(score - people.slope[customer, None] * price, market.cross, rng)
    spread = people.wtp_spread(config)[customer]
    value = worth(score, spread, market.list_price, rng.standard_normal(score.shape))
    return surplus_baskets(value, price, market.cross, spread, market.list_price)


def _with_mischief(
    config: WorldConfig, market: Market, people: People, visits: Visits, rng: Generator
) -> Visits:
    """Let bots look without buying, and thieves buy what is dear in one hour of one day."""
    if config.fraud_share == 0:
        return visits
    fraud = people.fraud[visits.customer]
    is_thief = fraud == STOLEN_CARD
    burst_day, burst_second = (
        rng.integers(0, config.n_days, len(people)),
        rng.integers(0, 82_800, len(people)),
    )
    dear = market.list_price >= np.quantile(market.list_price, 0.6)
    loot = (rng.random(visits.bought.shape) < 0.7) & dear
    bought = np.where((fraud == BOT)[:, None], 0.0, np.where(is_thief[:, None], loot, visits.bought))
    in_hour = burst_second[visits.customer] + rng.integers(0, 3600, len(visits))
    return Visits(
        customer=visits.customer,
        day=np.where(is_thief, burst_day[visits.customer], visits.day),
        second=np.where(is_thief, in_hour, visits.second),
        store=visits.store,
        is_guest=visits.is_guest & (fraud == 0),
        bought=bought,
    )
