"""What is compared: the subject, the method, and how rows are split."""

from dataclasses import dataclass

import streamlit as st

from analytics.cli.imbalance_words import REDUCTION_WORDS
from analytics.jobs.shop_work import ShopWork
from analytics.lab.config import Method, TrainConfig
from analytics.lab.imbalance_comparison import IMBALANCE
from analytics.lab.work import LabConfig
from components.shell import choices
from components.train.rows import choose_rows
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
    *places, last = st.columns(4)
    reduction = choices.choose_code("Inputs", REDUCTION_WORDS, key="imbalance-reduction", ask=last.selectbox)
    rows = choose_rows(shop, IMBALANCE, "imbalance", places, Method.BOOSTING)
    if rows is None:
        return Comparison(IMBALANCE, None)
    train = TrainConfig(rows.method, rows.split, reduction=reduction)
    return Comparison(rows.work, LabConfig(rows.subject, train))
