"""Tokens that mean the same in two shops: category by name × bought or seen × how dear; never a product."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.demand.visit_log import VisitLog
from analytics.lab.subjects.kept import KeptRows
from analytics.lab.subjects.purchase import PAST_LENGTH, line_tokens, purchase_rows
from analytics.numerics import random_stream

ASKED = "asked"  # the input that holds the token of buying the product in question
MOST_CATEGORIES = 100  # those of most products in either shop; others are as good as unknown
_BANDS = 3  # cheap, medium and dear among the shop's products: shops differ in currency
_OF_A_SHOP = ("product", "category", "brand")  # inputs that another shop would not understand


class Kind(IntEnum):
    """What happened."""

    BOUGHT = 0
    SEEN = 1


@dataclass(frozen=True)
class Vocabulary:
    """Categories that have tokens of their own; all others share those of an unknown category.

    Attributes
    ----------
    categories : names as `plain_name` writes them, sorted
    """

    categories: tuple[str, ...]

    @classmethod
    def of(cls, *shops: Sequence[str | None]) -> "Vocabulary":
        """Return the vocabulary of the products of one or more shops, by the category of each."""
        counts = [pd.Series(plain_names(names)).value_counts(normalize=True) for names in shops]
        known = pd.concat(counts, axis=1).max(axis=1).drop("", errors="ignore")
        order = sorted(known.index, key=lambda name: (-known[name], name))
        return cls(tuple(sorted(map(str, order[:MOST_CATEGORIES]))))

    @property
    def n_tokens(self) -> int:
        """Return how many tokens there are, without the 0."""
        return (len(self.categories) + 1) * len(Kind) * _BANDS

    def tokens(self, categories: Sequence[str | None], band: Ints, kind: Kind) -> Ints:
        """Return the token of each product, (n_products,), from 1 on.

        Parameters
        ----------
        band : (n_products,) 0, 1 or 2, as `price_bands` says
        """
        place = pd.Index(self.categories).get_indexer(pd.Index(plain_names(categories))) + 1
        return np.asarray(1 + (place * len(Kind) + kind) * _BANDS + band, np.int64)


def plain_names(names: Iterable[Any]) -> list[str]:
    """Return names without what shops write differently; empty where there is none."""
    return ["" if pd.isna(name) else " ".join(str(name).split()).casefold() for name in names]


def price_bands(log: VisitLog) -> Ints:
    """Return whether each product is among the cheapest third of the shop's, the middle, or the dearest."""
    price = log.calendar.price.reshape(log.n_products, -1).astype(float)
    known = np.isfinite(price)
    mean = np.where(known, price, 0.0).sum(1) / np.maximum(known.sum(1), 1)
    edges = np.quantile(mean, (1 / 3, 2 / 3)) if len(mean) else np.zeros(2)
    return np.asarray(np.searchsorted(edges, mean, "right"), np.int64)


def token_map(log: VisitLog, listing: pd.DataFrame, vocabulary: Vocabulary) -> Ints:
    """Return the shared token of each of a shop's own: nothing, products bought, products only seen."""
    band, names = price_bands(log), list(listing["category"])
    bought, seen = (vocabulary.tokens(names, band, kind) for kind in Kind)
    return np.concatenate([[0], bought, seen]).astype(np.int32)


def shared_rows(
    log: VisitLog, listing: pd.DataFrame, vocabulary: Vocabulary, most: int, seed: int
) -> KeptRows:
    """Return a shop's chances to buy whose pasts, and whose product in question, another shop understands.

    Parameters
    ----------
    listing : category by product, in the order of the log's products
    most : rows, about

    Raises
    ------
    NotEnoughDataError
        Everything was bought, or nothing.
    """
    nobody = pd.DataFrame(index=pd.Index([], dtype=object))
    rows = purchase_rows(log, listing, nobody, most, seed)
    examples, shared = rows.examples, token_map(log, listing, vocabulary)
    product = pd.Index(log.product_ids).get_indexer(pd.Index(examples.inputs["product"].astype(object)))
    inputs = examples.inputs.drop(columns=[name for name in _OF_A_SHOP if name in examples.inputs])
    inputs[ASKED] = shared[1 + product].astype(float)
    told = replace(examples, inputs=inputs, past=shared[examples.past], n_tokens=vocabulary.n_tokens)
    return replace(rows, examples=told)


def sequences(
    log: VisitLog,
    listing: pd.DataFrame,
    vocabulary: Vocabulary,
    most: int,
    seed: int,
    length: int = PAST_LENGTH,
) -> Ints:
    """Return what customers did, cut from the latest on into stretches, (n, length + 1); 0 before the first.

    Parameters
    ----------
    most : stretches; drawn by lot where there are more
    length : what follows each of so many tokens is to be told
    """
    lines, own = line_tokens(log)
    token, customer = token_map(log, listing, vocabulary)[own], log.customer[lines.visit]
    begin = np.searchsorted(customer, customer)
    n_left = np.searchsorted(customer, customer, "right") - np.arange(len(customer))  # this one counted
    end = np.flatnonzero((n_left - 1) % length == 0)
    end = end[end > begin[end]]  # one alone follows nothing
    if len(end) > most:
        end = np.sort(random_stream(seed, "stretches").choice(end, most, replace=False))
    at = end[:, None] - length + np.arange(length + 1)
    found = token[np.maximum(at, 0)] if len(token) else np.zeros(at.shape)
    return np.where(at >= begin[end][:, None], found, 0).astype(np.int32)


def known_share(sequences_known: Ints, past: Ints) -> Doubles:
    """Return the share of what happened in one shop that the other has tokens for, a scalar array [0–1]."""
    happened = past[past > 0]
    return np.asarray(np.isin(happened, np.unique(sequences_known)).mean() if len(happened) else 0.0)
