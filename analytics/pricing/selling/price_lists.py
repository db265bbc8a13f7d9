"""Prices of every basket of an offer's parts, and what follows from them for the shop and its visitors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.pricing.offers.baskets import all_baskets
from analytics.pricing.selling.crowd import Crowd, Views
from analytics.pricing.selling.worths import best_of_worths

Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class PriceList:
    """What every basket of the parts costs, part by part, compared with today.

    Attributes
    ----------
    change : (2^k, k) of the price of each part within a basket [share of today's price]; 0 outside it
    is_sold : (2^k,)
    """

    change: Doubles
    is_sold: Bools

    def prices(self, today: Doubles) -> Doubles:
        """Return the price of every basket, (2^k,) [currency]; inf where it is not sold."""
        return np.where(self.is_sold, (all_baskets(len(today)) + self.change) @ today, np.inf)


def parts_and_bundle(today: Doubles, change: Doubles, bundle_change: float | None = None) -> PriceList:
    """Return part prices and, where it is the cheaper way to all of them, the bundle's price.

    The bundle's reduction is shared by all parts alike, so that a bundle as dear as its parts is no news.

    Parameters
    ----------
    today : (k,) prices of the parts [currency]
    change : (k,) of each part's price [share of today's]
    bundle_change : of the bundle's price against the parts' sum today; no bundle where absent
    """
    each = all_baskets(len(today)) * change
    apart = float(today @ (1 + change))
    if bundle_change is not None and (bundle := float(today.sum() * (1 + bundle_change))) < apart:
        each[-1] = (1 + change) * bundle / apart - 1
    return PriceList(each, np.ones(len(each), bool))


def by_size(today: Doubles, change: Doubles, discount: Doubles, lowest: Doubles) -> PriceList:
    """Return part prices, and prices that fall with the number of parts bought.

    Parameters
    ----------
    change : (k,) of each part's price bought alone [share of today's]
    discount : (k - 1,) on baskets of 2 to k parts [share of these prices]; more parts never get less
    lowest : (k,) of each part's price ever seen [share of today's]; no basket is cheaper than all of its own
    """
    baskets = all_baskets(len(today))
    deepest = np.concatenate([np.zeros(2), np.maximum.accumulate(np.maximum(discount, 0.0))])
    asked = 1 - deepest[baskets.sum(1).astype(int)]
    apart = np.maximum(baskets @ (today * (1 + change)), 1e-12)
    kept = np.maximum(asked, np.minimum(baskets @ (today * (1 + lowest)) / apart, 1.0))
    return PriceList(baskets * ((1 + change) * kept[:, None] - 1), np.ones(len(baskets), bool))


def bundle_only(today: Doubles, bundle_change: float) -> PriceList:
    """Return the price list of a shop that sells all parts together or none."""
    change = np.zeros((2 ** len(today), len(today)))
    change[-1] = bundle_change
    is_sold = np.zeros(len(change), bool)
    is_sold[[0, -1]] = True
    return PriceList(change, is_sold)


def profits(crowd: Crowd, views: Views, prices: PriceList) -> Doubles:
    """Return contribution per visit by choice rule as each member sees it, (2, n_members) [currency]."""
    return np.asarray(visit_outcomes(crowd, views, prices)[0].astype(float) @ crowd.weight)


def surpluses(crowd: Crowd, views: Views, prices: PriceList) -> Doubles:
    """Return what customers gain per visit compared with today's prices, (2, n_members) [currency]."""
    after, before = (visit_outcomes(crowd, views, asked)[1] for asked in (prices, _today(crowd)))
    return np.asarray((after - before).astype(float) @ crowd.weight)


def visit_outcomes(crowd: Crowd, views: Views, prices: PriceList) -> tuple[Floats, Floats]:
    """Return contribution and worth to the customer of every visit, (2, n_members, n_visits) [currency].

    By both choice rules (`pricing.offers.choice_rules`). The worth to customers is the
    expected utility of the best basket in money: logsum ÷ utility per unit of money, each visit's own, on the
    parts together.

    References
    ----------
    Small & Rosen (1981), Applied welfare economics with discrete choice models.
    """
    chance, level = _chances(views, prices)
    money = _margins(crowd, views) + (prices.change @ crowd.parts.kept).astype(np.float32)[:, None]
    return (chance * money).sum(2), np.asarray(level / money_utility(crowd, views), np.float32)


def money_utility(crowd: Crowd, views: Views) -> Doubles:
    """Return the utility of a unit of money to each visit, (n_members, n_visits) [1/currency]."""
    return np.asarray(views.slope.sum(1) / crowd.parts.price.sum(), float)


def neighbors_today(crowd: Crowd, views: Views) -> Doubles:
    """Return what neighbors contribute per visit at today's prices, (2, n_members) [currency]."""
    chance, _ = _chances(views, _today(crowd))
    beside = _margins(crowd, views) - crowd.parts.basket_margin.astype(np.float32)[:, None]
    return np.asarray((chance * beside).sum(2).astype(float) @ crowd.weight)


def _margins(crowd: Crowd, views: Views) -> Floats:
    """Return what each basket contributes by both choice rules, (2, n_members, 2^k, n_visits) [currency]."""
    own = crowd.parts.basket_margin.astype(np.float32)
    alone = np.broadcast_to(own[:, None], views.margin.shape)
    return np.stack([views.margin, alone])


def _today(crowd: Crowd) -> PriceList:
    return parts_and_bundle(crowd.parts.price, np.zeros(len(crowd.parts.price)))


def _chances(views: Views, prices: PriceList) -> tuple[Floats, Floats]:
    """Return each basket's chance (2, n_members, 2^k, n_visits) and the best one's utility, by rule."""
    lost = prices.change.astype(np.float32) @ views.slope
    lost[:, ~prices.is_sold] = np.inf
    utility = views.utility - lost
    top = utility.max(1, keepdims=True)
    weight = np.exp(utility - top)
    total = weight.sum(1, keepdims=True)
    chance, level = best_of_worths(views.worth - lost[..., None])
    return np.stack([weight / total, chance]), np.stack([(top + np.log(total))[:, 0], level])
