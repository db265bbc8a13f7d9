"""What can be asked of a shop's customers: a count, a sum, a mean or a histogram, of groups."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from data.privacy.budget.amounts import Cost, Mechanism
from data.privacy.budget.noise import half_width, scale_of
from data.schema import InputError

CENTS = 100  # what is summed is whole: noise on fractions would tell more than it should
EVERYBODY, REST = "all", "other"
MOST_EPSILON, MOST_AT_MOST, MOST_GROUPS = 10.0, 1e9, 200
ASSUMED_CUSTOMERS = 1000  # of a group whose mean's error is told before anything is spent


class Statistic(StrEnum):
    """What is worked out."""

    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    HISTOGRAM = "histogram"


class Of(StrEnum):
    """What of each customer is summed or sorted into ranges: columns of the marts."""

    MONETARY = "monetary"
    ORDERS = "n_orders"
    VISITS = "n_visits"


CATEGORY, MONTH = "category", "month"  # a customer may be in several of these


@dataclass(frozen=True)
class Question:
    """What is asked.

    Attributes
    ----------
    by : an attribute of customers, `category` or `month`; None for all customers together
    groups : names that are no secret; whoever is in none of them is in `other`
    at_most : what a customer counts for at most, in each group [unit of `of`]; more is clipped
    groups_each : groups that a customer counts in at most: those that they have most in
    edges : of a histogram, what each range but the first begins at
    """

    statistic: Statistic
    of: Of = Of.MONETARY
    by: str | None = None
    groups: tuple[str, ...] = ()
    at_most: float = 100.0
    groups_each: int = 1
    edges: tuple[float, ...] = ()

    def plain(self, cost: Cost) -> dict[str, Any]:
        """Return the question as JSON holds it; what it is asked at belongs to it."""
        said = {name: list(v) if isinstance(v, tuple) else v for name, v in vars(self).items()}
        asked = {"mechanism": str(cost.mechanism), "epsilon": cost.epsilon, "delta": cost.delta}
        return said | {"statistic": str(self.statistic), "of": str(self.of)} | asked

    @property
    def n_each(self) -> int:
        """Return the groups that a customer can be in."""
        return self.groups_each if self.by in (CATEGORY, MONTH) else 1


def check_question(question: Question, cost: Cost) -> None:
    """Raise InputError where a question cannot be asked."""
    if not 0 < cost.epsilon <= MOST_EPSILON:
        raise InputError(
            f"epsilon {cost.epsilon:g} is out of range", f"Give one above 0, to {MOST_EPSILON:g}"
        )
    is_gaussian = cost.mechanism is Mechanism.GAUSSIAN
    if is_gaussian != (0 < cost.delta < 1e-2):
        raise InputError(
            f"delta {cost.delta:g} does not go with {cost.mechanism} noise",
            "Give gaussian a delta above 0 and below 0.01, as 1e-7, and laplace none",
        )
    if not 0 < question.at_most <= MOST_AT_MOST or not 1 <= question.groups_each <= MOST_GROUPS:
        raise InputError("what a customer counts for at most is out of range", "Give a figure above 0")
    edges = question.edges
    if (question.statistic is Statistic.HISTOGRAM) != bool(edges) or list(edges) != sorted(set(edges)):
        raise InputError(
            "ranges of a histogram are not said in order", "Give --edges for a histogram alone, as 1 2 5 10"
        )
    if question.statistic is Statistic.HISTOGRAM and question.by is not None:
        raise InputError("a histogram has ranges in place of groups", "Leave the groups out")
    if question.by is not None and (not question.groups or len(question.groups) > MOST_GROUPS):
        raise InputError("no group is named", f"Name 1 to {MOST_GROUPS} groups whose names are no secret")


def reach(question: Question) -> tuple[int, float]:
    """Return how far one customer can move the figures together: in sum, in Euclidean distance.

    Figures are counts, or amounts in hundredths; those of a mean are amounts from the middle.
    """
    n, most = question.n_each, 1
    if question.statistic is Statistic.SUM:
        most = math.ceil(question.at_most * CENTS)
    elif question.statistic is Statistic.MEAN:
        most = math.ceil(question.at_most * CENTS / 2)
    return n * most, math.sqrt(n) * most


def halved(cost: Cost) -> Cost:
    """Return what each half of a figure costs where both halves cost as much as this.

    Halves of the Gaussian are parted in zCDP, whose costs add up exactly.
    """
    if cost.mechanism is Mechanism.LAPLACE:
        return Cost(cost.mechanism, cost.epsilon / 2)
    rho = cost.rho / 2
    return Cost(cost.mechanism, rho + 2 * math.sqrt(rho * math.log(1 / cost.delta)), cost.delta)


def expected_error(question: Question, cost: Cost) -> float:
    """Return the 90 % half-width of each figure, known before anything is drawn [unit of the figure].

    It tells nothing of the data: that of a mean is for a group of a thousand customers, at the farthest from
    the middle of what a customer can count for.
    """
    l1, l2 = reach(question)
    if question.statistic is not Statistic.MEAN:
        unit = CENTS if question.statistic is Statistic.SUM else 1
        return half_width(cost, scale_of(cost, l1, l2)) / unit
    half, n = halved(cost), question.n_each
    of_sum = half_width(half, scale_of(half, l1, l2)) / CENTS
    of_count = half_width(half, scale_of(half, n, math.sqrt(n))) * question.at_most / 2
    return math.hypot(of_sum, of_count) / ASSUMED_CUSTOMERS
