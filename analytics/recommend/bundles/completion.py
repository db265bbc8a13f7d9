"""Which product completes a bundle: by titles, categories, and what was sold or shown together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

import numpy as np

from analytics.arrays import Floats, Ints, Sparse
from analytics.recommend.bundles.blend import blended, choose_weights, spread_of
from analytics.recommend.bundles.together import Together
from analytics.recommend.linear import ones
from analytics.recommend.metrics import top_k
from analytics.recommend.texts import TextLikeness

_SAMPLE = 1_000  # bundles, evenly, by which the kinds of scores are put on one scale
_CELLS = 1 << 23  # of bundles × products at a time
NOT_A_CATEGORY = r"[^\[\],;|>]+"  # between brackets and commas stand the words of a path of categories


class Clue(StrEnum):
    """By what a product is told to complete a bundle."""

    WORDS = "words"
    SPELLING = "spelling"
    CATEGORIES = "categories"
    TOGETHER = "together"
    POPULARITY = "popularity"


def _usual_weights() -> dict[Clue, float]:
    return {Clue.WORDS: 1.0, Clue.SPELLING: 1.0, Clue.CATEGORIES: 0.3, Clue.TOGETHER: 0.2}


@dataclass
class BundleCompletion:
    """Ranks all products for a bundle that lacks one, by five clues on one scale.

    Words of titles, their spelling (parts of words, which also serve titles written without spaces) and
    categories, each by the cosine to what the bundle has; products that lay together in bundles or sessions,
    by EASE; and how many bundles have the product.

    Parameters
    ----------
    ridge : bundles' worth of doubt about each weight of EASE, > 0
    session_share : how much a session counts beside a bundle
    weights : of the clues; `choose_weights` learns a shop's own
    most_learned : products, those of most bundles, whose weights are learned together: n² × 4 bytes

    References
    ----------
    Steck (2019), Embarrassingly shallow autoencoders for sparse data; Salton & Buckley (1988), Term-weighting
    approaches in automatic text retrieval.
    """

    ridge: float = 2.0
    session_share: float = 0.3
    weights: Mapping[Clue, float] = field(default_factory=_usual_weights)
    most_learned: int = 10_000

    def fit(
        self,
        bundle_items: Sparse,
        session_items: Sparse,
        titles: Sequence[str],
        categories: Sequence[str] | None = None,
    ) -> Self:
        """Learn from bundles, sessions and texts.

        Parameters
        ----------
        bundle_items : (n_bundles, n_items) sparse; entries other than zero count as one
        session_items : (n_sessions, n_items) likewise
        titles : (n_items,) empty where unknown
        categories : (n_items,) paths of categories

        Raises
        ------
        ValueError
            Where there are not as many titles as products.
        """
        bundles, sessions = ones(bundle_items), ones(session_items)
        categories = [""] * len(titles) if categories is None else categories
        if not bundles.shape[1] == sessions.shape[1] == len(titles) == len(categories):
            raise ValueError("Bundles, sessions and texts are not of the same products")
        self.words_ = TextLikeness.of(titles)
        self.spelling_ = TextLikeness.of(titles, analyzer="char_wb", ngram_range=(3, 5))
        self.categories_ = TextLikeness.of(categories, token_pattern=NOT_A_CATEGORY)
        rows = [(bundles, 1.0), (sessions, self.session_share)]
        self.together_ = Together.of(rows, self.ridge, most=self.most_learned)
        self.popularity_ = np.log1p(np.asarray(bundles.sum(0)).ravel()).astype(np.float32)
        self.weights_ = dict(self.weights)
        some = bundles[:: max(bundles.shape[0] // _SAMPLE, 1)][:_SAMPLE]
        self.spreads_ = {clue: spread_of(scores) for clue, scores in self._clues(some).items()}
        return self

    def clues(self, partial: Sparse) -> dict[Clue, Floats]:
        """Return what each clue says of every product, on its own scale: (n_bundles, n_items) each.

        Parameters
        ----------
        partial : (n_bundles, n_items) what the bundles have
        """
        found = self._clues(ones(partial))
        for clue, scores in found.items():
            scores /= np.float32(self.spreads_[clue])
        return found

    def complete(self, partial: Sparse, n: int = 10) -> Ints:
        """Return the n products that complete each bundle best, best first; none that it has.

        Parameters
        ----------
        partial : (n_bundles, n_items) what the bundles have
        """
        rows = ones(partial)
        parts = [rows[some] for some in self._batches(*rows.shape)]
        ranked = [top_k(blended(self.clues(part), self.weights_), n, part) for part in parts]
        return np.concatenate(ranked) if ranked else np.zeros((0, n), np.int64)

    def choose_weights(self, bundles: Sparse, k: int = 10, most: int = 4_000) -> Self:
        """Learn the clues' weights from bundles not learned from, each product left out in turn.

        Parameters
        ----------
        bundles : (n_bundles, n_items)
        most : left out, evenly, since all their scores are in memory
        """
        partial, left_out, _ = each_left_out(bundles)
        some = np.arange(0, len(left_out), -(-len(left_out) // most) or 1)
        if len(some):
            partial, truth = partial[some], list(left_out[some, None])
            self.weights_ = choose_weights(self.clues(partial), truth, partial, k)
        return self

    def _clues(self, partial: Sparse) -> dict[Clue, Floats]:
        return {
            Clue.WORDS: self.words_.to(partial),
            Clue.SPELLING: self.spelling_.to(partial),
            Clue.CATEGORIES: self.categories_.to(partial),
            Clue.TOGETHER: self.together_.told(partial),
            Clue.POPULARITY: np.repeat(self.popularity_[None], partial.shape[0], 0),
        }

    def _batches(self, n_bundles: int, n_items: int) -> Iterator[slice]:
        step = max(_CELLS // max(n_items, 1), 1)
        return (slice(start, start + step) for start in range(0, n_bundles, step))


def each_left_out(bundles: Sparse) -> tuple[Sparse, Ints, Ints]:
    """Return bundles with each of their products left out in turn, those of one product never.

    Parameters
    ----------
    bundles : (n_bundles, n_items) sparse

    Returns
    -------
    (sparse (n_left_out, n_items), (n_left_out,), (n_left_out,))
        What is left, the product left out, and the bundle it is of.
    """
    from scipy import sparse

    whole = ones(bundles)
    sizes = np.diff(whole.indptr)
    of_bundle = np.repeat(np.arange(whole.shape[0]), np.where(sizes > 1, sizes, 0))
    left_out = whole[np.flatnonzero(sizes > 1)].indices.astype(np.int64)
    out = sparse.csr_matrix(
        (np.ones(len(left_out), np.float32), (np.arange(len(left_out)), left_out)),
        (len(left_out), whole.shape[1]),
    )
    return ones(whole[of_bundle] - out), left_out, of_bundle
