"""All recommenders of a shop, judged on what customers bought later, and the one to go on with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles, Floats, Ints
from analytics.jobs.state import part_of
from analytics.recommend.combined import Blend, Hybrid
from analytics.recommend.fitted import CANDIDATES, Fitted, fit_all, fresh
from analytics.recommend.judged import Judge, Judged, judge_of, summary
from analytics.recommend.models.recommender import Method, Recommender, Scorer
from analytics.recommend.purchases import Purchases
from data.schema import NotEnoughDataError

HORIZON_DAYS = 28
_MOST_PRODUCTS = 20_000
_MOST_BUYERS, _BUYERS_SHARE = 20, 0.008  # a product needs so many, or this share of all customers
_LEAST_CUSTOMERS = 20  # who bought in the time that judges
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
    """

    table: pd.DataFrame
    chances: Mapping[Method, Doubles]
    default: Method
    fitted: Fitted
    combined: Mapping[Method, Blend | Hybrid]
    cut: "Cut"

    def scores(self, method: Method, customers: Ints) -> Floats:
        """Return a method's scores of all products, (n_chosen, n_products)."""
        model = self.combined[method] if method in self.combined else self.fitted.models[method]
        return np.asarray(model.scores(customers))


@dataclass(frozen=True)
class Cut:
    """A history cut thrice, a horizon apart, of products sold enough before the test.

    Attributes
    ----------
    first, between : what is known a horizon before the validation, and what is bought until it begins
    before, then : what is known when the validation begins, and what is bought until the test does
    past, test : what is known when the test begins, and what is bought then
    products : what is known of the products beside their sales
    horizon_days : of validation and of test, each
    """

    first: Purchases
    between: Purchases
    before: Purchases
    then: Purchases
    past: Purchases
    test: Purchases
    products: pd.DataFrame
    horizon_days: int

    @classmethod
    def of(cls, purchases: Purchases, products: pd.DataFrame, horizon: int) -> "Cut":
        """Cut a history; raises NotEnoughDataError where too few customers bought in either time."""
        test_from, validated_from = purchases.end - horizon, purchases.end - 2 * horizon
        known = sold_enough(purchases.before(test_from))
        ranked = purchases.of_products(known)
        past, test = ranked.before(test_from), ranked.since(test_from)
        before, then = past.before(validated_from), past.since(validated_from)
        first, between = before.before(validated_from - horizon), before.since(validated_from - horizon)
        _check(before, judge_of(before, then), judge_of(past, test))
        described = products[known].reset_index(drop=True)
        return cls(first, between, before, then, past, test, described, horizon)


def horizon_of(purchases: Purchases) -> int:
    """Return for how many days purchases are foretold: four weeks, less where the history is short."""
    span = purchases.end - int(purchases.day.min(initial=purchases.end))
    return max(min(HORIZON_DAYS, span // 5), 1)


def sold_enough(past: Purchases) -> Bools:
    """Return which products enough customers have bought to learn from, (n_products,), 20,000 at most."""
    n, fewest = past.n_buyers, int(np.clip(_BUYERS_SHARE * past.n_customers, 2, _MOST_BUYERS))
    if (n >= fewest).sum() > _MOST_PRODUCTS:
        fewest = int(np.sort(n)[-_MOST_PRODUCTS]) + 1
    return np.asarray(n >= fewest)


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
    validated = _validated(cut, earlier, chosen, wanted, seed, part_of(report, 0.3, 0.45))
    now = fit_all(cut.past, cut.products, chosen, seed, part_of(report, 0.45, 0.57))
    models = {**now.models, **_combined(wanted, earlier, cut.then, now, seed)}
    report(0.65)
    tested = _tested(models, cut, methods, part_of(report, 0.65, 0.78))
    known = sold_enough(purchases)
    of_known = products[known].reset_index(drop=True)
    fitted = fit_all(purchases.of_products(known), of_known, chosen, seed, part_of(report, 0.78, 0.9))
    combined = _combined(wanted, now, cut.test, fitted, seed)
    default = max(methods, key=lambda m: validated[m])
    rows = [
        {"method": m.value, "is_default": m is default, "validation_ndcg": validated[m], **summary(of, seed)}
        for m, of in tested.items()
    ]
    chances = {method: of.chances for method, of in tested.items()}
    return Comparison(pd.DataFrame(rows), chances, default, fitted, combined, cut)


def _singles(methods: Sequence[Method]) -> list[Method]:
    """Return the single methods to fit: those asked for, and what the combined ones mix."""
    needed = {Method.POPULARITY} if Method.HYBRID in methods else set()
    needed |= {Method.FREQUENCY, Method.EASE} if Method.BLEND in methods else set()
    return [method for method in CANDIDATES if method in methods or method in needed]


def _check(before: Purchases, *judges: Judge) -> None:
    if len(before) == 0 or min(len(judge.customers) for judge in judges) < _LEAST_CUSTOMERS:
        raise NotEnoughDataError(
            f"Fewer than {_LEAST_CUSTOMERS} customers bought in the weeks that recommendations are judged by",
            "Upload a longer history, with orders of known customers",
        )


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


def _validated(
    cut: Cut,
    earlier: Fitted,
    chosen: Mapping[Method, Recommender],
    wanted: Sequence[Method],
    seed: int,
    report: Report,
) -> dict[Method, float]:
    """Return each method's NDCG on the validation; the combined have learned from the horizon before it.

    Where hardly anybody had bought by then, they learn from half of the validation's customers, and the
    other half judges all.
    """
    judge, combined = judge_of(cut.before, cut.then), {}
    if wanted and _can_teach(cut):
        first = fit_all(cut.first, cut.products, chosen, seed, part_of(report, 0.0, 0.6))
        combined = _combined(wanted, first, cut.between, earlier, seed)
    elif wanted:
        half = np.arange(cut.before.n_customers) % 2 == 0
        judge = judge_of(cut.before, cut.then, np.flatnonzero(half))
        combined = _combined(wanted, earlier, cut.then.chosen(~half[cut.then.customer]), earlier, seed)
    models = {**earlier.models, **combined}
    validated = {method: judge.of(model.scores).ndcg for method, model in models.items()}
    report(1.0)
    return validated


def _can_teach(cut: Cut) -> bool:
    """Whether enough customers bought both before and in the horizon before the validation."""
    n_learned = len(np.unique(cut.first.customer))
    return min(n_learned, len(judge_of(cut.first, cut.between).customers)) >= _LEAST_CUSTOMERS


def _combined(
    wanted: Sequence[Method], earlier: Fitted, later: Purchases, now: Fitted, seed: int
) -> dict[Method, Blend | Hybrid]:
    makes: dict[Method, Callable[[], Blend | Hybrid]] = {
        Method.BLEND: Blend,
        Method.HYBRID: lambda: Hybrid(seed),
    }
    return {method: makes[method]().fit(earlier, later, now) for method in wanted}
