"""What is learned of things that go together: of all, or of the most frequent ones that memory holds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Floats, Ints, Sparse
from analytics.recommend.linear import add_gram, ease_weights


@dataclass(frozen=True)
class Together:
    """What having one thing tells of every other.

    Attributes
    ----------
    at : (n_learned,) positions of the things that are learned, rising
    weights : (n_learned, n_learned)
    n : things in all
    """

    at: Ints
    weights: Floats
    n: int

    @classmethod
    def of(
        cls, rows: Sequence[tuple[Sparse, float]], ridge: float, own_ridge: float = 0.0, most: int = 10_000
    ) -> "Together":
        """Return what rows of things tell, each kind of rows with the weight of its squares.

        Parameters
        ----------
        rows : of sparse (n_rows, n_things) and a weight; the first kind says which things are frequent
        ridge : rows' worth of doubt about each weight, > 0
        own_ridge : further doubt, as a share of a thing's own sum of squares
        most : things learned; most² × 4 bytes
        """
        n = rows[0][0].shape[1]
        frequency = np.asarray((rows[0][0] != 0).sum(0)).ravel()
        at = np.sort(np.argsort(-frequency, kind="stable")[:most])
        gram = np.zeros((len(at), len(at)), np.float32)
        for kind, weight in rows:
            add_gram(gram, kind.tocsc()[:, at].tocsr(), weight)
        return cls(at, ease_weights(gram, ridge + own_ridge * np.diag(gram)), n)

    def told(self, had: Sparse) -> Floats:
        """Return what things that are had tell of all, (n_rows, n_things); nothing of what is not learned."""
        found = np.zeros((had.shape[0], self.n), np.float32)
        found[:, self.at] = had.tocsr()[:, self.at] @ self.weights
        return found
