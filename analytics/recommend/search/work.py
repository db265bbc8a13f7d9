"""The search of a shop as long work: from its products to an index, and how well searches are answered."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.arrays import Floats
from analytics.embeddings.sentences import sentence_vectors
from analytics.jobs.kinds import WorkStage
from analytics.jobs.shop_work import home_of, shop_work
from analytics.jobs.state import Progress
from analytics.pricing.ranges import check_ranges
from analytics.recommend.purchases import purchases_of
from analytics.recommend.search.index import index_of
from analytics.recommend.search.products import (
    FIELDS,
    counts_of,
    field_terms,
    meant_texts,
    searched_products,
    word_counts,
)
from analytics.recommend.search.questions import questions_of
from analytics.recommend.search.searcher import Searcher
from analytics.recommend.search.study import Study, study
from analytics.recommend.search.tastes import tastes_of
from analytics.threads import one_core
from data.engine.full_text import postings
from data.privacy.digests import write_digests
from data.privacy.formats import Arrays, Document, Frame
from data.schema import InputError
from data.store import Shop

PURCHASES = Frame("purchase_days.parquet")
SEARCHES = Frame("searches.parquet", ("search_no", "customer_id", "searched_at", "query", "product_id"))
PRODUCTS = Frame("search_products.parquet", ("product_id", *FIELDS, "popularity"))
POSTINGS = Frame("search_postings.parquet", ("position", "term", "weight"))
WORDS = Frame("search_words.parquet", ("word", "n_products"))
VECTORS = Arrays("search_vectors.npz")
RECORD = Document(
    "search.json",
    {
        "judged_by": str,
        "meaning_weight": float,
        "interest_weight": float,
        "n_products": int,
        "rankings": list,
        "errors": list,
    },
)


class SearchStage(WorkStage):
    """What the work does, in order, and the share of its time."""

    READING = "reading_products", 0.05
    ENCODING = "encoding_texts", 0.55
    INDEXING = "indexing_words", 0.1
    JUDGING = "judging_searches", 0.3


@dataclass(frozen=True)
class SearchConfig:
    """What is asked of the work.

    Parameters
    ----------
    seed : of everything drawn by lot
    """

    seed: int = 0

    def __post_init__(self) -> None:
        check_ranges(self, seed=(0, 2**32 - 1))


def write_snapshot(shop: Shop, config: SearchConfig, directory: Path) -> None:
    """Write what products are found by, who bought what, and what was searched for.

    Raises
    ------
    InputError
        No product has a title, a category, a brand or a text.
    """
    products = searched_products(shop.read("products"), shop.read("product_attributes"))
    if not (products[list(FIELDS)] != "").any(axis=None):
        problem = "no product has a title, a category, a brand or a text, so there is nothing to search in"
        raise InputError(problem, "Upload a products file with titles or categories")
    PRODUCTS.write(directory, products)
    shop.export("purchase_days", directory / PURCHASES.name)
    shop.export("searches", directory / SEARCHES.name)


def build_search(directory: Path, say: Callable[[StrEnum], None] | None = None) -> None:
    """Index the products of a directory, judge searches, and write both beside them."""
    started = time.perf_counter()
    config, progress = SEARCH.asked(directory), Progress(directory, SEARCH.kind.stages, say)
    with progress.stage(SearchStage.READING):
        products, purchases = PRODUCTS.read(directory), purchases_of(PURCHASES.read(directory))
        asked = questions_of(SEARCHES.read(directory), products, config.seed)
    with progress.stage(SearchStage.ENCODING) as report:
        texts, text = meant_texts(products)
        vectors = sentence_vectors(texts, home_of(directory), report)
        VECTORS.write(directory, {"vectors": vectors.astype(np.float16), "text": text})
    with progress.stage(SearchStage.INDEXING):
        POSTINGS.write(directory, postings(field_terms(products)))
        words = word_counts(products)
        WORDS.write(directory, words)
    with progress.stage(SearchStage.JUDGING) as report, one_core():
        posted = postings(field_terms(products, asked[0].fields))
        index = index_of(posted, vectors, text, _popularity(products))
        searcher = Searcher(index, counts_of(words), tastes_of(purchases, products))
        found = study(searcher, asked, purchases, products, config.seed, report)
    RECORD.write(directory, _record(found, products, progress, started), indent=2)
    write_digests(directory)


def load_searcher(directory: Path) -> tuple[Searcher, pd.DataFrame]:
    """Return what answers searches, and the products it finds; raises DamagedRunError where it cannot."""
    products, arrays, record = PRODUCTS.read(directory), VECTORS.read(directory), RECORD.read(directory)
    purchases, words = purchases_of(PURCHASES.read(directory)), WORDS.read(directory)
    vectors = arrays["vectors"].astype(np.float32)
    index = index_of(POSTINGS.read(directory), vectors, arrays["text"], _popularity(products))
    weights = record["meaning_weight"], record["interest_weight"]
    searcher = Searcher(index, counts_of(words), tastes_of(purchases, products), *weights)
    # a first search would wait for the network of sentences and the pieces of words
    searcher.search("warmed")
    return searcher, products


def _popularity(products: pd.DataFrame) -> Floats:
    return np.asarray(products["popularity"], np.float32)


def _record(found: Study, products: pd.DataFrame, progress: Progress, started: float) -> dict[str, object]:
    return {
        "judged_by": found.by.value,
        "meaning_weight": found.weights.meaning,
        "interest_weight": found.weights.interests,
        "n_products": len(products),
        "n_with": {field: int((products[field] != "").sum()) for field in FIELDS},
        "rankings": found.rankings.to_dict("records"),
        "errors": found.errors.to_dict("records"),
        "seconds": progress.seconds | {"total": round(time.perf_counter() - started, 3)},
    }


SEARCH = shop_work("search", build_search, SearchStage.shares(), SearchConfig, write_snapshot)
