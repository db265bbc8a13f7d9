"""Every basket of an offer's parts as the demand model weighs it, and what each brings."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analytics.arrays import Bools, Doubles, Floats
from analytics.demand.audience import Audience
from analytics.pricing.money import Costs


def all_baskets(n_parts: int) -> Doubles:
    """Return every basket of n parts, (2^n, n) of 0 and 1; the first is empty, the last is full."""
    return ((np.arange(2**n_parts)[:, None] >> np.arange(n_parts)) & 1).astype(float)


@dataclass(frozen=True)
class Parts:
    """The parts of an offer, the products that sell along with them, and the money of each."""

    at: list[int]
    neighbors: list[int]  # products whose demand moves with the parts'
    price: Doubles  # (k,)
    margin: Doubles  # (k,)
    basket_margin: Doubles  # (2^k,) of every basket of the parts, in one parcel
    kept: Doubles  # (k,) contribution per unit of relative price: revenue after returns and fees
    neighbor_price: Doubles
    neighbor_margin: Doubles

    @property
    def outlay(self) -> float:
        """Return the contribution given up on a bundle per share of discount [currency]."""
        return float(self.kept.sum())

    @classmethod
    def of(cls, at: list[int], audience: Audience, costs: Costs) -> "Parts":
        """Return the parts at these positions of an audience around them, at reference prices."""
        price, margin = audience.price.astype(float), costs.contributions(audience.price)
        near = audience.near(at)[len(at) :]
        in_parcel = costs.in_one_parcel(margin[at], all_baskets(len(at)))
        own = price[at], margin[at], in_parcel, costs.of(at).kept(price[at])
        return cls(at, near, *own, price[near], margin[near])

    def alone(self) -> "Parts":
        """Return the parts with all other products as they are in the basket, bought or not."""
        return self._beside(np.zeros(len(self.neighbors), bool))

    def beside_replaced(self, cross: Floats) -> "Parts":
        """Return the parts with those neighbors only that sell less where the parts sell more.

        Parameters
        ----------
        cross : (n_products, n_products)
        """
        return self._beside(cross[np.ix_(self.at, self.neighbors)].sum(0) < 0)

    def _beside(self, kept: Bools) -> "Parts":
        neighbors = [neighbor for neighbor, is_kept in zip(self.neighbors, kept, strict=True) if is_kept]
        price, margin = self.neighbor_price[kept], self.neighbor_margin[kept]
        return replace(self, neighbors=neighbors, neighbor_price=price, neighbor_margin=margin)


@dataclass(frozen=True)
class BasketWeights:
    """Weights of all baskets of the parts, what each brings, and the pull of money saved on the full one.

    Neighbors are summed out: a basket's weight and money count what is bought along with it.
    """

    utility: Floats  # (n_visits, 2^k) below the best basket's
    weights: Floats  # (n_visits, 2^k) unnormalized
    units: Floats  # (n_visits, 2^k)
    revenue: Floats  # (n_visits, 2^k) at full prices
    margin: Floats  # (n_visits, 2^k) at full prices
    slope: Floats  # (n_visits, k) utility lost per relative price of each part

    def rows(self, chosen: slice) -> "BasketWeights":
        """Return the weights of some visits."""
        return BasketWeights(**{name: values[chosen] for name, values in vars(self).items()})

    @property
    def pull(self) -> Floats:
        """Return the utility of the full basket per share of discount, (n_visits,)."""
        return np.asarray(self.slope.sum(1))


@dataclass(frozen=True)
class SeenVisits:
    """Visits in front of an offer, as one member sees them.

    Attributes
    ----------
    taste, slope : (n_visits, n_products)
    basket : (n_visits, n_products) what else is in the basket, or how likely it is
    cross : (n_products, n_products)
    """

    taste: Floats
    slope: Floats
    basket: Bools | Floats
    cross: Floats
    parts: Parts

    @classmethod
    def by_fit(cls, audience: Audience, parts: Parts) -> "SeenVisits":
        """Return an audience's visits as the fit sees them."""
        return cls(audience.taste, audience.slope, audience.basket, audience.cross[0], parts)

    @property
    def within(self) -> Floats:
        """Return the cross effects among the parts, (k, k) [logits]."""
        return np.asarray(self.cross[np.ix_(self.parts.at, self.parts.at)], np.float32)

    @cached_property
    def alone(self) -> BasketWeights:
        """Return the parts' baskets with all other products as they are."""
        return self.weighed(self.parts.alone())

    @cached_property
    def beside_replaced(self) -> BasketWeights:
        """Return the parts' baskets weighed as `alone`; what replaces the parts sells less beside them."""
        parts = self.parts.beside_replaced(self.cross)
        if not parts.neighbors:
            return self.alone
        brought = self.weighed(parts)
        return replace(self.alone, units=brought.units, revenue=brought.revenue, margin=brought.margin)

    def weighed(self, parts: Parts | None = None) -> BasketWeights:
        """Return all 2^k baskets of the parts for every visit at reference prices.

        Parameters
        ----------
        parts : with the neighbors that sell along with them; the visits' own where absent
        """
        parts = parts or self.parts
        baskets = all_baskets(len(parts.at)).astype(np.float32)
        rest = self.basket.astype(np.float32)
        rest[:, parts.at] = 0
        around = self.taste[:, parts.neighbors] + rest @ self.cross[:, parts.neighbors]
        rest[:, parts.neighbors] = 0
        own = self.taste[:, parts.at] + rest @ self.cross[:, parts.at]
        within = self.cross[np.ix_(parts.at, parts.at)]
        utility = own @ baskets.T + 0.5 * np.einsum("bi,ij,bj->b", baskets, within, baskets)
        counted = baskets.sum(1), baskets @ parts.price, parts.basket_margin
        units, revenue, margin = (np.tile(row.astype(np.float32), (len(self.taste), 1)) for row in counted)
        for k, neighbor in enumerate(parts.neighbors):
            logit = around[:, [k]] + baskets @ self.cross[parts.at, neighbor]
            small = np.exp(-np.abs(logit))
            utility += np.maximum(logit, 0) + np.log(1 + small)  # log(1 + exp(logit)), and its slope
            along = np.where(logit < 0, small, 1) / (1 + small)
            units += along
            revenue += along * np.float32(parts.neighbor_price[k])
            margin += along * np.float32(parts.neighbor_margin[k])
        utility -= utility.max(1, keepdims=True)
        return BasketWeights(utility, np.exp(utility), units, revenue, margin, self.slope[:, parts.at])
