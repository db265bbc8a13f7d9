"""What is compared: the subject, the method, and how rows are split."""

from dataclasses import dataclass

import streamlit as st

from analytics.cli.imbalance_words import REDUCTION_WORDS
from analytics.cli.lab_words import METHOD_WORDS, SPLIT_WORDS, SUBJECT_WORDS
from analytics.jobs.shop_work import ShopWork
from analytics.lab.config import Method, Split, TrainConfig
from analytics.lab.imbalance_comparison import IMBALANCE
from analytics.lab.subjects.config import Subject, SubjectConfig
from analytics.lab.work import LabConfig
from components.shell import choices
from components.train.table import choose_table
from data.store import Shop


@dataclass(frozen=True)
class Comparison:
    """What may be started.

    Attributes
    ----------
    config : None while something is missing
    """

    work: ShopWork[LabConfig]
    config: LabConfig | None


def choose_comparison(shop: Shop) -> Comparison:
    """Ask what is compared on which rows."""
    first, second, third, fourth = st.columns(4)
    subject = choices.choose_code("Subject", SUBJECT_WORDS, key="imbalance-subject", ask=first.selectbox)
    method = choices.choose_code(
        "Method", METHOD_WORDS, Method.BOOSTING, key="imbalance-method", ask=second.selectbox
    )
    reduction = choices.choose_code(
        "Inputs", REDUCTION_WORDS, key="imbalance-reduction", ask=fourth.selectbox
    )
    work, rows, has_time = IMBALANCE, SubjectConfig(), True
    if subject is Subject.TABLE:
        chosen = choose_table(shop, IMBALANCE)
        if chosen is None:
            return Comparison(IMBALANCE, None)
        work, rows, has_time = chosen
    splits = {split: words for split, words in SPLIT_WORDS.items() if has_time or split is Split.CUSTOMER}
    split = choices.choose_code("Judged by", splits, key="imbalance-split", ask=third.selectbox)
    return Comparison(work, LabConfig(rows, TrainConfig(method, split, reduction=reduction)))
