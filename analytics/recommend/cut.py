"""A history cut where the validation and where the test of recommenders begins."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Bools
from analytics.recommend.judged import Judge, judge_of
from analytics.recommend.purchases import Purchases
from data.schema import NotEnoughDataError

HORIZON_DAYS = 28
_MOST_PRODUCTS = 20_000
_MOST_BUYERS, _BUYERS_SHARE = 20, 0.008  # a product needs so many, or this share of all customers
_LEAST_CUSTOMERS = 20  # who bought in the time that judges


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

    @property
    def can_teach(self) -> bool:
        """Whether enough customers bought before the first horizon, and in it, to learn from that one."""
        n_before = len(np.unique(self.first.customer))
        return min(n_before, len(judge_of(self.first, self.between).customers)) >= _LEAST_CUSTOMERS


def horizon_of(purchases: Purchases) -> int:
    """Return for how many days purchases are predicted: four weeks, less where the history is short."""
    span = purchases.end - int(purchases.day.min(initial=purchases.end))
    return max(min(HORIZON_DAYS, span // 5), 1)


def sold_enough(past: Purchases) -> Bools:
    """Return which products enough customers have bought to learn from, (n_products,), 20,000 at most."""
    n, fewest = past.n_buyers, int(np.clip(_BUYERS_SHARE * past.n_customers, 2, _MOST_BUYERS))
    if (n >= fewest).sum() > _MOST_PRODUCTS:
        fewest = int(np.sort(n)[-_MOST_PRODUCTS]) + 1
    return np.asarray(n >= fewest)


def _check(before: Purchases, *judges: Judge) -> None:
    if len(before) == 0 or min(len(judge.customers) for judge in judges) < _LEAST_CUSTOMERS:
        raise NotEnoughDataError(
            f"Fewer than {_LEAST_CUSTOMERS} customers bought in the weeks that recommendations are judged by",
            "Upload a longer history, with orders of known customers",
        )
