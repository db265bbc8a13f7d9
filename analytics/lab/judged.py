"""A variant on the rows of validation and test, beside a logistic regression and the majority."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.lab.config import Augmentation, Imbalance, Method, Reduction
from analytics.lab.figures import best_threshold, figures
from analytics.lab.splits import Parts
from analytics.lab.variant import Variant, fit_variant

MAJORITY = "majority"


@dataclass(frozen=True)
class Judged:
    """What a variant is worth.

    Attributes
    ----------
    metrics : part → figure → value
    baselines : the same of others, on the test rows: way → figure → value
    threshold : from which on a row is called yes, by the rows of validation
    tested : outcome, score, score_logistic, customer (a code), and time where it is known
    n_rows, yes_share : by part
    """

    metrics: dict[str, dict[str, float]]
    baselines: dict[str, dict[str, float]]
    threshold: float
    tested: pd.DataFrame
    n_rows: dict[str, int]
    yes_share: dict[str, float]


def judge(variant: Variant, parts: Parts) -> Judged:
    """Return how good a variant is on rows that taught it nothing."""
    of_validation, of_test = variant.predict(parts.validation), variant.predict(parts.test)
    threshold = best_threshold(parts.validation.outcome, of_validation)
    logistic, logistic_figures = _logistic(variant, parts)
    share = np.full(len(parts.test), parts.train.outcome.mean())
    every = {"train": parts.train, "validation": parts.validation, "test": parts.test}
    return Judged(
        {
            "validation": figures(parts.validation.outcome, of_validation, threshold),
            "test": figures(parts.test.outcome, of_test, threshold),
        },
        {
            Method.LOGISTIC.value: logistic_figures,
            MAJORITY: figures(parts.test.outcome, share, 0.5),
        },
        threshold,
        _tested(parts, of_test, logistic),
        {name: len(part) for name, part in every.items()},
        {name: float(part.outcome.mean()) for name, part in every.items()},
    )


def _logistic(variant: Variant, parts: Parts) -> tuple[Doubles, dict[str, float]]:
    """Return what a plain logistic regression says of the test rows, and how good that is."""
    plain = replace(
        variant.config,
        method=Method.LOGISTIC,
        imbalance=Imbalance.NONE,
        augmentations=tuple[Augmentation, ...](),
        reduction=Reduction.NONE,
        is_recalibrated=False,
        l1=0.0,
        l2=1e-6,
    )
    fitted = fit_variant(plain, parts)
    threshold = best_threshold(parts.validation.outcome, fitted.predict(parts.validation))
    share = fitted.predict(parts.test)
    return share, figures(parts.test.outcome, share, threshold)


def _tested(parts: Parts, score: Doubles, logistic: Doubles) -> pd.DataFrame:
    test = parts.test
    table = pd.DataFrame(
        {"outcome": test.outcome, "score": score, "score_logistic": logistic, "customer": test.customer}
    )
    return table if test.time is None else table.assign(time=test.time)
