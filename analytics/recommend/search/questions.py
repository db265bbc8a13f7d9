"""Searches whose answer is known: by what was bought after them, else by the products of a category."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Ints
from analytics.numerics import random_stream
from analytics.recommend.search.products import FIELDS
from analytics.recommend.search.terms import words

FEWEST = 30  # searches followed by a purchase, below which categories judge
LATER_SHARE = 0.3  # of the searches, the last, that judge what the earlier ones chose
MOST = (400, 800)  # searches that choose, and that judge
MOST_OF_A_CATEGORY = 0.2  # of the products: a category of more says nothing


class JudgedBy(StrEnum):
    """What tells whether a search was answered well."""

    PURCHASES = "purchases"
    CATEGORIES = "categories"
    NOTHING = "nothing"

    @property
    def fields(self) -> tuple[str, ...]:
        """What products may be found by while it judges: not by the words of categories where they ask."""
        return tuple(field for field in FIELDS if self is not JudgedBy.CATEGORIES or field != "category")


@dataclass(frozen=True)
class Questions:
    """Searches and what answers them.

    Attributes
    ----------
    typed : (n_questions,) texts
    customer_ids : (n_questions,) who asked, "" for a guest and for nobody
    day : (n_questions,) days since 1970; 0 where nobody asked
    answers : (n_questions,) positions of products each
    """

    typed: Sequence[str]
    customer_ids: Sequence[str]
    day: Ints
    answers: Sequence[Ints]

    def __len__(self) -> int:
        return len(self.typed)

    def chosen(self, places: Ints) -> "Questions":
        """Return some of the questions."""
        typed, who, answers = (
            [of[n] for n in places] for of in (self.typed, self.customer_ids, self.answers)
        )
        return Questions(typed, who, self.day[places], answers)


NONE = Questions([], [], np.zeros(0, np.int64), [])


def questions_of(
    searches: pd.DataFrame, products: pd.DataFrame, seed: int
) -> tuple[JudgedBy, Questions, Questions]:
    """Return what judges searches, those that choose a ranking, and those that judge it.

    Parameters
    ----------
    searches : search_no, customer_id, searched_at, query, product_id; no customer where a guest asked, no
        product where nothing was bought
    products : product_id, title, category, text
    seed : of the categories that choose
    """
    asked = after_purchases(searches, products)
    if len(asked) >= FEWEST:
        n_chosen = int(len(asked) * (1 - LATER_SHARE))
        return JudgedBy.PURCHASES, *_split(asked, np.arange(len(asked)) < n_chosen)
    named = of_categories(products)
    is_chosen = random_stream(seed, "categories that choose").random(len(named)) < 0.5
    by = JudgedBy.CATEGORIES if len(named) >= FEWEST else JudgedBy.NOTHING
    return by, *_split(named, is_chosen)


def after_purchases(searches: pd.DataFrame, products: pd.DataFrame) -> Questions:
    """Return searches that a purchase followed, the earliest first."""
    place = pd.Index(products["product_id"]).get_indexer(pd.Index(searches["product_id"]))
    rows = searches.assign(place=place)[place >= 0]
    if rows.empty:
        return NONE
    keys = ["searched_at", "search_no", "customer_id", "query"]
    found = rows.groupby(keys, sort=True, dropna=False)["place"].agg(list).reset_index()
    found = found[found["query"].map(lambda query: bool(words(str(query))))]
    day = pd.to_datetime(found["searched_at"]).to_numpy("datetime64[D]").astype(np.int64)
    answers = [np.unique(places) for places in found["place"]]
    return Questions(
        list(found["query"].astype(str)), list(found["customer_id"].fillna("").astype(str)), day, answers
    )


def of_categories(products: pd.DataFrame) -> Questions:
    """Return the names of categories, answered by the products that are described without them."""
    told = products.assign(place=np.arange(len(products)))
    told = told[(told["category"] != "") & ((told["title"] != "") | (told["text"] != ""))]
    if told.empty:
        return NONE
    found = told.groupby("category", sort=True)["place"].agg(list)
    found = found[found.map(len).between(2, max(MOST_OF_A_CATEGORY * len(products), 2))]
    named = [" ".join(words(_last_part(str(category)))) for category in found.index]
    is_named = np.array([bool(name) for name in named], bool)
    day = np.zeros(len(named), np.int64)
    every = Questions(named, [""] * len(named), day, [np.asarray(places) for places in found])
    return every.chosen(np.flatnonzero(is_named))


def _last_part(category: str) -> str:
    """Return the narrowest name of a path: a.b.c, a > b > c, a/b/c."""
    return category.replace(">", ".").replace("/", ".").rstrip(". ").rsplit(".", 1)[-1]


def _split(questions: Questions, is_chosen: Bools) -> tuple[Questions, Questions]:
    parts = np.flatnonzero(is_chosen), np.flatnonzero(~is_chosen)
    few = [part[:: max(-(-len(part) // most), 1)] for part, most in zip(parts, MOST, strict=True)]
    return questions.chosen(few[0]), questions.chosen(few[1])
