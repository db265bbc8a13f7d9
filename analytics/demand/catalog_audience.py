"""The audience of a whole catalog: recent visits, and what any few products are to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np

from analytics.arrays import Bools, Floats, Ints
from analytics.demand.audience import Audience
from analytics.demand.catalog_tastes import CatalogTastes
from analytics.demand.joint_purchases import implied_looks
from analytics.demand.looks import Looks

_REMEMBERED = 4  # offers
_USUAL_VISITS = 4.0  # by which customers' own share of visits that look at a product leans to everybody's


@dataclass(frozen=True)
class CatalogAudience(CatalogTastes):
    """Visits that offers are tried on, over the whole catalog: `around` works out what a few products are.

    Attributes
    ----------
    looks : which products visits looked at
    visits_per_known : (n_rows,) visits for each that is known, see `visits_per_known`
    visits_per_known_draws : (n_members,) how many times their number members take it to be
    """

    looks: Looks
    visits_per_known: Floats
    visits_per_known_draws: Floats

    def rows(self, chosen: Ints, sample: Ints | None = None) -> Self:
        """Return a smaller audience of these rows; members are asked of those in `sample` only."""
        return replace(super().rows(chosen, sample), visits_per_known=self.visits_per_known[chosen])

    @property
    def n_unseen(self) -> float:
        """Return how many visits that bought nothing and are in no file there were for each known one."""
        return float(np.average(self.visits_per_known, weights=self.weight)) - 1

    def bought(self, product: int) -> Bools:
        """Return which visits bought a product, (n_rows,)."""
        return np.asarray(self.basket.dense(np.array([product]))[:, 0, 0] > 0)

    def looks_at(self, parts: Sequence[int]) -> float:
        """Return the share of all visits that look at all of these products, see `Looks`."""
        if not self.pairs.is_learned:
            around = self.around(parts, n_parts=len(parts))
            return float(np.average(around.looked, weights=around.weight))
        return self.looks.share(parts)

    @property
    def has_views(self) -> bool:
        """Return whether it is recorded what visits look at."""
        return self.looks.n_visits > 0

    def look_rates(self, products: Sequence[int]) -> Floats:
        """Return the share of each visitor's visits that look at products, (n_rows, n_products).

        Where joint purchases tell who looks, how often against others.
        """
        if not self.pairs.is_learned:
            return np.exp(self.told_by_looks(products))
        if not self.looks.n_visits:
            return super().look_rates(products)
        usual = np.array([self.looks.share([product]) for product in products])
        n_looks = self.history.dense(np.asarray(products, np.int64))[..., 0]
        rate = (n_looks + _USUAL_VISITS * usual) / (self.n_visits[:, :1] + _USUAL_VISITS)
        return np.asarray(np.minimum(rate, 1), np.float32)

    def looks_together(self, rates: Floats) -> Floats:
        """Return how often visitors look at all of a few products, up to a factor, from `look_rates`."""
        together = super().looks_together(rates)
        return together if self.pairs.is_learned else together ** (1 / rates.shape[1])

    def told_by_looks(self, products: Sequence[int]) -> Floats:
        """Return what of tastes says who looks instead of who wants, (n_rows, n_products) [logits].

        Nothing, but where joint purchases tell who looks: what customers' own past adds.
        """
        if self.pairs.is_learned:
            return super().told_by_looks(products)
        return self._own(np.asarray(products, np.int64), slice(0, 1))[..., 0]

    def overlooks(self, parts: Sequence[int], others: Sequence[int]) -> Floats:
        """Return what it takes from other products that visits to some parts do not look at [logits]."""
        return np.asarray(np.log(np.maximum(self.looks.beside(parts, others), 1e-6)), np.float32)

    def around(self, near: Sequence[int], is_usual: bool = False, n_parts: int | None = None) -> Audience:
        """Return the visits as these products are to them, see `AnyAudience`; the last few are remembered."""
        key, memory = (*near, is_usual, n_parts), self._memory
        if (found := memory.get(key)) is None:
            found = self._around(np.asarray(near, np.int64), is_usual)
            if n_parts is not None:
                found = self._looking(found, near, n_parts)
            if len(memory) >= _REMEMBERED:
                memory.clear()  # other threads may be asking as well
            memory[key] = found
        return found

    def _looking(self, around: Audience, near: Sequence[int], n_parts: int) -> Audience:
        """Return the visits that look at all parts, and at what is near them as such visits do."""
        parts = near[:n_parts]
        if not self.pairs.is_learned:
            return self._as_implied(around, near, n_parts)
        less = np.append(np.zeros(n_parts, np.float32), self.overlooks(parts, near[n_parts:]))
        by_customer = self.looks_together(self.look_rates(parts)).astype(float)
        scale = self.looks.share(parts) / max(np.average(by_customer, weights=self.weight), 1e-12)
        return replace(
            around,
            taste=around.taste + less,
            member_taste=around.member_taste + less,
            looked=np.minimum(scale * by_customer, 1) * self.visits_per_known,
            looked_draws=self.looks.draws(parts, self.weights.n_members) * self.visits_per_known_draws,
        )

    def _as_implied(self, around: Audience, near: Sequence[int], n_parts: int) -> Audience:
        """Return the visits that look at all parts, as joint purchases tell of the fit and of each member.

        Who has bought the parts more often than others looks at them more often: once there, all are alike.
        """
        products, rows = np.asarray(near, np.int64), self.sample
        own = self._own(products, slice(0, self.weights.n_members))
        of_members = np.swapaxes(own[rows], 1, 2)
        taste, slope, weight = around.member_taste, around.member_slope, self.weight[rows]
        ratio, rarity = self.joint_ratios(products[:n_parts]), self.weights.rarity[products].T
        effect = self.replacing(products)
        every = around.taste, own[..., 0], around.slope, self.weight
        looks = [implied_looks(*every, ratio[0], rarity[0], effect[0])]
        for m in range(1, self.weights.n_members if len(rows) else 1):
            seen = taste[:, m], of_members[:, m], slope[:, m], weight
            looks.append(implied_looks(*seen, ratio[m], rarity[m], effect[m]))
        more, steeper = (np.stack([getattr(one, name) for one in looks]) for name in ("more", "steeper"))
        often = self.looks_together(np.exp(own[:, :n_parts, 0])).astype(float)
        fit = looks[0]
        return replace(
            around,
            taste=around.taste - own[..., 0] + fit.more,
            slope=around.slope * fit.steeper,
            member_taste=taste - of_members + more,
            member_slope=slope * steeper,
            cross=effect,
            looked=np.minimum(fit.share * often / np.average(often, weights=self.weight), 1),
            looked_draws=np.array([one.share / fit.share for one in looks]),
        )

    def _own(self, products: Ints, members: slice) -> Floats:
        """Return what customers' own past adds to tastes, (n_rows, n_products, n_members) [logits]."""
        return np.asarray(np.matmul(self.past(products), self.weights.past[self.code][..., members]))

    def _around(self, near: Ints, is_usual: bool) -> Audience:
        every, some = slice(0, self.weights.n_members), self.rows(self.sample)
        taste, slope = self.utilities(near, slice(0, 1))
        taste += self._outside(near, slice(0, 1), self.usual_baskets if is_usual else None)
        member_taste, member_slope = some.utilities(near, every)
        member_taste += some._outside(near, every, self.usual_baskets if is_usual else None)
        return Audience(
            product_ids=tuple(self.product_ids[k] for k in near),
            segments=self.segments,
            segment=self.segment,
            weight=self.weight,
            taste=taste[:, 0],
            slope=slope[:, 0],
            basket=self.basket.dense(near)[..., 0] > 0,
            cross=self._cross(near),
            sample=self.sample,
            member_taste=member_taste,
            member_slope=member_slope,
            price=self.price[near],
        )

    @cached_property
    def _memory(self) -> dict[tuple[int | None, ...], Audience]:
        return {}
