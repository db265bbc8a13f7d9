"""The truth that was planted in a synthetic shop: what its customers want at any price, on any day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from analytics.simulation.assortment import Assortment, Floats, Ints
from analytics.simulation.choice_rules import ChoiceRule
from analytics.simulation.config import WorldConfig
from analytics.simulation.groups import Group, rows_of, rules_around, rules_of
from analytics.simulation.people import People
from analytics.simulation.truth import GRID, Truth

_GROUPS_REMEMBERED, _MOST_REMEMBERED = 8, 2_000_000  # whose rules are kept at hand; customers × products


@dataclass(frozen=True, eq=False)
class PlantedTruth(Truth):
    """The truth of a synthetic shop.

    A group is a tier's number, a mask or positions of customers, customer ids, or None for everyone.
    Accounts up to mischief count in no group. `day` is a day of the history (tastes, season); without it
    the question is about the end of the history, seasons averaged. `price` are the parts' prices, list
    prices where absent. In a shop with aisles an offer changes nothing about what visits look at: its parts
    are seen together as often as they were without it, and a visit that does not see all of them cannot
    take it. Answers are per visit that looks at anything. Under willingness to pay answers are simulated on
    common random numbers, so that discounts and prices are compared on the same draws.
    """

    assortment: Assortment
    people: People

    @property
    def config(self) -> WorldConfig:
        """Return what the shop is like."""
        return self.assortment.config

    @classmethod
    def of(cls, assortment: Assortment, people: People) -> "PlantedTruth":
        """Return the truth of a shop that sells this to these customers."""
        ids = [f"p{j}" for j in range(assortment.config.n_products)]
        return cls(ids, assortment.list_price, assortment.cross, assortment, people)

    def visits_per_known(self, n_known: float) -> float:
        """Return how many visits there were for each that files tell of, of which there are so many."""
        config = self.config
        return 1.0 if config.has_views else config.n_customers * config.n_visits_per_customer / n_known

    def response(
        self, group: Group = None, *, price: Floats | None = None, day: float | None = None
    ) -> tuple[Floats, Floats]:
        """Return P(buy) and d P(buy) ÷ d own price of every product, both (n_products,)."""
        chance, slope = np.zeros((2, len(self.list_price)))
        asked = self.assortment.felt(self._asked(price))
        for products in self.assortment.tied if self.config.has_aisles else [np.arange(len(chance))]:
            for seen, rule in self._rules(group, day, products, []):
                answer = rule.response(asked[seen])
                chance[seen] += rule.weight @ answer[0]
                slope[seen] += rule.weight @ answer[1]
        return chance, slope * self.assortment.felt(np.ones_like(slope))

    def offer_curve(
        self,
        offer: Sequence[int],
        group: Group = None,
        grid: Floats = GRID,
        *,
        price: Floats | None = None,
        day: float | None = None,
    ) -> Floats:
        """Return take rate and extra profit per visit at every discount of the grid, (2, n_discounts)."""
        price, parts = self._asked(price), list(offer)
        kept = 1 - self.assortment.return_share
        margin, outlay = (price - self.assortment.cost) * kept, float((price * kept)[parts].sum())
        felt = self.assortment.felt(price)
        return np.asarray(
            sum(
                rule.offer(np.searchsorted(seen, parts).tolist(), felt[seen], margin[seen], outlay, grid)
                for seen, rule in self._rules(group, day, self._around(parts), parts)
            )
        )

    def _around(self, parts: list[int]) -> Ints:
        """Return the products that an offer has to do with, rising."""
        if not self.config.has_aisles:
            return np.arange(len(self.list_price))
        return np.sort(np.concatenate([tied for tied in self.assortment.tied if np.isin(tied, parts).any()]))

    def _rules(
        self, group: Group, day: float | None, products: Ints, parts: list[int]
    ) -> Sequence[tuple[Ints, ChoiceRule]]:
        """Return what a group's visits may see of these products, and how they choose among it."""
        if not self.config.has_aisles:
            return [(products, rule) for rule in self.choice_rules(group, day)]
        rows, needed = rows_of(self.people, group), np.array(parts, np.int64)
        return rules_around(self.assortment, self.people, rows, day, products, needed)

    def choice_rules(self, group: Group = None, day: float | None = None) -> list[ChoiceRule]:
        """Return how a group chooses among all products, in pieces; weights over all pieces sum to 1."""
        rows = rows_of(self.people, group)
        if len(rows) * self.config.n_products > _MOST_REMEMBERED:
            return rules_of(self.assortment, self.people, rows, day)
        return self._remembered(rows.tobytes(), day)

    @cached_property
    def _remembered(self) -> Callable[[bytes, float | None], list[ChoiceRule]]:
        """Return the rules of the groups asked about last, by the bytes of their positions."""
        return lru_cache(_GROUPS_REMEMBERED)(
            lambda rows, day: rules_of(self.assortment, self.people, np.frombuffer(rows, np.int64), day)
        )

    def _asked(self, price: Floats | None) -> Floats:
        return self.list_price if price is None else np.asarray(price, float)
