"""The visits that prices are tried on, as the fit and its members see them, ready for any prices."""

from dataclasses import dataclass, replace

import numpy as np

from analytics.arrays import Doubles, Floats, Ints
from analytics.demand.audience import AnyAudience
from analytics.pricing.money import Costs
from analytics.pricing.offers.baskets import Parts, SeenVisits
from analytics.pricing.offers.choice_rules import basket_values, calibrated_synergy, even_draws
from analytics.pricing.offers.precision import segment_averages

Folds = list[tuple[list[int], list[int]]]

_MOST_CELLS = 600_000  # members × visits × baskets
_SEARCHED_CELLS = 150_000  # of them, where hundreds of prices are tried
_POINTS = 12_000  # of visits × draws by which valuations are compared
_FEWEST_TO_SPLIT = 4  # members beside the fit: two halves of at least two


@dataclass(frozen=True)
class MemberViews:
    """How every member sees every basket of every visit, at reference prices.

    Visits come last: sums over a few baskets are then sums of long rows, which NumPy does much faster.

    Attributes
    ----------
    utility : (n_members, 2^k, n_visits)
    worth : (n_members, 2^k, n_visits, n_draws) by the willingness-to-pay rule: what baskets
        are worth to a visit, less the last part's own draw, other products being as they are
    margin : (n_members, 2^k, n_visits) contribution, that of neighbors by the first rule included [currency]
    slope : (n_members, k, n_visits) utility lost per relative price of each part
    """

    utility: Floats
    worth: Floats
    margin: Floats
    slope: Floats

    def of(self, members: list[int]) -> "MemberViews":
        """Return the views of some members."""
        return MemberViews(**{name: values[members] for name, values in vars(self).items()})

    def every(self, step: int) -> "MemberViews":
        """Return the views of every so many visits, with one draw each."""
        kept = {name: values[:, :, ::step] for name, values in vars(self).items()}
        return MemberViews(**kept | {"worth": kept["worth"][..., :1]})


@dataclass(frozen=True)
class VisitSample:
    """Visits in front of an offer.

    Attributes
    ----------
    parts : the offer's parts
    rows : (n_visits,) of the audience
    segment, weight : (n_visits,); weights sum to the visits that look at all parts, for each that is known
    actual : what else is in the basket as it was
    known : what else is in it as likely as in the segment: all that is known before the visit
    folds : who chooses and who values: positions of members
    """

    parts: Parts
    rows: Ints
    segment: Ints
    weight: Doubles
    actual: MemberViews
    known: MemberViews
    folds: Folds

    @property
    def choosers(self) -> list[int]:
        """Return all members that choose prices, once each."""
        return sorted({m for choosing, _ in self.folds for m in choosing})

    def few(self) -> "VisitSample":
        """Return as many of the visits as a search among hundreds of prices should look at."""
        step = -(-self.actual.utility.size // _SEARCHED_CELLS)
        weight = self.weight[::step]
        return replace(
            self,
            rows=self.rows[::step],
            segment=self.segment[::step],
            weight=weight * (self.weight.sum() / weight.sum()),
            actual=self.actual.every(step),
            known=self.known.every(step),
        )


def sample_visits(audience: AnyAudience, offer: list[int], costs: Costs) -> VisitSample:
    """Return the visits for which all members are known, weighted as all visits are.

    Where an audience has no members, the fit stands for itself. An offer of many parts is tried on fewer
    visits, every segment thinned alike.

    Parameters
    ----------
    offer : positions of 2 to 6 products of the audience
    """
    near = audience.near(offer)
    usual, audience = (audience.around(near, is_usual, len(offer)) for is_usual in (True, False))
    parts = Parts.of(list(range(len(offer))), audience, costs.of(near))
    has_members = len(audience.sample) > 0
    rows = audience.sample if has_members else np.arange(len(audience.segment))
    tastes = [one.member_taste if has_members else one.taste[:, None] for one in (audience, usual)]
    slope = audience.member_slope if has_members else audience.slope[:, None]
    cross = audience.cross if has_members else audience.cross[:1]
    places = _thinned(audience.segment[rows], _MOST_CELLS // (2 ** len(offer) * slope.shape[1]))
    rows, slope = rows[places], slope[places]
    taste, known_taste = (values[places] for values in tastes)
    segment = audience.segment[rows].astype(np.int64)
    basket = audience.basket[rows].astype(np.float32)
    averages = segment_averages(audience.segment, audience.weight, len(audience.segments))
    likely = (averages.T @ audience.basket.astype(np.float32))[segment]
    fit = SeenVisits(taste[:, 0], slope[:, 0], basket, cross[0], parts)
    synergy = calibrated_synergy(fit.alone, fit.within)
    return VisitSample(
        parts=parts,
        rows=rows,
        segment=segment,
        weight=audience.looked_at(rows) * _weights(audience, rows),
        actual=_views(taste, slope, basket, cross, parts, synergy, is_shared=True),
        known=_views(known_taste, slope, likely, cross, parts, synergy, is_shared=False),
        folds=halves(taste.shape[1]),
    )


def halves(n_members: int) -> Folds:
    """Return who chooses and who values, by turns: every second member, then the others.

    Prices valued by members that did not choose them are not flattered by what these members got wrong. The
    fit, the first, stays out: it is made of the same visits as all others.
    """
    odd, even = list(range(1, n_members, 2)), list(range(2, n_members, 2))
    return [(odd, even), (even, odd)] if n_members > _FEWEST_TO_SPLIT else [([0], [0])]


def _views(
    taste: Floats, slope: Floats, basket: Floats, cross: Floats, parts: Parts, synergy: float, is_shared: bool
) -> MemberViews:
    """Return every member's view; draws of valuations are the same for all members, or each member's own.

    Prices chosen from draws of each member's own are not fitted to those that value them.
    """
    n, n_members = taste.shape[:2]
    most = max(2 * _MOST_CELLS // (n * n_members * 2 ** len(parts.at)), 1)
    n_draws = int(np.clip(-(-_POINTS // n), 1, most))
    views = []
    for m in range(n_members):
        seen = SeenVisits(taste[:, m], slope[:, m], basket, cross[m], parts)
        weights = seen.weighed()
        draws = even_draws(n * n_draws, len(parts.at) - 1, turn=0 if is_shared else m + 1)
        value = basket_values(seen.alone.utility, seen.within, synergy, draws)
        worth = np.moveaxis(value.reshape(n, n_draws, -1), 2, 0)
        views.append((weights.utility.T, worth, weights.margin.T, weights.slope.T))
    return MemberViews(*(np.stack(values) for values in zip(*views, strict=True)))


def _weights(audience: AnyAudience, rows: Ints) -> Doubles:
    """Return the rows' weights, such that each segment weighs as all its visits do; they sum to 1."""
    n = len(audience.segments)
    weight = audience.weight[rows].astype(float)
    segment = audience.segment[rows]
    total = np.bincount(audience.segment, audience.weight, n)
    weight *= (total / np.maximum(np.bincount(segment, weight, n), 1e-12))[segment]
    return np.asarray(weight / weight.sum())


def _thinned(segment: Ints, most: int) -> Ints:
    """Return places of at most so many rows, every segment thinned alike."""
    order = np.argsort(segment, kind="stable")
    if len(order) <= most:
        return np.sort(order)
    return np.sort(order[np.linspace(0, len(order) - 1, most).astype(int)])
