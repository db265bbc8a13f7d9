"""The truth behind a synthetic shop: what offers earn, how sales answer prices, for anyone, at any time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.synthetic.config import WorldConfig
from data.synthetic.demand import Wishes
from data.synthetic.groups import Group, rows_of, wishes_of
from data.synthetic.market import Floats, Market
from data.synthetic.people import People

GRID: Floats = np.arange(61) / 100  # discounts that the oracle tries
_GROUPS_REMEMBERED, _MOST_REMEMBERED = 8, 2_000_000  # whose wishes are kept at hand; customers × products


@dataclass(frozen=True)
class Truth:
    """What only the maker of a shop can know; never an input of a model.

    A group is a tier's number, a mask or positions of customers, customer ids, or None for everyone.
    Accounts up to mischief count in no group. `day` is a day of the history (tastes, season); without it
    the question is about the end of the history, seasons averaged. `price` are the parts' prices, list
    prices where absent. Under willingness to pay answers are simulated on common random numbers, so that
    discounts and prices are compared on the same draws.
    """

    config: WorldConfig
    market: Market
    people: People
    _known: dict[tuple[bytes, float | None], list[Wishes]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    @property
    def tier(self) -> NDArray[np.int64]:
        """Return the latent segment of every customer, (n_customers,)."""
        return self.people.tier

    @property
    def product_ids(self) -> list[str]:
        """Return the products' ids in the order of all arrays."""
        return [f"p{j}" for j in range(self.config.n_products)]

    def positions(self, product_ids: Sequence[str]) -> list[int]:
        """Return where these products stand."""
        at = {product: j for j, product in enumerate(self.product_ids)}
        return [at[product] for product in product_ids]

    def offer_curve(
        self,
        offer: Sequence[int],
        group: Group = None,
        grid: Floats = GRID,
        *,
        price: Floats | None = None,
        day: float | None = None,
    ) -> Floats:
        """Return take rate and extra profit per visit at every discount of the grid, (2, n_discounts).

        Mixed bundling: whoever takes all parts pays the bundle's price; profit is after product cost and
        returns, and counts what the offer does to all other products.

        Parameters
        ----------
        offer : positions of the bundle's products
        grid : rising from zero
        """
        price = self.market.list_price if price is None else np.asarray(price, float)
        kept = 1 - self.market.return_share
        margin, outlay = (price - self.market.cost) * kept, float((price * kept)[list(offer)].sum())
        wishes = self.wishes(group, day)
        return np.asarray(sum(w.offer(list(offer), price, margin, outlay, grid) for w in wishes))

    def incremental_profit(
        self,
        offer: Sequence[int],
        group: Group,
        discount_share: float,
        *,
        price: Floats | None = None,
        day: float | None = None,
    ) -> float:
        """Return what the offer truly adds to a visit of this group, at this discount [currency]."""
        grid = np.array([0.0, discount_share])
        return float(self.offer_curve(offer, group, grid, price=price, day=day)[1, 1])

    def best_discount(
        self,
        offer: Sequence[int],
        group: Group,
        deepest: float = 0.6,
        *,
        price: Floats | None = None,
        day: float | None = None,
    ) -> tuple[float, float]:
        """Return the oracle's discount on a 1 % grid and what it adds to a visit."""
        grid = np.arange(0, round(deepest * 100) + 1) / 100
        gains = self.offer_curve(offer, group, grid, price=price, day=day)[1]
        best = int(np.argmax(gains))
        return float(grid[best]), float(gains[best])

    def profit_per_visit(self, offer: Sequence[int], group: Group, discount_share: float | None) -> float:
        """Return the expected profit of a visit at list prices, without an offer where None [currency]."""
        margin = (self.market.list_price - self.market.cost) * (1 - self.market.return_share)
        alone = float(self.purchase_chance(group) @ margin)
        return alone + (self.incremental_profit(offer, group, discount_share) if discount_share else 0.0)

    def purchase_chance(
        self, group: Group = None, *, price: Floats | None = None, day: float | None = None
    ) -> Floats:
        """Return P(buy) of every product in a visit of this group, (n_products,)."""
        price = self.market.list_price if price is None else np.asarray(price, float)
        return np.asarray(sum(w.weight @ w.sales(price) for w in self.wishes(group, day)))

    def elasticities(
        self, group: Group = None, *, price: Floats | None = None, day: float | None = None
    ) -> Floats:
        """Return d log sales ÷ d log own price of every product, (n_products,)."""
        price = self.market.list_price if price is None else np.asarray(price, float)
        wishes = self.wishes(group, day)
        sales = sum(w.weight @ w.sales(price) for w in wishes)
        return np.asarray(price * sum(w.weight @ w.slopes(price) for w in wishes) / sales)

    def cross_elasticities(
        self, group: Group = None, *, price: Floats | None = None, day: float | None = None
    ) -> Floats:
        """Return d log sales of the column ÷ d log price of the row, by differences of ±1 %."""
        price = self.market.list_price if price is None else np.asarray(price, float)
        rows = []
        for j in range(len(price)):
            cheaper, dearer = (
                np.log(
                    self.purchase_chance(
                        group, price=np.where(np.arange(len(price)) == j, price * f, price), day=day
                    )
                )
                for f in (0.99, 1.01)
            )
            rows.append((dearer - cheaper) / np.log(1.01 / 0.99))
        return np.array(rows)

    def composition(self, offer: Sequence[int]) -> str:
        """Return complements or substitutes where every pair is, else mixed."""
        effects = self.market.cross[np.ix_(list(offer), list(offer))][np.triu_indices(len(offer), 1)]
        return "complements" if (effects > 0).all() else "substitutes" if (effects < 0).all() else "mixed"

    def price_book(self, offers: Sequence[Sequence[int]], groups: Mapping[str, Group]) -> pd.DataFrame:
        """Return the oracle's price book: one row per offer × group, in the price book's words."""
        rows = []
        for offer in offers:
            component_price = float(self.market.list_price[list(offer)].sum())
            for name, group in groups.items():
                take, gain = self.offer_curve(offer, group)
                best = int(np.argmax(gain))
                rows.append(
                    {
                        "product_ids": [self.product_ids[j] for j in offer],
                        "composition": self.composition(offer),
                        "segment": name,
                        "component_price": component_price,
                        "discount_share": GRID[best],
                        "bundle_price": round(component_price * (1 - GRID[best]), 2),
                        "take_rate": take[best],
                        "incremental_profit_per_visit": gain[best],
                    }
                )
        return pd.DataFrame(rows)

    def wishes(self, group: Group, day: float | None = None) -> list[Wishes]:
        """Return what a group wants, in pieces; weights over all pieces sum to 1."""
        rows = rows_of(self.people, group)
        if len(rows) * self.config.n_products > _MOST_REMEMBERED:
            return wishes_of(self.config, self.market, self.people, rows, day)
        key = (rows.tobytes(), day)
        with self._lock:
            if key not in self._known:
                while len(self._known) >= _GROUPS_REMEMBERED:
                    self._known.pop(next(iter(self._known)))
                self._known[key] = wishes_of(self.config, self.market, self.people, rows, day)
            return self._known[key]
