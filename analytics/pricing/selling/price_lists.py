"""Prices of every basket of an offer's parts, and what follows from them for the shop and its visitors."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Bools, Doubles, Floats
from analytics.numerics import expit
from analytics.pricing.offers.baskets import all_baskets
from analytics.pricing.selling.visit_sample import MemberViews, VisitSample

_FARTHEST = 60.0  # logits: beyond, nobody buys


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

    @classmethod
    def today(cls, n_parts: int) -> "PriceList":
        """Return the parts at today's prices, without a bundle."""
        return cls(np.zeros((2**n_parts, n_parts)), np.ones(2**n_parts, bool))

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


def profits(sample: VisitSample, views: MemberViews, prices: PriceList) -> Doubles:
    """Return contribution per visit by choice rule as each member sees it, (2, n_members) [currency]."""
    return np.asarray(visit_outcomes(sample, views, prices)[0].astype(float) @ sample.weight)


def surpluses(sample: VisitSample, views: MemberViews, prices: PriceList) -> Doubles:
    """Return what customers gain per visit compared with today's prices, (2, n_members) [currency]."""
    today = PriceList.today(len(sample.parts.at))
    after, before = (visit_outcomes(sample, views, asked)[1] for asked in (prices, today))
    return np.asarray((after - before).astype(float) @ sample.weight)


def visit_outcomes(sample: VisitSample, views: MemberViews, prices: PriceList) -> tuple[Floats, Floats]:
    """Return contribution and worth to the customer of every visit, (2, n_members, n_visits) [currency].

    By both choice rules (`pricing.offers.choice_rules`). The worth to customers is the
    expected utility of the best basket in money: logsum ÷ utility per unit of money, each visit's own, on the
    parts together.

    References
    ----------
    Small & Rosen (1981), Applied welfare economics with discrete choice models.
    """
    chance, level = _chances(views, prices)
    money = _margins(sample, views) + (prices.change @ sample.parts.kept).astype(np.float32)[:, None]
    of_money = np.asarray(views.slope.sum(1) / sample.parts.price.sum(), float)  # utility of a unit of it
    return (chance * money).sum(2), np.asarray(level / of_money, np.float32)


def neighbors_today(sample: VisitSample, views: MemberViews) -> Doubles:
    """Return what neighbors contribute per visit at today's prices, (2, n_members) [currency]."""
    chance, _ = _chances(views, PriceList.today(len(sample.parts.at)))
    margins = _margins(sample, views)
    return np.asarray((chance * (margins - margins[1])).sum(2).astype(float) @ sample.weight)


def _margins(sample: VisitSample, views: MemberViews) -> Floats:
    """Return what each basket contributes by both choice rules, (2, n_members, 2^k, n_visits) [currency]."""
    own = sample.parts.basket_margin.astype(np.float32)
    return np.stack([views.margin, np.broadcast_to(own[:, None], views.margin.shape)])


def _chances(views: MemberViews, prices: PriceList) -> tuple[Floats, Floats]:
    """Return each basket's chance (2, n_members, 2^k, n_visits) and the best one's utility, by rule."""
    lost = prices.change.astype(np.float32) @ views.slope
    lost[:, ~prices.is_sold] = np.inf
    utility = views.utility - lost
    top = utility.max(1, keepdims=True)
    weight = np.exp(utility - top)
    total = weight.sum(1, keepdims=True)
    chance, level = _best_of_worth(views.worth - lost[..., None])
    return np.stack([weight / total, chance]), np.stack([(top + np.log(total))[:, 0], level])


def _best_of_worth(worth: Floats) -> tuple[Floats, Floats]:
    """Return every basket's chance, (..., 2^k, n_visits), and the mean worth of the best, (..., n_visits).

    The last part's own draw is logistic and integrated in closed form: it is bought where it is worth more
    than what the best basket without it has over the best with it.

    Parameters
    ----------
    worth : (..., 2^k, n_visits, n_draws) at the prices asked; -inf where a basket is not sold
    """
    half = worth.shape[-3] // 2
    without, with_last = worth[..., :half, :, :], worth[..., half:, :, :]
    best, best_with = without.max(-3, keepdims=True), with_last.max(-3, keepdims=True)
    share = expit(np.maximum(best_with - best, -_FARTHEST))
    chance = np.concatenate([(without == best) * (1 - share), (with_last == best_with) * share], axis=-3)
    level = best + np.logaddexp(0, best_with - best)
    return chance.mean(-1), level[..., 0, :, :].mean(-1)
