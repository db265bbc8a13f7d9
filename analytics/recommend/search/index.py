"""A shop's products by their terms and by what their texts mean: what is typed against all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Floats, Ints, Sparse
from analytics.recommend.search.terms import terms_of

MOST_BY_WORDS, MOST_BY_MEANING = 300, 200  # products that compete for the first places
LEAST_LIKENESS = 0.3  # cosine, from which a product is found that has none of the words
WIDTH = 512


@dataclass(frozen=True)
class Matches:
    """Products that what was typed may mean.

    Attributes
    ----------
    product : (n_found,) positions
    by_words : (n_found,) BM25 over the most that any product could have, 0-1
    by_meaning : (n_found,) cosine of the texts, 0-1
    """

    product: Ints
    by_words: Floats
    by_meaning: Floats

    def scores(self, meaning_weight: float) -> Floats:
        """Return how well each product fits, 0-1: of words and meaning, each by its weight."""
        return (1 - meaning_weight) * self.by_words + meaning_weight * self.by_meaning


@dataclass(frozen=True)
class SearchIndex:
    """Products by terms and by sentence vectors.

    Attributes
    ----------
    terms : (n_terms,) texts
    weights : (n_products, n_terms) sparse columns, BM25 of each product for each term
    vectors : (n_texts, 512) unit vectors of the different texts
    text : (n_products, n_each) which texts each product has, -1 where there is none
    popularity : (n_products,) 0-1, by which products are ordered that fit alike
    """

    terms: NDArray[Any]
    weights: Sparse
    vectors: Floats
    text: Ints
    popularity: Floats

    @property
    def n_products(self) -> int:
        """How many products can be found."""
        return len(self.text)

    @cached_property
    def _column(self) -> dict[str, int]:
        return {term: n for n, term in enumerate(self.terms.tolist())}

    def has(self, word: str) -> bool:
        """Say whether any product is found by a word."""
        return any(term in self._column for term in terms_of(word))

    def by_words(self, terms: Sequence[str]) -> Floats:
        """Return the BM25 of every product for some terms, (n_products,)."""
        total, matrix = np.zeros(self.n_products, np.float32), self.weights
        for column in {self._column[term] for term in terms if term in self._column}:
            rows = slice(matrix.indptr[column], matrix.indptr[column + 1])
            total[matrix.indices[rows]] += matrix.data[rows]
        return total

    @cached_property
    def _peaks(self) -> Floats:
        """The BM25 of the product that is most about each term, (n_terms,)."""
        return np.maximum.reduceat(self.weights.data, self.weights.indptr[:-1])

    def _most(self, terms: Sequence[str]) -> float:
        """Return the BM25 of a product that is as much about every term as any; a new one is as rare as any.

        Divided by it, a product that lacks the telling words fits little, also where it is the best there is.
        """
        rarest = float(self._peaks.max(initial=1e-12))
        known = [self._column.get(term) for term in set(terms)]
        return max(sum(rarest if n is None else float(self._peaks[n]) for n in known), 1e-12)

    def having(self, terms: Sequence[str]) -> NDArray[np.bool_]:
        """Say which products have all of some terms, (n_products,)."""
        is_there = np.ones(self.n_products, bool)
        for term in set(terms):
            has_it = np.zeros(self.n_products, bool)
            has_it[self._products_with(term)] = True
            is_there &= has_it
        return is_there

    def n_among(self, is_chosen: NDArray[np.bool_], word: str) -> int:
        """Return how many of some products have a word."""
        with_terms = [self._products_with(term) for term in terms_of(word)]
        return min(int(is_chosen[products].sum()) for products in with_terms)

    def _products_with(self, term: str) -> Ints:
        column, matrix = self._column.get(term), self.weights
        if column is None:
            return np.zeros(0, np.int64)
        return np.asarray(matrix.indices[matrix.indptr[column] : matrix.indptr[column + 1]])

    def by_meaning(self, asked: Floats) -> Floats:
        """Return the cosine of every product to the nearest of some vectors, (n_products,), at least 0.

        Parameters
        ----------
        asked : (n_readings, 512)
        """
        if not len(self.vectors):
            return np.zeros(self.n_products, np.float32)
        alike = (self.vectors @ asked.T).max(1, initial=0.0)
        each = np.where(self.text >= 0, alike[self.text], np.float32(0))
        return np.asarray(each.max(1, initial=0.0), np.float32)

    def matches(self, terms: Sequence[str], asked: Floats) -> Matches:
        """Return the products that fit terms or vectors best, with how well they do."""
        words, meaning = self.by_words(terms), self.by_meaning(asked)
        ties = np.float32(1e-4) * self.popularity
        by_words = _first(words + ties, MOST_BY_WORDS, words > 0)
        by_meaning = _first(meaning + ties, MOST_BY_MEANING, meaning >= LEAST_LIKENESS)
        product = np.union1d(by_words, by_meaning)
        return Matches(product, words[product] / np.float32(self._most(terms)), meaning[product])


def index_of(postings: pd.DataFrame, vectors: Floats, text: Ints, popularity: Floats) -> SearchIndex:
    """Return the index of products, from how much each is about each term.

    Parameters
    ----------
    postings : position of the product, term, weight
    """
    from scipy import sparse

    column, terms = pd.factorize(postings["term"])
    entries = postings["weight"].to_numpy(np.float32), (postings["position"].to_numpy(), column)
    weights = sparse.csc_matrix(entries, shape=(len(text), len(terms)), dtype=np.float32)
    return SearchIndex(np.asarray(terms, object), weights, vectors, text, popularity)


def _first(scores: Floats, most: int, is_found: NDArray[np.bool_]) -> Ints:
    """Return the positions of the highest scores among what is found."""
    found = np.flatnonzero(is_found)
    if len(found) <= most:
        return found
    return found[np.argpartition(-scores[found], most)[:most]]
