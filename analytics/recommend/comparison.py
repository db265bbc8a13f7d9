"""All recommenders of a shop, judged on what customers bought later, and the one to go on with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Floats, Ints
from analytics.jobs.state import part_of
from analytics.recommend.combined import Blend, Hybrid
from analytics.recommend.cut import Cut, horizon_of, sold_enough
from analytics.recommend.fitted import CANDIDATES, Fitted, fit_all, fresh
from analytics.recommend.judged import Judged, judge_of, summary
from analytics.recommend.models.recommender import Method, Recommender, Scorer
from analytics.recommend.purchases import Purchases

Report = Callable[[float], None]
COMBINED = (Method.BLEND, Method.HYBRID)


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
    gain: "GainOfShown | None" = None

    def scores(self, method: Method, customers: Ints) -> Floats:
        """Return a method's scores of all products, (n_chosen, n_products)."""
        model = self.combined[method] if method in self.combined else self.fitted.models[method]
        return np.asarray(model.scores(customers))


@dataclass(frozen=True)
class GainOfShown:
    """What knowing what customers were shown, and took or not, is worth to the hybrid on the validation.

    Attributes
    ----------
    ndcg, ndcg_without : of the same customers, with and without it
    """

    ndcg: float
    ndcg_without: float

    @property
    def is_used(self) -> bool:
        """Whether the hybrid learns from it."""
        return self.ndcg > self.ndcg_without


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
    chosen = _chosen(cut, _singles(methods), seed, part_of(report, 0.0, 0.2))
    earlier = fit_all(cut.before, cut.products, chosen, seed, part_of(report, 0.2, 0.3))
    lesson = _lesson(cut, chosen, earlier, seed, part_of(report, 0.3, 0.37)) if wanted else None
    validated, gain = _validated(cut, earlier, lesson, wanted, seed)
    with_shown = gain is not None and gain.is_used
    report(0.45)
    now = fit_all(cut.past, cut.products, chosen, seed, part_of(report, 0.45, 0.57))
    models = {**now.models, **_combined(wanted, earlier, cut.then, now, seed, with_shown)}
    report(0.65)
    tested = _tested(models, cut, methods, part_of(report, 0.65, 0.78))
    known = sold_enough(purchases)
    of_known = products[known].reset_index(drop=True)
    fitted = fit_all(purchases.of_products(known), of_known, chosen, seed, part_of(report, 0.78, 0.9))
    combined = _combined(wanted, now, cut.test, fitted, seed, with_shown)
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


def _chosen(cut: Cut, methods: Sequence[Method], seed: int, report: Report) -> dict[Method, Recommender]:
    """Return each method as the validation chooses it among its candidates, not fitted."""
    judge, chosen = judge_of(cut.before, cut.then), {}
    for n, method in enumerate(methods):
        found: dict[int, float] = {}
        for model in CANDIDATES[method] if len(CANDIDATES[method]) > 1 else ():
            fitted = fresh(model, seed).fit(cut.before, cut.products)
            found[len(found)] = judge.of(fitted.scores).ndcg
            report((n + len(found) / len(CANDIDATES[method])) / len(methods))
        chosen[method] = CANDIDATES[method][max(found, key=lambda place: found[place], default=0)]
    return chosen


def _tested(
    models: Mapping[Method, Scorer], cut: Cut, methods: Sequence[Method], report: Report
) -> dict[Method, Judged]:
    """Return how well each method does on the test."""
    judge, tested = judge_of(cut.past, cut.test), {}
    for method in methods:
        tested[method] = judge.of(models[method].scores)
        report(len(tested) / len(methods))
    return tested


@dataclass(frozen=True)
class _Lesson:
    """What the combined learn from before the validation judges them.

    Attributes
    ----------
    fitted, later : recommenders of an earlier history, and what was bought after it
    judges : (n_judges,) customers that the validation judges by; all where None
    """

    fitted: Fitted
    later: Purchases
    judges: Ints | None


def _lesson(
    cut: Cut, chosen: Mapping[Method, Recommender], earlier: Fitted, seed: int, report: Report
) -> _Lesson:
    """Return the horizon before the validation as a lesson.

    Where hardly anybody had bought by then, the validation itself is one: half of its customers teach, and
    the others judge.
    """
    if cut.can_teach:
        return _Lesson(fit_all(cut.first, cut.products, chosen, seed, report), cut.between, None)
    is_judge = np.arange(cut.before.n_customers) % 2 == 0
    return _Lesson(earlier, cut.then.chosen(~is_judge[cut.then.customer]), np.flatnonzero(is_judge))


def _validated(
    cut: Cut, earlier: Fitted, lesson: _Lesson | None, wanted: Sequence[Method], seed: int
) -> tuple[dict[Method, float], GainOfShown | None]:
    """Return each method's NDCG on the validation, and what knowing what was shown is worth to the hybrid.

    Where it is known what customers were shown, the hybrid is validated with it and without.
    """
    judge = judge_of(cut.before, cut.then, lesson.judges if lesson else None)
    found = {method: judge.of(model.scores).ndcg for method, model in earlier.models.items()}
    if lesson is None:
        return found, None
    combined = _combined(wanted, lesson.fitted, lesson.later, earlier, seed, with_shown=False)
    found |= {method: judge.of(model.scores).ndcg for method, model in combined.items()}
    if cut.before.shown is None or Method.HYBRID not in wanted:
        return found, None
    told = Hybrid(seed).fit(lesson.fitted, lesson.later, earlier)
    gain = GainOfShown(judge.of(told.scores).ndcg, found[Method.HYBRID])
    return found | {Method.HYBRID: max(gain.ndcg, gain.ndcg_without)}, gain


def _combined(
    wanted: Sequence[Method],
    earlier: Fitted,
    later: Purchases,
    now: Fitted,
    seed: int,
    with_shown: bool,
) -> dict[Method, Blend | Hybrid]:
    makes: dict[Method, Callable[[], Blend | Hybrid]] = {
        Method.BLEND: Blend,
        Method.HYBRID: lambda: Hybrid(seed, with_shown),
    }
    return {method: makes[method]().fit(earlier, later, now) for method in wanted}
