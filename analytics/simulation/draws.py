"""Who comes when, at which store, and what they put into their baskets."""

from dataclasses import dataclass, replace

import numpy as np

from analytics.simulation.assortment import Assortment, Floats, Generator, Ints, extra_rng
from analytics.simulation.baskets import Bools
from analytics.simulation.config import WorldConfig
from analytics.simulation.people import BOT, STOLEN_CARD, People

BOT_VISITS = 5.0  # of a bot, for one of a customer
_WEEK = np.array([0.8, 0.8, 0.85, 0.9, 1.1, 1.35, 1.2])  # visits by weekday, Monday first


@dataclass(frozen=True)
class VisitDraws:
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
    is_guest: Bools
    bought: Floats

    def __len__(self) -> int:
        return len(self.customer)


def draw_visits(assortment: Assortment, people: People, rng: Generator, block: int) -> VisitDraws:
    """Draw visits and baskets of customers, mischief included."""
    config = assortment.config
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
    bought = _baskets(assortment, people.where(customer), day, store, rng)
    second = rng.integers(8 * 3600, 20 * 3600, len(customer))
    is_guest = own.random(len(customer)) < config.guest_share
    visits = VisitDraws(customer, day, second, store, is_guest, bought)
    return _with_mischief(assortment, people, visits, own) if config.fraud_share > 0 else visits


def _busyness(config: WorldConfig) -> Floats:
    """Return visits by day relative to the mean, (n_days,): weekends and the end of the year are busier."""
    day = np.arange(config.n_days)
    pattern = _WEEK[day % 7] * (1 + 0.4 * np.exp(-((day % 364 - 340) ** 2) / 400))
    return np.asarray(1 + config.rhythm * (pattern / pattern.mean() - 1))


def _baskets(assortment: Assortment, visitors: People, day: Ints, store: Ints, rng: Generator) -> Floats:
    config = assortment.config
    period = day // config.days_per_price
    taste = visitors.tastes_at(assortment, day / config.n_days)
    score = assortment.intercept + taste + assortment.shock[period]
    if config.seasonality > 0:
        score = score + assortment.season(day.astype(float))
    rule = visitors.rule(assortment, score, np.ones(len(day)), rng)
    return rule.draw(assortment.price[store, period], rng)


def _with_mischief(assortment: Assortment, people: People, visits: VisitDraws, rng: Generator) -> VisitDraws:
    """Let bots look without buying, and thieves buy what is dear in one hour of one day."""
    fraud = people.fraud[visits.customer]
    is_thief = fraud == STOLEN_CARD
    burst_day = rng.integers(0, assortment.config.n_days, len(people))[visits.customer]
    burst_second = rng.integers(0, 82_800, len(people))[visits.customer]
    dear = assortment.list_price >= np.quantile(assortment.list_price, 0.6)
    loot = (rng.random(visits.bought.shape) < 0.7) & dear
    in_hour = burst_second + rng.integers(0, 3600, len(visits))
    return replace(
        visits,
        day=np.where(is_thief, burst_day, visits.day),
        second=np.where(is_thief, in_hour, visits.second),
        is_guest=visits.is_guest & (fraud == 0),
        bought=np.where((fraud == BOT)[:, None], 0.0, np.where(is_thief[:, None], loot, visits.bought)),
    )
