"""What the products of a whole catalog are to recent visits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np

from analytics.arrays import Floats, Ints
from analytics.demand.audience import FELT, MOST_NEIGHBORS, AnyAudience
from analytics.demand.histories import Past
from analytics.demand.pairs import Pairs
from analytics.demand.rows import ChosenRows, SparseRows
from analytics.demand.weights import Weights


@dataclass(frozen=True)
class CatalogTastes(AnyAudience):
    """Visits, and what the model knows of them; nothing here is visits × products.

    Attributes
    ----------
    code : (n_rows,) the model's own code of the segment
    traits, season, period : (n_rows, ...) as the encoder tells them
    state, fold : (n_rows, n_units) and (n_rows,) the customer's state, and which half tells it
    n_visits : (n_rows, 2) earlier visits of the customer: their number, and their decayed sum
    history : earlier purchases and views: n_considered, n_bought, recent
    basket : what each visit bought
    usual_rate : (n_segments + 1, n_products) purchase rates
    share_considered : (n_products,) of a customer's visits that could have bought it, where none are recorded
    directions : (n_products, n_folds, n_units) what a state's unit adds to each product [logits]
    """

    code: Ints
    traits: Floats
    season: Floats
    period: Ints
    state: Floats
    fold: Ints
    n_visits: Floats
    history: SparseRows | ChosenRows
    basket: SparseRows
    usual_rate: Floats
    share_considered: Floats
    directions: Floats
    weights: Weights
    pairs: Pairs

    def rows(self, chosen: Ints, sample: Ints | None = None) -> Self:
        """Return a smaller audience of these rows; members are asked of those in `sample` only."""
        names = ("segment", "code", "weight", "traits", "season", "period", "state", "fold", "n_visits")
        kept = {name: getattr(self, name)[chosen] for name in names}
        kept |= {"history": self.history.seen_from(chosen), "basket": self.basket.rows(chosen)}
        return replace(self, sample=np.empty(0, np.int64) if sample is None else sample, **kept)

    def near(self, parts: Sequence[int]) -> list[int]:
        """Return an offer's parts, and after them what sells along with them or is replaced by them."""
        if not self.pairs.is_learned:
            return [*parts, *self._replaced_by(parts)][: len(parts) + MOST_NEIGHBORS]
        found = [self._pairs_of(part) for part in parts]
        other = np.concatenate([others for others, _ in found])
        strength = np.abs(self.weights.cross[np.concatenate([pairs for _, pairs in found]), 0])
        felt = (strength > FELT) & ~np.isin(other, parts)
        order = np.lexsort((other[felt], -strength[felt]))
        return [*parts, *map(int, dict.fromkeys(other[felt][order]))][: len(parts) + MOST_NEIGHBORS]

    def _replaced_by(self, parts: Sequence[int]) -> list[int]:
        """Return the products that parts replace, the best sellers first, where prices alone tell it."""
        if abs(self.weights.replacing[0]) <= FELT:
            return []
        found = [self._pairs_of(part) for part in parts]
        other = np.concatenate([others[self.pairs.is_alike[pairs]] for others, pairs in found])
        other = np.setdiff1d(other, parts)
        order = np.argsort(-self.usual_rate[-1, other], kind="stable")  # the last: of unknown customers
        return [int(k) for k in other[order]]

    def wishes(self, products: Ints) -> Floats:
        """Return what the fit says of products' tastes without the basket, (n_rows, n_products)."""
        return self.wants(products)[0]

    def wants(self, products: Ints) -> tuple[Floats, Floats]:
        """Return the fit's tastes without the basket and its slopes, each (n_rows, n_products)."""
        taste, slope = self.utilities(products, slice(0, 1))
        return taste[:, 0], slope[:, 0]

    def added_by(self, usual: Floats, products: Ints) -> Floats:
        """Return what others in usual baskets, (n_groups, n_products), add to some tastes, (n_groups, k)."""
        effect = np.zeros((len(usual), len(products)), np.float32)
        if not self.pairs.is_learned:
            return effect
        for place, product in enumerate(products):
            others, pairs = self._pairs_of(int(product))
            outside = ~np.isin(others, products)
            effect[:, place] = usual[:, others[outside]] @ self.weights.cross[pairs[outside], 0]
        return effect

    def past(self, products: Ints) -> Floats:
        """Return what customers' own past tells of a few products, (n_rows, n_products, N_RATES + 1)."""
        known = self.history.dense(products)
        n, weight = self.n_visits[:, :1], np.broadcast_to(self.n_visits[:, 1:], known.shape[:2])
        has_views = not len(self.share_considered)
        considered = known[..., 0] if has_views else n * self.share_considered[products]
        usual = self.usual_rate[:, products][self.code]
        rates = Past(considered, known[..., 1], known[..., 2], weight).rates(usual)
        state = np.zeros(rates.shape[:2], np.float32)
        for fold in range(self.directions.shape[1] if self.directions.size else 0):
            own = self.fold == fold
            state[own] = self.state[own] @ self.directions[products, fold].T
        return np.concatenate([rates, state[..., None]], -1)

    @cached_property
    def usual_baskets(self) -> Floats:
        """Return how likely each product is in a basket, (n_segments, n_products)."""
        n = len(self.segments)
        found = np.zeros((n, len(self.product_ids)))
        row = self.basket.row
        np.add.at(found, (self.segment[row], self.basket.product), self.weight[row])
        return np.asarray(
            found / np.maximum(np.bincount(self.segment, self.weight, n), 1e-12)[:, None], np.float32
        )

    def utilities(self, products: Ints, members: slice) -> tuple[Floats, Floats]:
        """Return tastes without the basket and slopes, each (n_rows, n_members, n_products)."""
        w = self.weights.members(members)
        taste = w.appeal[:, products][self.code] + w.period[self.period][:, None]
        taste += np.matmul(self.past(products), w.past[self.code])
        for told, table in ((self.traits, w.trait), (self.season, w.season)):
            taste += np.tensordot(told, table[products], (1, 1))
        felt = self.traits @ w.trait_slope + w.segment_slope[self.code]
        slope = w.slope(w.log_slope[products] + felt[:, None])
        found = [np.ascontiguousarray(np.swapaxes(values, 1, 2), np.float32) for values in (taste, slope)]
        return found[0], found[1]

    def _outside(self, products: Ints, members: slice, usual: Floats | None) -> Floats:
        """Return what products of each basket beyond these add to tastes, (n_rows, n_members, n_products).

        Parameters
        ----------
        usual : (n_segments, n_products) baskets in place of what was in them
        """
        cross = self.weights.cross[:, members]
        effect = np.zeros((len(self.segment), cross.shape[1], len(products)), np.float32)
        if not self.pairs.is_learned:
            return effect
        for place, product in enumerate(products):
            others, pairs = self._pairs_of(int(product))
            outside = ~np.isin(others, products)
            others, pairs = others[outside], pairs[outside]
            if usual is not None:
                effect[:, :, place] = (usual[:, others] @ cross[pairs])[self.segment]
            else:
                row, met, _ = self.basket.entries(others)
                np.add.at(effect[:, :, place], row, cross[pairs[met]])
        return effect

    def joint_ratios(self, products: Ints) -> Floats:
        """Return joint purchases against independent ones [log], (n_members, n_products, n_products)."""
        return self._of_pairs(products)

    def _cross(self, products: Ints) -> Floats:
        """Return the cross effects among a few products, (n_members, n_products, n_products)."""
        if not self.pairs.is_learned:
            return np.zeros((self.weights.n_members, len(products), len(products)), np.float32)
        return self._of_pairs(products)

    def replacing(self, products: Ints) -> Floats:
        """Return what products of a category do to each other, where prices alone tell it [logits].

        (n_members, n_products, n_products)
        """
        alike = np.append(self.pairs.is_alike, False)[self.pairs.places(products[:, None], products)]
        return np.asarray(self.weights.replacing[:, None, None] * alike, np.float32)

    def _of_pairs(self, products: Ints) -> Floats:
        """Return what is learned of pairs among a few products, (n_members, n_products, n_products)."""
        known = np.vstack([self.weights.cross, np.zeros((1, self.weights.n_members), np.float32)])
        return np.ascontiguousarray(np.moveaxis(known[self.pairs.places(products[:, None], products)], -1, 0))

    def _pairs_of(self, product: int) -> tuple[Ints, Ints]:
        """Return the products that a product makes pairs with, and these pairs."""
        start, other, pair = self.pairs.by_product
        own = slice(start[product], start[product + 1])
        return other[own], pair[own]
