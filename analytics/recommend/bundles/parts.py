"""What the products that a customer has tell of bundles: of those they are part of, and of others."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Floats, Ints, Numbers, Sparse
from analytics.numerics import random_stream
from analytics.recommend.linear import scaled_rows, unit_rows

_RARE = 3.0  # bundles, by which a product in one bundle only is not thought too telling
_MOST_PAIRS = 60_000_000  # of a product and a bundle that one customer has: they are one table's entries


@dataclass(frozen=True)
class PartTastes:
    """What products tell of bundles, ready for any user.

    Attributes
    ----------
    items : (n_users, n_items) sparse, what each has
    by_part : (n_items, n_bundles) sparse; a product that few bundles have tells more, a small bundle as well
    by_others : (n_items, n_bundles) sparse, what those who have a product took
    pulls : (n_items,) how much a product tells of who is alike
    is_heard : (n_users,) whether a user is among those others, 0 or 1
    """

    items: Sparse
    by_part: Sparse
    by_others: Sparse
    pulls: Floats
    is_heard: Floats

    @classmethod
    def of(cls, items: Sparse, taken: Sparse, of_bundles: Sparse) -> "PartTastes":
        """Return what users × items, users × bundles and bundles × items tell; all entries are ones."""
        n_bundles = np.asarray(of_bundles.sum(0)).ravel()
        size = np.maximum(np.asarray(of_bundles.sum(1)).ravel(), 1)
        parts = scaled_rows(of_bundles, size**-0.5).T.tocsr()
        pulls = ((1 + np.asarray(items.sum(0)).ravel()) ** -0.25).astype(np.float32)
        heard = _heard(np.diff(items.indptr) * np.diff(taken.indptr))
        voices = scaled_rows(unit_rows(items.multiply(pulls[None])), heard)
        others = (voices.T @ _fair(taken)).tocsr()
        return cls(items, scaled_rows(parts, (_RARE + n_bundles) ** -0.5), others, pulls, heard)

    def affinity(self, users: Ints) -> Floats:
        """Return the square root of how much of each bundle users have, (n_chosen, n_bundles)."""
        return np.asarray(np.sqrt((self.items[users] @ self.by_part).toarray()), np.float32)

    def neighbors(self, users: Ints, taken: Sparse) -> Floats:
        """Return the square root of what users with alike products took, themselves left out.

        Each user counts by the cosine of the products, each of n bundles as 1/√n. The sum over all users is
        one product of matrices, from which the user's own bundles are taken out again.

        Parameters
        ----------
        taken : (n_chosen, n_bundles) sparse, what they took
        """
        wanted = unit_rows(self.items[users].multiply(self.pulls[None]))
        own = scaled_rows(_fair(taken), self.is_heard[users] * (np.diff(wanted.indptr) > 0))
        others = (wanted @ self.by_others).toarray() - own.toarray()
        return np.asarray(np.sqrt(np.maximum(others, 0)), np.float32)


def _fair(taken: Sparse) -> Sparse:
    return scaled_rows(taken, np.maximum(np.diff(taken.indptr), 1) ** -0.5)


def _heard(n_pairs: Numbers | Ints) -> Floats:
    """Return (n_users,) which users fit into the table: all, or in a huge shop as many as drawn by lot."""
    order = random_stream(0, "heard").permutation(len(n_pairs))
    fits = np.cumsum(n_pairs[order], dtype=np.int64) <= _MOST_PAIRS
    heard = np.zeros(len(n_pairs), np.float32)
    heard[order[fits]] = 1
    return heard
