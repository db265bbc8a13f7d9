"""What figures with noise cost, and what several of them cost together."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

SLACK = 1e-9  # of sums of fractions


class Mechanism(StrEnum):
    """Which noise a figure gets."""

    LAPLACE = "laplace"
    GAUSSIAN = "gaussian"


class Composition(StrEnum):
    """How costs add up."""

    BASIC = "basic"
    ZCDP = "zcdp"


@dataclass(frozen=True)
class Cost:
    """What a figure costs.

    Attributes
    ----------
    delta : 0 for Laplace's noise
    """

    mechanism: Mechanism
    epsilon: float
    delta: float = 0.0

    @property
    def rho(self) -> float:
        """Return the cost in zero-concentrated differential privacy.

        References
        ----------
        Bun & Steinke (2016), Concentrated differential privacy, prop. 1.3 and 1.4.
        """
        if self.mechanism is Mechanism.LAPLACE:
            return self.epsilon**2 / 2
        log = math.log(1 / self.delta)
        return (math.sqrt(log + self.epsilon) - math.sqrt(log)) ** 2


@dataclass(frozen=True)
class Limit:
    """What a shop may spend in all; composition says how costs add up to it."""

    epsilon: float = 3.0
    delta: float = 1e-6
    composition: Composition = Composition.BASIC


@dataclass(frozen=True)
class Spent:
    """What figures have cost in all."""

    epsilon: float
    delta: float

    def fits(self, limit: Limit) -> bool:
        """Say whether this is no more than a limit."""
        return self.epsilon <= limit.epsilon + SLACK and self.delta <= limit.delta * (1 + SLACK)


def added(costs: Iterable[Cost], limit: Limit) -> Spent:
    """Return what costs come to by a limit's composition; with zCDP, its whole delta is drawn at once.

    References
    ----------
    Dwork & Roth (2014), theorem 3.16; Bun & Steinke (2016), lemma 1.7 and prop. 1.3.
    """
    costs = list(costs)
    if limit.composition is Composition.BASIC:
        return Spent(math.fsum(c.epsilon for c in costs), math.fsum(c.delta for c in costs))
    rho = math.fsum(c.rho for c in costs)
    epsilon = rho + 2 * math.sqrt(rho * math.log(1 / limit.delta))
    return Spent(epsilon, limit.delta if costs else 0.0)


def left(costs: Iterable[Cost], limit: Limit) -> Spent:
    """Return what of a limit is left, never below zero."""
    spent = added(costs, limit)
    return Spent(max(limit.epsilon - spent.epsilon, 0.0), max(limit.delta - spent.delta, 0.0))
