"""All recommenders of a shop, judged on what customers bought later, and the one to go on with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Floats, Ints
from analytics.jobs.state import part_of
from analytics.recommend.combined import COMBINED, Blend, Hybrid, combined_of
from analytics.recommend.cut import Cut, horizon_of, sold_enough
from analytics.recommend.fitted import CANDIDATES, Fitted, fit_all
from analytics.recommend.judged import Judged, judge_of, summary
from analytics.recommend.models.recommender import Method, Scorer
from analytics.recommend.purchases import Purchases
from analytics.recommend.validation import (
    GainOfShown,
    Report,
    choose_hyperparameters,
    lesson_of,
    validate,
)


@dataclass(frozen=True)
class Comparison:
    """What each recommender can do, and all of them fitted to the whole history.

    Attributes
    ----------
    table : one row per method: is_default, validation_ndcg, and test figures as `summary` names them
    chances : method → share of customers who bought what stood at each place, (LISTED,)
    default : the best on validation
    fitted : single recommenders on all purchases
    combined : blend and hybrid, where they were asked for
    cut : where the history was cut to judge
    gain : of what customers were shown, to the hybrid; None where nothing tells it, or without a hybrid
    """

    table: pd.DataFrame
    chances: Mapping[Method, Doubles]
    default: Method
    fitted: Fitted
    combined: Mapping[Method, Blend | Hybrid]
    cut: Cut
    gain: GainOfShown | None = None

    def scores(self, method: Method, customers: Ints) -> Floats:
        """Return a method's scores of all products, (n_chosen, n_products)."""
        model = self.combined[method] if method in self.combined else self.fitted.models[method]
        return np.asarray(model.scores(customers))


def compare(
    purchases: Purchases,
    products: pd.DataFrame,
    methods: Sequence[Method] = tuple(Method),
    horizon_days: int | None = None,
    seed: int = 0,
    report: Report = lambda share: None,
) -> Comparison:
    """Fit the methods before the validation and before the test, to judge them, and on everything.

    Hyperparameters and the default are chosen on the validation alone: the horizon before the test. The
    combined learn from the horizon before the one that judges them. What is tested, and the products that
    are ranked, are chosen before anything of the test is known.

    Parameters
    ----------
    purchases : of all products; those with too few buyers are neither ranked nor recommended
    products : of the history, in its order
    horizon_days : of validation and of test, each; as the history allows where None

    Raises
    ------
    NotEnoughDataError
        Hardly anybody bought twice, or in the time that judges.
    """
    cut = Cut.of(purchases, products, horizon_days or horizon_of(purchases))
    wanted = [method for method in COMBINED if method in methods]
    chosen = choose_hyperparameters(cut, _singles(methods), seed, part_of(report, 0.0, 0.2))
    earlier = fit_all(cut.before, cut.products, chosen, seed, part_of(report, 0.2, 0.3))
    lesson = lesson_of(cut, chosen, earlier, seed, part_of(report, 0.3, 0.37)) if wanted else None
    validated, gain = validate(cut, earlier, lesson, wanted, seed)
    with_shown = gain is not None and gain.is_used
    report(0.45)
    now = fit_all(cut.past, cut.products, chosen, seed, part_of(report, 0.45, 0.57))
    models = {**now.models, **combined_of(wanted, earlier, cut.then, now, seed, with_shown)}
    report(0.65)
    tested = _tested(models, cut, methods, part_of(report, 0.65, 0.78))
    known = sold_enough(purchases)
    of_known = products[known].reset_index(drop=True)
    fitted = fit_all(purchases.of_products(known), of_known, chosen, seed, part_of(report, 0.78, 0.9))
    combined = combined_of(wanted, now, cut.test, fitted, seed, with_shown)
    default = max(methods, key=lambda m: validated[m])
    rows = [
        {"method": m.value, "is_default": m is default, "validation_ndcg": validated[m], **summary(of, seed)}
        for m, of in tested.items()
    ]
    chances = {method: of.chances for method, of in tested.items()}
    return Comparison(pd.DataFrame(rows), chances, default, fitted, combined, cut, gain)


def _singles(methods: Sequence[Method]) -> list[Method]:
    """Return the single methods to fit: those asked for, and what the combined ones mix."""
    needed = {Method.POPULARITY} if Method.HYBRID in methods else set()
    needed |= {Method.FREQUENCY, Method.EASE} if Method.BLEND in methods else set()
    return [method for method in CANDIDATES if method in methods or method in needed]


def _tested(
    models: Mapping[Method, Scorer], cut: Cut, methods: Sequence[Method], report: Report
) -> dict[Method, Judged]:
    """Return how well each method does on the test."""
    judge, tested = judge_of(cut.past, cut.test), {}
    for method in methods:
        tested[method] = judge.of(models[method].scores)
        report(len(tested) / len(methods))
    return tested
