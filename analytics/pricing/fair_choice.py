"""The options of all segments that earn most while no group of customers pays on average much more."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles

_TINY = 1e-9  # what sums of doubles may be off [share of a price]
_MARGIN = 1e-6  # by which a solver's rounding is kept off the limit [share of a price]


@dataclass(frozen=True)
class FairLimit:
    """How far a group's mean price may lie above everybody's.

    Parameters
    ----------
    share : most that a group pays more [share of everybody's mean price, 0-1]
    of_groups : (n_groups, n_segments) how a group's customers spread over the segments, rows sum to 1
    of_everyone : (n_segments,) how all customers do
    """

    share: float
    of_groups: Doubles
    of_everyone: Doubles

    def excess(self, price: Doubles) -> Doubles:
        """Return by how much each group's mean price is beyond the limit, (n_groups,) [currency].

        Parameters
        ----------
        price : (n_segments,) that each segment pays [currency]
        """
        return np.asarray(self.weights @ price)

    @property
    def weights(self) -> Doubles:
        """Return what a segment's price adds to each group's excess, (n_groups, n_segments)."""
        return np.asarray(self.of_groups - (1 + self.share) * self.of_everyone)

    def is_kept(self, price: Doubles) -> bool:
        """Return whether no group pays more than the limit allows."""
        return bool(np.all(self.excess(price) <= _TINY * max(float(np.max(price)), 1e-12)))


def fair_options(
    profit: Doubles,
    price: Doubles,
    limit: FairLimit,
    use: Doubles | None = None,
    room: Doubles | None = None,
) -> list[int]:
    """Return the option of every segment that earns most in all and keeps the limit: an exact program.

    One price for all always keeps it, the first option (no offer) also within the room, so there is always
    an answer.

    Parameters
    ----------
    profit : (n_segments, n_options) over all of a segment's visits [currency]
    price : (n_options,) that a customer pays then [currency]; the first option is no offer
    use : (n_segments, n_resources, n_options) of what is scarce, >= 0
    room : (n_resources,) how much there is of it

    References
    ----------
    Sinha & Zoltners (1979), The multiple-choice knapsack problem; solved by HiGHS (Huangfu & Hall 2018).
    """
    best = [int(row.argmax()) for row in profit]
    if _keeps(best, price, limit, use, room):
        return best
    flat = _best_flat(profit, price, limit, use, room)
    for margin in (0.0, _MARGIN):
        found = _solved(profit, price, limit, use, room, margin)
        if found is not None and _keeps(found, price, limit, use, room):
            return found if _earned(profit, found) >= _earned(profit, flat) else flat
    return flat


def _best_flat(
    profit: Doubles, price: Doubles, limit: FairLimit, use: Doubles | None, room: Doubles | None
) -> list[int]:
    """Return the best single option for all that fits."""
    n_segments = len(profit)
    order = np.argsort(-profit.sum(0), kind="stable")
    flats = ([int(at)] * n_segments for at in order)
    return next((flat for flat in flats if _keeps(flat, price, limit, use, room)), [0] * n_segments)


def _solved(
    profit: Doubles,
    price: Doubles,
    limit: FairLimit,
    use: Doubles | None,
    room: Doubles | None,
    margin: float,
) -> list[int] | None:
    from scipy.optimize import Bounds, LinearConstraint, milp

    n_segments, n_options = profit.shape
    whole = max(float(price.max()), 1e-12)
    fair = np.kron(limit.weights, price / whole)
    one_each = np.kron(np.eye(n_segments), np.ones(n_options))
    rules = [LinearConstraint(fair, ub=-margin), LinearConstraint(one_each, 1, 1)]
    if use is not None and room is not None:
        scale = np.maximum(room, 1e-12)
        spent = use.transpose(1, 0, 2).reshape(len(room), -1) / scale[:, None]
        rules.append(LinearConstraint(spent, ub=1 - margin))
    earned = -profit.ravel() / max(float(np.abs(profit).max()), 1e-12)
    found = milp(earned, integrality=1, bounds=Bounds(0, 1), constraints=rules, options={"mip_rel_gap": 0.0})
    if found.x is None:
        return None
    return [int(row.argmax()) for row in found.x.reshape(n_segments, n_options)]


def _keeps(
    taken: list[int], price: Doubles, limit: FairLimit, use: Doubles | None, room: Doubles | None
) -> bool:
    if not limit.is_kept(price[taken]):
        return False
    if use is None or room is None:
        return True
    spent = sum(use[segment, :, at] for segment, at in enumerate(taken))
    return bool(np.all(spent <= room * (1 + _TINY)))


def _earned(profit: Doubles, taken: list[int]) -> float:
    return float(profit[np.arange(len(taken)), taken].sum())
