"""The fairness audit of a finished run: its customers, its price book, its limit and what that costs."""

from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from analytics.checks.fairness.audit import audit
from analytics.checks.fairness.stand_ins import StandIns, stand_ins
from analytics.pricing.price_book.groups import Groups
from analytics.pricing.price_book.met import groups_pay, met_by_segments
from analytics.runs.artifacts import CUSTOMERS_IN
from analytics.runs.groups import OF_RUN
from analytics.runs.reprice import reprice
from analytics.runs.results import Results
from data.schema import InputError

_USED_ANYWAY = ("segment", "recency_days", "n_orders", "monetary")


@dataclass(frozen=True)
class LimitCost:
    """What a limit on what groups pay costs.

    Attributes
    ----------
    share, attribute : the limit
    worst_before, worst_after : the most that any group pays more than all, over all offers [share]
    worth_before, worth_after : of the offers shown, extra profit a year [currency]
    n_changed : prices that the limit changes
    """

    share: float
    attribute: str
    worst_before: float
    worst_after: float
    worth_before: float
    worth_after: float
    n_changed: int

    @property
    def cost(self) -> float:
        """Return the extra profit a year that the limit costs [currency]."""
        return self.worth_before - self.worth_after


def attributes_of_run(directory: Path) -> list[str]:
    """Return the attributes of a run's customers."""
    return [str(name) for name in CUSTOMERS_IN.read(directory) if name not in OF_RUN]


def audit_run(directory: Path, book: pd.DataFrame, attributes: tuple[str, ...]) -> pd.DataFrame:
    """Return the audit of a run's customers under a price book; raises InputError for no attribute."""
    check_attributes(directory, attributes)
    return audit(CUSTOMERS_IN.read(directory), met_by_segments(book), attributes)


def stand_ins_of_run(found: Results, directory: Path, attribute: str) -> StandIns | None:
    """Return how well the columns that a run's prices rest on tell an attribute."""
    check_attributes(directory, (attribute,))
    customers = CUSTOMERS_IN.read(directory)
    used = [name for name in attributes_of_run(directory) if name not in (*found.config.barred, attribute)]
    used += [name for name in _USED_ANYWAY if name in customers]
    if found.config.segments.attribute == attribute:
        used.remove("segment")  # it is the attribute itself
    return stand_ins(customers, attribute, tuple(used), found.config.seed)


def check_attributes(directory: Path, attributes: tuple[str, ...]) -> None:
    """Raise InputError where a run's customers have no such attribute."""
    known = attributes_of_run(directory)
    for name in attributes:
        if name not in known:
            remedy = f"Choose one of: {', '.join(known)}" if known else "Bring customers with attributes"
            raise InputError("the customers have no such attribute", remedy, column=name)


def limit_cost(found: Results, attribute: str, share: float) -> LimitCost:
    """Return what a limit costs, beside the same prices without one; the run stays as it is."""
    limits = found.config.limits
    free = replace(limits, fairness_limit=None, fairness_groups=None)
    kept = replace(limits, fairness_limit=share, fairness_groups=attribute)
    without, within = (reprice(found, found.config.costs, one) for one in (free, kept))
    return cost_between(without, within, attribute, share)


def cost_between(without: Results, within: Results, attribute: str, share: float) -> LimitCost:
    """Return what a limit costs, from the results without it and within it."""
    groups = within.market.groups or Groups(pd.DataFrame(columns=["attribute"]), ())
    books = without.price_book, within.price_book
    worst_before, worst_after = (
        max(float(groups_pay(book, groups, attribute)["excess_share"].max()), 0.0) for book in books
    )
    worth_before, worth_after = (
        0.0 if one.portfolio is None else one.portfolio.total for one in (without, within)
    )
    before, after = (book["discount_share"].fillna(0).to_numpy(float) for book in books)
    n_changed = int((abs(before - after) > 1e-9).sum())
    return LimitCost(share, attribute, worst_before, worst_after, worth_before, worth_after, n_changed)
