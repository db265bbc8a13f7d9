"""Who comes when, at which store, and what they put into their baskets."""

from dataclasses import dataclass, replace

import numpy as np

from analytics.arrays import Bools
from analytics.simulation.assortment import Assortment, Floats, Generator, Ints, extra_rng
from analytics.simulation.baskets import draw_few
from analytics.simulation.config import WorldConfig
from analytics.simulation.looks import NOT_SEEN, draw_looks, knowing
from analytics.simulation.people import BOT, STOLEN_CARD, People

Cells = tuple[Ints, Ints, Bools]  # visit, product, whether it was bought
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
    visit, product : cells: what each visit saw, in the order of visits and products
    is_bought : whether it was bought, one entry per cell
    """

    customer: Ints
    day: Ints
    second: Ints
    store: Ints
    is_guest: Bools
    visit: Ints
    product: Ints
    is_bought: Bools

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
    cells = (_some if config.has_aisles else _all)(assortment, people, customer, day, store, rng)
    second = rng.integers(8 * 3600, 20 * 3600, len(customer))
    is_guest = own.random(len(customer)) < config.guest_share
    visits = VisitDraws(customer, day, second, store, is_guest, *cells)
    return _with_mischief(assortment, people, visits, own) if config.fraud_share > 0 else visits


def _busyness(config: WorldConfig) -> Floats:
    """Return visits by day relative to the mean, (n_days,): weekends and the end of the year are busier."""
    day = np.arange(config.n_days)
    pattern = _WEEK[day % 7] * (1 + 0.4 * np.exp(-((day % 364 - 340) ** 2) / 400))
    return np.asarray(1 + config.rhythm * (pattern / pattern.mean() - 1))


def _all(
    assortment: Assortment, people: People, customer: Ints, day: Ints, store: Ints, rng: Generator
) -> Cells:
    """Return the cells of visits that see everything."""
    visitors = people.where(customer)
    score = _scores(assortment, visitors, day)
    rule = visitors.rule(assortment, score, np.ones(len(day)), rng)
    period = day // assortment.config.days_per_price
    bought = rule.draw(assortment.felt(assortment.price[store, period]), rng) > 0
    visit, product = np.indices(bought.shape).reshape(2, -1)
    return visit, product, bought.ravel()


def _some(
    assortment: Assortment, people: People, customer: Ints, day: Ints, store: Ints, rng: Generator
) -> Cells:
    """Return the cells of visits that look at aisles, products tied by cross effects after one another."""
    config, parts = assortment.config, []
    visit, aisle = draw_looks(config, people, customer, rng)
    order = np.argsort(aisle, kind="stable")
    visit, n_aisles = visit[order], config.n_products // config.aisle_size
    ends = np.searchsorted(aisle[order], np.arange(n_aisles + 1))
    for products in assortment.tied:
        aisles, place = np.unique(products // config.aisle_size, return_inverse=True)
        lookers = [visit[ends[a] : ends[a + 1]] for a in aisles]
        rows = np.unique(np.concatenate(lookers))
        sees = np.column_stack([np.isin(rows, looker) for looker in lookers])[:, place]
        shelf, visitors = assortment.only(products), knowing(config, people, customer[rows], products)
        price = shelf.felt(shelf.price[store[rows], day[rows] // config.days_per_price])
        utility = _scores(shelf, visitors, day[rows]) - visitors.slope[:, None] * price
        bought = draw_few(np.where(sees, utility, NOT_SEEN), shelf.cross, rng)
        row, at = np.nonzero(sees)
        parts.append((rows[row], products[at], bought[row, at]))
    found = [np.concatenate(arrays) for arrays in zip(*parts, strict=True)]
    sorting = np.lexsort((found[1], found[0]))
    return found[0][sorting], found[1][sorting], found[2][sorting]


def _scores(assortment: Assortment, visitors: People, day: Ints) -> Floats:
    """Return what products are worth to visits before their price, (n_visits, n_products) [logits]."""
    config = assortment.config
    taste = visitors.tastes_at(assortment, day / config.n_days)
    score = assortment.intercept + taste + assortment.shock[day // config.days_per_price]
    if config.seasonality > 0:
        score = score + assortment.season(day.astype(float))
    return score


def _with_mischief(assortment: Assortment, people: People, visits: VisitDraws, rng: Generator) -> VisitDraws:
    """Let bots look without buying, and thieves buy what is dear in one hour of one day."""
    fraud = people.fraud[visits.customer]
    is_thief = fraud == STOLEN_CARD
    burst_day = rng.integers(0, assortment.config.n_days, len(people))[visits.customer]
    burst_second = rng.integers(0, 82_800, len(people))[visits.customer]
    dear = assortment.list_price >= np.quantile(assortment.list_price, 0.6)
    loot = (rng.random(len(visits.product)) < 0.7) & dear[visits.product]
    in_hour = burst_second + rng.integers(0, 3600, len(visits))
    return replace(
        visits,
        day=np.where(is_thief, burst_day, visits.day),
        second=np.where(is_thief, in_hour, visits.second),
        is_guest=visits.is_guest & (fraud == 0),
        is_bought=np.where(is_thief[visits.visit], loot, visits.is_bought) & (fraud != BOT)[visits.visit],
    )
