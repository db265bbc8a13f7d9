"""All recommenders of a shop, judged on what customers bought later, and the one to go on with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles, Floats, Ints
from analytics.recommend.combined import Blend, Hybrid
from analytics.recommend.fitted import CANDIDATES, Fitted, fit_all, fresh
from analytics.recommend.judged import Judge, judge_of, summary
from analytics.recommend.models.recommender import Method, Recommender
from analytics.recommend.purchases import Purchases
from data.schema import NotEnoughDataError

HORIZON_DAYS = 28
_MOST_PRODUCTS = 20_000
_MOST_BUYERS, _BUYERS_SHARE = 20, 0.008  # a product needs so many, or this share of all customers
_LEAST_CUSTOMERS = 20  # who bought in the time that judges
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
    horizon_days : after which purchases were judged
    """

    table: pd.DataFrame
    chances: Mapping[Method, Doubles]
    default: Method
    fitted: Fitted
    combined: Mapping[Method, Blend | Hybrid]
    horizon_days: int

    def scores(self, method: Method, customers: Ints) -> Floats:
        """Return a method's scores of all products, (n_chosen, n_products)."""
        model = self.combined[method] if method in self.combined else self.fitted.models[method]
        return np.asarray(model.scores(customers))


def horizon_of(purchases: Purchases) -> int:
    """Return for how many days purchases are foretold: four weeks, less where the history is short."""
    span = purchases.end - int(purchases.day.min(initial=purchases.end))
    return max(min(HORIZON_DAYS, span // 5), 1)


def sold_enough(past: Purchases, fewest_buyers: int | None = None) -> Bools:
    """Return which products enough customers have bought to learn from, (n_products,), 20,000 at most."""
    usual = int(np.clip(_BUYERS_SHARE * past.n_customers, 2, _MOST_BUYERS))
    n = past.n_buyers
    fewest = max(fewest_buyers or usual, 1)
    if (n >= fewest).sum() > _MOST_PRODUCTS:
        fewest = int(np.sort(n)[-_MOST_PRODUCTS]) + 1
    return np.asarray(n >= fewest)


def compare(
    purchases: Purchases,
    products: pd.DataFrame,
    methods: Sequence[Method] = tuple(Method),
    horizon_days: int | None = None,
    seed: int = 0,
    report: Callable[[float], None] = lambda share: None,
) -> Comparison:
    """Fit the methods thrice: before the validation and before the test, to judge them, and on everything.

    Hyperparameters, the weights of the combined and the default are chosen on the validation alone: the
    horizon before the test. What is tested is chosen before anything of the test is known.

    Parameters
    ----------
    purchases : of the products to recommend
    products : of the history, in its order
    horizon_days : of validation and of test, each; as the history allows where None

    Raises
    ------
    NotEnoughDataError
        Hardly anybody bought twice, or in the time that judges.
    """
    horizon = horizon_days or horizon_of(purchases)
    test_from, validated_from = purchases.end - horizon, purchases.end - 2 * horizon
    past, before = purchases.before(test_from), purchases.before(validated_from)
    then, test = past.since(validated_from), purchases.since(test_from)
    _check(before, judge_of(before, then), judge_of(past, test))
    chosen = _chosen(before, then, products, _singles(methods), seed, lambda share: report(0.3 * share))
    earlier = fit_all(before, products, chosen, seed, lambda share: report(0.3 + 0.15 * share))
    now = fit_all(past, products, chosen, seed, lambda share: report(0.45 + 0.15 * share))
    wanted = [method for method in COMBINED if method in methods]
    validated = _validated(earlier, then, wanted, seed)
    report(0.7)
    models = {**now.models, **_combined(wanted, earlier, then, now, seed)}
    judge = judge_of(past, test)
    tested = {method: judge.of(models[method].scores) for method in methods}
    report(0.8)
    fitted = fit_all(purchases, products, chosen, seed, lambda share: report(0.8 + 0.15 * share))
    combined = _combined(wanted, now, test, fitted, seed)
    default = max((m for m in methods), key=lambda m: validated[m])
    rows = [
        {"method": m.value, "is_default": m is default, "validation_ndcg": validated[m], **summary(of, seed)}
        for m, of in tested.items()
    ]
    chances = {method: of.chances for method, of in tested.items()}
    return Comparison(pd.DataFrame(rows), chances, default, fitted, combined, horizon)


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


def _chosen(
    before: Purchases,
    then: Purchases,
    products: pd.DataFrame,
    methods: Sequence[Method],
    seed: int,
    report: Callable[[float], None],
) -> dict[Method, Recommender]:
    """Return each method as the validation chooses it among its candidates, not fitted."""
    judge, chosen = judge_of(before, then), {}
    for n, method in enumerate(methods):
        found: dict[int, float] = {}
        for model in CANDIDATES[method] if len(CANDIDATES[method]) > 1 else ():
            fitted = fresh(model, seed).fit(before, products)
            found[len(found)] = judge.of(fitted.scores).ndcg
        chosen[method] = CANDIDATES[method][max(found, key=lambda place: found[place], default=0)]
        report((n + 1) / len(methods))
    return chosen


def _validated(earlier: Fitted, then: Purchases, wanted: Sequence[Method], seed: int) -> dict[Method, float]:
    """Return each method's NDCG on half of the validation's customers; the combined learn from the others."""
    half = np.arange(earlier.purchases.n_customers) % 2 == 0
    judge = judge_of(earlier.purchases, then, np.flatnonzero(half))
    others = then.chosen(~half[then.customer])
    combined = _combined(wanted, earlier, others, earlier, seed)
    models = {**earlier.models, **combined}
    return {method: judge.of(model.scores).ndcg for method, model in models.items()}


def _combined(
    wanted: Sequence[Method], earlier: Fitted, later: Purchases, now: Fitted, seed: int
) -> dict[Method, Blend | Hybrid]:
    makes: dict[Method, Callable[[], Blend | Hybrid]] = {
        Method.BLEND: Blend,
        Method.HYBRID: lambda: Hybrid(seed),
    }
    return {method: makes[method]().fit(earlier, later, now) for method in wanted}
