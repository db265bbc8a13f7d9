"""What prices of their own are worth: one for all, a few groups, every segment, every customer."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analytics.arrays import Doubles, Floats, Ints
from analytics.numerics import half_band
from analytics.pricing.fair_choice import FairLimit, fair_options
from analytics.pricing.selling.modes import GROUPS, MOST_GROUPS, PriceScheme
from analytics.pricing.selling.price_groups import best_few
from analytics.pricing.selling.price_lists import parts_and_bundle, visit_outcomes
from analytics.pricing.selling.visit_sample import MemberViews, VisitSample


@dataclass(frozen=True)
class Trial:
    """An offer's discounts tried on every visit by every member.

    Attributes
    ----------
    discounts : (n_discounts,) allowed ones [share]; the first is none
    limit : on what groups of customers pay, None where there is none
    """

    sample: VisitSample
    discounts: Doubles
    limit: FairLimit | None = None

    @property
    def profit(self) -> Floats:
        """Return extra profit per visit by choice rule, (2, n_members, n_visits, n_discounts) [currency]."""
        return self._actual[0]

    @property
    def surplus(self) -> Floats:
        """Return what customers gain per visit, (2, n_members, n_visits, n_discounts) [currency]."""
        return self._actual[1]

    @cached_property
    def _actual(self) -> tuple[Floats, Floats]:
        return self._outcomes(self.sample.actual)

    @cached_property
    def _known(self) -> Floats:
        return self._outcomes(self.sample.known)[0]

    def chosen(self, members: list[int]) -> dict[PriceScheme, Ints]:
        """Return which discount each visit gets under every scheme, as these members choose: (n_visits,).

        One price and prices per segment are chosen from baskets as they were, as the price book's are. Prices
        of a customer or a group are chosen from what is known before the visit: tastes, price slopes and the
        segment's usual basket. Chosen from the basket itself they would look worth far more than any shop
        could earn by them.

        All keep the limit. Who is in which group is known by segment alone, so prices of a customer or a
        price group differ by no more than the limit: then no group at all can pay more.
        """
        sample = self.sample
        seen = self.profit[:, members].mean((0, 1)).astype(float)
        known = self._known[:, members].mean((0, 1)).astype(float)
        everyone = np.zeros(len(seen), np.int64)
        found = {
            PriceScheme.ONE: best_together(seen, sample.weight, everyone),
            PriceScheme.SEGMENTS: self._by_segment(seen),
        }
        near = self._near_prices(known)
        known = known[:, near]
        found[PriceScheme.CUSTOMERS] = near[known.argmax(1)]
        for few in best_few(known, sample.weight, MOST_GROUPS)[1:]:
            found[GROUPS[len(few)]] = near[few[known[:, few].argmax(1)]]
        for n in range(len(near) + 1, MOST_GROUPS + 1):  # fewer discounts than groups
            found[GROUPS[n]] = found[PriceScheme.CUSTOMERS]
        return {scheme: found[scheme] for scheme in PriceScheme}

    @property
    def price(self) -> Doubles:
        """Return what all parts cost together at each discount, to the cent, (n_discounts,) [currency]."""
        return np.asarray(np.round(self.sample.parts.price.sum() * (1 - self.discounts), 2))

    def _by_segment(self, profit: Doubles) -> Ints:
        """Return the discounts of the segments that earn most and keep the limit, told to each visit."""
        segment, weight = self.sample.segment, self.sample.weight
        best = best_together(profit, weight, segment)
        if self.limit is None:
            return best
        sums = np.zeros((self.limit.of_everyone.size, profit.shape[1]))
        np.add.at(sums, segment, profit * weight[:, None])
        return np.asarray(np.array(fair_options(sums, self.price, self.limit))[segment])

    def _near_prices(self, profit: Doubles) -> Ints:
        """Return the discounts whose prices differ by no more than the limit, and earn most so."""
        n = len(self.discounts)
        if self.limit is None:
            return np.arange(n)
        most = 1 + self.limit.share
        spans = [np.flatnonzero((self.price <= high) & (high <= most * self.price)) for high in self.price]
        earned = [float(self.sample.weight @ profit[:, span].max(1)) for span in spans]
        return spans[int(np.argmax(earned))]

    def values(self, of: Floats) -> dict[PriceScheme, Doubles]:
        """Return a figure under every scheme by the members that did not choose its prices.

        Parameters
        ----------
        of : (2, n_members, n_visits, n_discounts) such as `profit`

        Returns
        -------
        scheme → (2, n_valued) mean over visits, by each choice rule and member
        """
        found: dict[PriceScheme, list[Doubles]] = {scheme: [] for scheme in PriceScheme}
        rows = np.arange(of.shape[2])
        for choices, (_, valuing) in zip(self._choices, self.sample.folds, strict=True):
            for name, at in choices.items():
                found[name] += [of[:, m, rows, at].astype(float) @ self.sample.weight for m in valuing]
        return {name: np.column_stack(values) for name, values in found.items()}

    @cached_property
    def _choices(self) -> list[dict[PriceScheme, Ints]]:
        return [self.chosen(choosing) for choosing, _ in self.sample.folds]

    def _outcomes(self, views: MemberViews) -> tuple[Floats, Floats]:
        """Return what each discount adds for shop and customers, (2, n_members, n_visits, n_discounts)."""
        today = self.sample.parts.price
        none = np.zeros(len(today))
        found = [
            visit_outcomes(self.sample, views, parts_and_bundle(today, none, -float(discount)))
            for discount in self.discounts
        ]
        profit, surplus = (np.stack(figures, axis=-1) for figures in zip(*found, strict=True))
        return profit - profit[..., :1], surplus - surplus[..., :1]


def band(values: Doubles) -> tuple[float, float, float]:
    """Return the mean of both choice rules with the 90 % band, lowest end to highest.

    The width of each is the spread of the members; a single member has none.

    Parameters
    ----------
    values : (2, n_members)
    """
    half, rules = half_band(values.mean(0)), values.mean(1)
    return float(rules.mean()), float(rules.min() - half), float(rules.max() + half)


def best_together(profit: Doubles, weight: Doubles, group: Ints) -> Ints:
    """Return the best discount of each group, told to each of its visits: (n_visits,)."""
    sums = np.zeros((int(group.max(initial=0)) + 1, profit.shape[1]))
    np.add.at(sums, group, profit * weight[:, None])
    return np.asarray(sums.argmax(1)[group])
