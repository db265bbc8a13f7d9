"""The classifier of new customers on trial: later customers, beside simpler answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Doubles, Ints
from analytics.segments.new_customers.classifier import Classifier, Method, NewCustomerClassifier
from analytics.segments.new_customers.outcomes import (
    CLASSES,
    FIRST_DAYS,
    Outcomes,
    Split,
    later_revenue,
    split_customers,
)
from analytics.segments.new_customers.scores import ALL, confusion_table, roc_table, score_table
from analytics.segments.value_segments import ValueSegment

NAMES = [str(name) for name in CLASSES]


class Answer(StrEnum):
    """Who tells what a new customer becomes."""

    CLASSIFIER = "classifier"
    FIRST_SPENDING = "first_spending"  # who spent most in the first 30 days will spend most later
    MAJORITY = "majority"  # everyone becomes what most became


@dataclass(frozen=True)
class NewCustomers:
    """What is known of telling new customers' segments.

    Attributes
    ----------
    split, outcomes : who was learned from, and what makes a segment
    method : that the classifier chose
    scores : answer, and the columns of `score_table`
    confusion, roc : of the classifier (`confusion_table`, `roc_table`)
    predictions : customer_id, first_order_at, told (segment), chance_… per segment; of the customers whose
        first 30 days are over and whose horizon is not
    privacy : what the trainings spent, and on what; nothing where they were not private
    """

    split: Split
    outcomes: Outcomes
    method: Method
    scores: pd.DataFrame
    confusion: pd.DataFrame
    roc: pd.DataFrame
    predictions: pd.DataFrame
    privacy: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_better(self) -> bool:
        """Whether the classifier is right more often than each simpler answer."""
        right = self.scores[self.scores["segment"] == ALL].set_index("answer")["accuracy"]
        return bool(right[Answer.CLASSIFIER] > right.drop(Answer.CLASSIFIER).max())


def evaluate_new_customers(
    first_days: pd.DataFrame, seed: int = 0, make: Callable[[], Classifier] | None = None
) -> NewCustomers:
    """Return how well the first 30 days tell what customers become, and what new ones will.

    What a customer becomes is told by later spending alone: high-value, the fifth that spends most from day
    30 to the horizon; potential, others who come back and spend no less than the middle customer; ordinary,
    the rest. Thresholds and classifier know earlier customers only, and of them nothing that had not happened
    when the first of the later customers came. Today's predictions are made by a classifier of all customers
    whose horizon is over.

    Parameters
    ----------
    first_days : the mart of this name
    make : returns a classifier that nobody has fitted yet; the usual one where absent

    Raises
    ------
    NotEnoughDataError
        Too few customers, or too short a history.
    """
    split = split_customers(first_days)
    spent = later_revenue(first_days, split.horizon_days)
    earlier, later = first_days[split.is_earlier], first_days[split.is_later]
    outcomes = Outcomes.of(spent[split.is_earlier])
    became, actual = outcomes.became(spent[split.is_earlier]), _codes(outcomes.became(spent[split.is_later]))
    make = make or partial(NewCustomerClassifier, seed)
    classifier = make().fit(earlier, became)
    of_classifier = _for_all(classifier, later)
    answers = {
        Answer.CLASSIFIER: of_classifier,
        Answer.FIRST_SPENDING: _by_first_spending(earlier, later, _codes(became)),
        Answer.MAJORITY: _share_of_each(_codes(became), len(later)),
    }
    return NewCustomers(
        split,
        outcomes,
        classifier.method_,
        _score_tables(answers, actual, seed),
        confusion_table(actual, of_classifier.argmax(1), NAMES),
        roc_table(actual, of_classifier, NAMES),
        _predictions(first_days, spent, split.horizon_days, make()),
        classifier.privacy,
    )


def _score_tables(answers: dict[Answer, Doubles], actual: Ints, seed: int) -> pd.DataFrame:
    tables = {answer: score_table(actual, chances, NAMES, seed) for answer, chances in answers.items()}
    told = [table.assign(answer=str(answer)) for answer, table in tables.items()]
    return pd.concat(told, ignore_index=True)


def _predictions(
    first_days: pd.DataFrame, spent: Doubles, horizon: int, classifier: Classifier
) -> pd.DataFrame:
    known = first_days["known_days"].to_numpy(np.float64)
    is_told, is_open = known >= horizon, (known >= FIRST_DAYS) & (known < horizon)
    open_ones = first_days[is_open]
    classifier.fit(first_days[is_told], Outcomes.of(spent[is_told]).became(spent[is_told]))
    chances = _for_all(classifier, open_ones)
    table = open_ones[["customer_id", "first_order_at"]].reset_index(drop=True)
    table["told"] = pd.Series([str(CLASSES[code]) for code in chances.argmax(1)], dtype="str")
    return table.assign(**{f"chance_{name}": chances[:, place] for place, name in enumerate(CLASSES)})


def _for_all(classifier: Classifier, first_days: pd.DataFrame) -> Doubles:
    """Return chances of all segments in the order of `CLASSES`."""
    chances = np.zeros((len(first_days), len(CLASSES)))
    if len(first_days):
        chances[:, [CLASSES.index(ValueSegment(name)) for name in classifier.classes_]] = (
            classifier.predict_proba(first_days)
        )
    return chances


def _by_first_spending(earlier: pd.DataFrame, later: pd.DataFrame, became: Ints) -> Doubles:
    """Return the segments by rank of first spending, as large as they were among earlier customers."""
    shares = np.cumsum(np.bincount(became, minlength=len(CLASSES))) / len(became)
    edges = np.quantile(earlier["revenue"], np.clip(1 - shares[:-1], 0, 1))
    place = (later["revenue"].to_numpy(float)[:, None] < edges).sum(1)
    within = later["revenue"].rank(pct=True).to_numpy(np.float64)[:, None] * np.array([1, 0, -1])
    return np.asarray(np.eye(len(CLASSES))[place] + 1e-6 * within)


def _share_of_each(became: Ints, n: int) -> Doubles:
    return np.tile(np.bincount(became, minlength=len(CLASSES)) / len(became), (n, 1))


def _codes(became: NDArray[np.object_]) -> Ints:
    return np.array([CLASSES.index(name) for name in became], np.int64)
