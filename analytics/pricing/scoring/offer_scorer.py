"""What single customers do with an offer at a price of their own, by both choice rules, not averaged."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Bools, Doubles, Floats, Ints
from analytics.demand.audience import AnyAudience
from analytics.pricing.money import Costs, incremental_profit
from analytics.pricing.offers.baskets import BasketWeights, Parts, SeenVisits
from analytics.pricing.offers.choice_rules import Rows, Rule, calibrated_synergy, logit_rule
from analytics.pricing.offers.smooth_choice import n_draws_of, shared_draws, smooth_willingness_rule

_CALIBRATED_ROWS = 4_000  # as `calibrated_synergy` looks at, so that both find the same
_CELLS = 1 << 18  # customers × points × baskets at a time: they stay in the processor's cache


@dataclass(frozen=True)
class People:
    """Customers at their next visit, as an offer's parts and after them their neighbors are to them.

    Attributes
    ----------
    taste, slope : (n, k) utility at the reference price, all other products counted in and without what
        says rather who looks; per relative price
    basket : (n, k) how likely each is in the rest of the basket, or whether it is
    look_rate : (n, k) how often they look at each, see `AnyAudience.look_rates`
    segment : (n,) code of the audience's segments, -1 where unknown
    """

    taste: Floats
    slope: Floats
    basket: Floats | Bools
    look_rate: Floats
    segment: Ints

    def __len__(self) -> int:
        return len(self.segment)

    def where(self, mask: Bools) -> "People":
        """Return the customers of a mask (n,)."""
        return People(**{name: values[mask] for name, values in vars(self).items()})


class OfferScorer:
    """One offer, ready to be put before any customers: the mean of both choice rules, as in `offer_curves`.

    The willingness-to-pay rule is integrated in closed form for pairs and nearly so for larger offers, the
    same way for every customer: a score does not depend on who else is scored.

    Parameters
    ----------
    audience : `calibration_rows` of the run's; its cross effects and prices count as well
    costs : of sales
    parts : positions of 2 to 6 products

    Attributes
    ----------
    near : positions of the parts, and after them of the products that sell along with them
    """

    def __init__(self, audience: AnyAudience, costs: Costs, parts: tuple[int, ...]) -> None:
        self.near = audience.near(parts)
        few = audience.around(self.near, n_parts=len(parts))
        self.looks_together = audience.looks_together
        together = np.average(self.looks_together(audience.look_rates(parts)), weights=audience.weight)
        looked = np.average(few.looked_at(), weights=few.weight)
        self.look_scale = looked / max(float(together), 1e-12)
        self.most = max(looked, 1.0)  # visits for each that is known
        every = audience.around(self.near)
        wanted = every.taste - audience.told_by_looks(self.near)
        self.of_lookers = (few.taste - wanted)[0]  # what those who look want more or less
        self.steeper = (few.slope / every.slope)[0]  # times which prices count to them
        self.parts, self.cross = Parts.of(list(range(len(parts))), few, costs.of(self.near)), few.cross[0]
        seen = SeenVisits.by_fit(few, self.parts)
        self.synergy = calibrated_synergy(seen.alone, seen.within)

    def scores(self, people: People, discount: Doubles) -> Doubles:
        """Return what each customer does at a discount of their own, (3, n).

        Shares of visits that buy all parts without and with the offer, and incremental profit [currency per
        visit], as `offer_curves` counts visits.

        Parameters
        ----------
        discount : (n,) on the parts' prices [share]
        """
        found = np.empty((3, len(people)))
        n_parts = len(self.parts.at)
        step = max(_CELLS // (n_draws_of(n_parts) << n_parts), 16)
        for start in range(0, len(people), step):
            some = slice(start, start + step)
            found[:, some] = self._some(people, discount[some].astype(np.float32), some)
        return found

    def _some(self, people: People, discount: Floats, some: slice) -> Doubles:
        """Return the figures of some customers, (3, n): the rules' means."""
        taste = people.taste[some] + self.of_lookers
        slope = people.slope[some] * self.steeper
        seen = SeenVisits(taste, slope, people.basket[some], self.cross, self.parts)
        weights = seen.weighed()
        draws = shared_draws(len(discount), len(self.parts.at))
        rules: tuple[tuple[Rule, BasketWeights], ...] = (
            (logit_rule(weights), weights),
            (smooth_willingness_rule(seen.beside_replaced, seen.within, self.synergy, draws), seen.alone),
        )
        outlay = np.float32(self.parts.outlay) * discount
        figures = [_figures(rule(0.0), rule(of.pull * discount), outlay) for rule, of in rules]
        looked = self.look_scale * self.looks_together(people.look_rate[some, : len(self.parts.at)])
        return np.asarray(np.minimum(looked, self.most) * np.mean(figures, 0))


def calibration_rows(audience: AnyAudience) -> AnyAudience:
    """Return the visits of an audience that joint worth is calibrated on."""
    n = len(audience.segment)
    return audience.rows(np.arange(0, n, max(n // _CALIBRATED_ROWS, 1)))


def _figures(before: Rows, after: Rows, outlay: Floats) -> Floats:
    """Return take rates without and with an offer, and what it earns, (3, n)."""
    earned = incremental_profit(after.margin, after.take, outlay, before.margin)
    return np.stack((before.take, after.take, earned))
