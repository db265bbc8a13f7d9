"""Which rows a page of the lab learns from, by which method, and what judges it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from streamlit.delta_generator import DeltaGenerator

from analytics.cli.lab_words import METHOD_WORDS, SPLIT_WORDS, SUBJECT_WORDS
from analytics.jobs.shop_work import ShopWork
from analytics.lab.config import Method, Split
from analytics.lab.subjects.config import Subject, SubjectConfig
from components.shell import choices
from components.train.table import choose_table
from data.store import Shop

SPLIT_HELP = "The model is judged on rows that it has never seen: these."


@dataclass(frozen=True)
class Rows:
    """What is learned from.

    Attributes
    ----------
    work : wanted on the rows
    """

    work: ShopWork[Any]
    subject: SubjectConfig
    method: Method
    split: Split


def choose_rows(
    shop: Shop,
    work: ShopWork[Any],
    page: str,
    places: Sequence[DeltaGenerator],
    usual: Method = Method.NETWORK,
) -> Rows | None:
    """Ask for subject, method and split; None while a table is missing or cannot be used.

    Parameters
    ----------
    page : what keys of widgets begin with
    places : of the three choices
    """
    first, second, third = (place.selectbox for place in places)
    subject = choices.choose_code("Subject", SUBJECT_WORDS, key=f"{page}-subject", ask=first)
    method = choices.choose_code("Method", METHOD_WORDS, usual, key=f"{page}-method", ask=second)
    rows, has_time = SubjectConfig(), True
    if subject is Subject.TABLE:
        chosen = choose_table(shop, work)
        if chosen is None:
            return None
        work, rows, has_time = chosen
    splits = {split: words for split, words in SPLIT_WORDS.items() if has_time or split is Split.CUSTOMER}
    split = choices.choose_code("Judged by", splits, key=f"{page}-split", ask=third, help=SPLIT_HELP)
    return Rows(work, rows, method, split)
