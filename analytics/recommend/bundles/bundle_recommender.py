"""Bundles ranked for a customer, by what they took and have, in closed form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

import numpy as np

from analytics.arrays import Doubles, Floats, Ints, Sparse
from analytics.recommend.bundles.blend import blended, choose_weights, spread_of
from analytics.recommend.bundles.parts import PartTastes
from analytics.recommend.bundles.together import Together
from analytics.recommend.linear import ones, scaled_rows
from analytics.recommend.metrics import top_k

_SAMPLE = 1_000  # customers, evenly, by whom the kinds of scores are put on one scale
_CELLS = 1 << 23  # of customers × bundles at a time


class Told(StrEnum):
    """By what a bundle is told to suit a customer."""

    TAKEN = "taken"
    POPULARITY = "popularity"
    PARTS = "parts"
    NEIGHBORS = "neighbors"


def _usual_weights() -> dict[Told, float]:
    return {Told.TAKEN: 1.0, Told.POPULARITY: 0.3, Told.PARTS: 0.4, Told.NEIGHBORS: 0.15}


@dataclass
class BundleRecommender:
    """Ranks bundles by four voices: bundles taken, popularity, parts already had, and alike customers.

    Bundles taken speak by EASE over customers and, beneath them, products as further rows: a product "takes"
    the bundles it is part of, so that a bundle that nobody took yet is spoken of too.

    Parameters
    ----------
    ridge : customers' worth of doubt about each weight, > 0
    own_ridge : further doubt, as a share of what is known of the bundle: as if as much were left out
    activity_power : a customer of n bundles counts n^(−2 × this) as much in each
    parts_share : how much products' rows count beside customers' rows
    size_power : a bundle of n products counts n^(−this) as much in each product's row
    weights : of the four voices, each on its own scale; `choose_weights` learns a shop's own
    most_learned : bundles, the most taken ones, whose weights are learned together: n² × 4 bytes

    Attributes
    ----------
    weights_ : of the voices, by what `scores` adds them up

    References
    ----------
    Steck (2019), Embarrassingly shallow autoencoders for sparse data; Steck (2020), Autoencoders that don't
    overfit towards the identity (`own_ridge`).
    """

    ridge: float = 400.0
    own_ridge: float = 0.5
    activity_power: float = 0.25
    parts_share: float = 4.0
    size_power: float = 0.25
    weights: Mapping[Told, float] = field(default_factory=_usual_weights)
    most_learned: int = 10_000

    def fit(self, user_items: Sparse, user_bundles: Sparse, bundle_items: Sparse) -> Self:
        """Learn from who has which products, who took which bundles, and what the bundles consist of.

        Parameters
        ----------
        user_items : (n_users, n_items) sparse; entries other than zero count as one, here and below
        user_bundles : (n_users, n_bundles)
        bundle_items : (n_bundles, n_items)

        Raises
        ------
        ValueError
            Where the shapes do not fit together, or the ridge is not above zero.
        """
        self._check(user_items.shape, user_bundles.shape, bundle_items.shape)
        self.taken_, of_bundles = ones(user_bundles), ones(bundle_items)
        self.n_takers_: Doubles = np.asarray(self.taken_.sum(0), np.float64).ravel()
        self.together_ = self._together(of_bundles)
        self.parts_ = PartTastes.of(ones(user_items), self.taken_, of_bundles)
        self.weights_ = dict(self.weights)
        self.spreads_: dict[Told, float] = {}
        some = self._sample()
        self.spreads_ = {name: spread_of(scores) for name, scores in self._voices(some).items()}
        return self

    def voices(self, users: Ints) -> dict[Told, Floats]:
        """Return what each voice says of every bundle, on its own scale: (n_chosen, n_bundles) each.

        Parameters
        ----------
        users : (n_chosen,) positions
        """
        found = self._voices(users)
        for name, scores in found.items():
            scores /= np.float32(self.spreads_[name])
        return found

    def scores(self, users: Ints) -> Floats:
        """Return how well each bundle suits each user, (n_chosen, n_bundles); only the order counts."""
        return blended(self.voices(users), self.weights_)

    def recommend(self, users: Ints, n: int = 20, mask: Sparse | None = None) -> Ints:
        """Return the n best bundles of each user, best first, -1 where there are fewer.

        Parameters
        ----------
        users : (n_chosen,) positions
        mask : (n_chosen, n_bundles)
            Never shown; left out, what each user took already.
        """
        users = np.asarray(users)
        hidden = self.taken_[users] if mask is None else mask.tocsr()
        ranked = [top_k(self.scores(users[some]), n, hidden[some]) for some in self._batches(len(users))]
        return np.concatenate(ranked) if ranked else np.zeros((0, n), np.int64)

    def choose_weights(self, validation: Sparse, k: int = 20, most_users: int = 4_000) -> Self:
        """Learn the weights of the voices from what users took later, who may not take a bundle twice.

        Parameters
        ----------
        validation : (n_users, n_bundles)
        most_users : of those who took something, evenly, since all their scores are in memory
        """
        users = np.flatnonzero(np.diff(validation.tocsr().indptr))
        users = users[:: -(-len(users) // most_users) or 1]
        if len(users):
            truth, had = validation.tocsr()[users], self.taken_[users]
            self.weights_ = choose_weights(self.voices(users), truth, had, k)
        return self

    def _voices(self, users: Ints) -> dict[Told, Floats]:
        taken = self.taken_[users]
        popularity = np.log1p(self.n_takers_).astype(np.float32)
        return {
            Told.TAKEN: self.together_.told(taken),
            Told.POPULARITY: np.repeat(popularity[None], len(users), 0),
            Told.PARTS: self.parts_.affinity(users),
            Told.NEIGHBORS: self.parts_.neighbors(users, taken),
        }

    def _together(self, of_bundles: Sparse) -> Together:
        """Return what bundles tell of each other by who took them and, beneath, by what they consist of."""
        n_taken = np.maximum(np.asarray(self.taken_.sum(1)).ravel(), 1)
        size = np.maximum(np.asarray(of_bundles.sum(1)).ravel(), 1)
        users = scaled_rows(self.taken_, n_taken**-self.activity_power)
        items = scaled_rows(of_bundles, size**-self.size_power).T.tocsr()
        n_all = max(float(self.taken_.sum()), 1.0)  # the trace, whatever the powers
        shares = (n_all / max(_squares(users), 1e-12), self.parts_share * n_all / max(_squares(items), 1e-12))
        kinds = list(zip((users, items), shares, strict=True))
        return Together.of(kinds, self.ridge, self.own_ridge, self.most_learned)

    def _sample(self) -> Ints:
        known = np.flatnonzero(np.diff(self.taken_.indptr))
        return known[:: max(len(known) // _SAMPLE, 1)]

    def _batches(self, n_users: int) -> Iterator[slice]:
        step = max(_CELLS // max(len(self.n_takers_), 1), 1)
        return (slice(start, start + step) for start in range(0, n_users, step))

    def _check(self, items: tuple[int, int], bundles: tuple[int, int], parts: tuple[int, int]) -> None:
        if items[0] != bundles[0] or (bundles[1], items[1]) != parts:
            raise ValueError(f"Users × items {items}, users × bundles {bundles}, bundles × items {parts}")
        if not self.ridge > 0:
            raise ValueError("The ridge must be above zero")


def _squares(rows: Sparse) -> float:
    return float(rows.power(2).sum(dtype=np.float64))
