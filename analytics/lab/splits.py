"""Three parts of rows: one is learned from, one chooses between variants, one judges the chosen."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Bools
from analytics.lab.config import Split, TrainConfig
from analytics.lab.examples import Examples, require_both_outcomes
from analytics.numerics import random_stream
from data.schema import InputError, NotEnoughDataError


@dataclass(frozen=True)
class Parts:
    """Rows in three parts.

    Attributes
    ----------
    train : learned from
    validation : training stops by them, and variants are chosen by them
    test : no training and no choice has seen them
    """

    train: Examples
    validation: Examples
    test: Examples


def split_examples(examples: Examples, config: TrainConfig) -> Parts:
    """Return the three parts of rows.

    Raises
    ------
    InputError
        A split by time is asked for of rows without times.
    NotEnoughDataError
        A part has rows of one outcome only.
    """
    is_test = _latest_or_unmet(examples, config, config.test_share, "test")
    rest = examples.rows(~is_test)
    is_validation = _latest_or_unmet(rest, config, config.validation_share, "validation")
    parts = Parts(rest.rows(~is_validation), rest.rows(is_validation), examples.rows(is_test))
    for part in (parts.train, parts.validation, parts.test):
        require_both_outcomes(part)
    return parts


def _latest_or_unmet(examples: Examples, config: TrainConfig, share: float, name: str) -> Bools:
    if len(examples) < 2:
        raise NotEnoughDataError("There are too few rows to train and to judge by", "Give more rows")
    if config.split is Split.CUSTOMER:
        customers = np.unique(examples.customer)
        n = min(max(round(share * len(customers)), 1), len(customers) - 1)
        unmet = random_stream(config.seed, name).permutation(customers)[:n]
        return np.asarray(np.isin(examples.customer, unmet))
    if examples.time is None:
        raise InputError("The rows have no times to split by", "Split by customer")
    moments = np.sort(examples.time)
    boundary = moments[min(round((1 - share) * len(moments)), len(moments) - 1)]
    is_later = examples.time >= boundary
    return np.asarray(is_later if not is_later.all() else examples.time > boundary)
