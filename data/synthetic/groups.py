"""Groups of customers and what they want at a time, in pieces that bound the memory."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from data.synthetic.baskets import worth
from data.synthetic.config import WorldConfig
from data.synthetic.demand import Wishes
from data.synthetic.logit import LogitWishes
from data.synthetic.market import Floats, Market, extra_rng
from data.synthetic.people import HONEST, People
from data.synthetic.worths import WorthWishes

Ints = NDArray[np.int64]
Group = int | NDArray[np.bool_] | Ints | Sequence[str] | None
_ROWS = 50_000  # customers or draws looked at together
_DRAWS, _MOST_DRAWS = 60_000, 400  # of worths per group, and per customer


def rows_of(people: People, group: Group) -> Ints:
    """Return the positions of a group's customers, without accounts up to mischief.

    Parameters
    ----------
    group : a tier, a mask or positions of customers, customer ids, or None for everyone
    """
    honest = people.fraud == HONEST
    if group is None:
        return np.flatnonzero(honest)
    if isinstance(group, int | np.integer):
        return np.flatnonzero(honest & (people.tier == group))
    chosen = np.asarray(group)
    if chosen.dtype == bool:
        return np.flatnonzero(honest & chosen)
    rows = np.asarray([int(c[1:]) for c in chosen] if chosen.dtype.kind in "OUT" else chosen, np.int64)
    return np.asarray(rows[honest[rows]])


def wishes_of(
    config: WorldConfig, market: Market, people: People, rows: Ints, day: float | None
) -> list[Wishes]:
    """Return the wishes of these customers on a day, or at the end with seasons averaged where None."""
    if not len(rows):
        raise ValueError("the group has no honest customer")
    weight = _visit_shares(config, people.where(rows), day)
    n_draws = 1
    if config.demand == "willingness to pay":
        n_draws = int(np.clip(_DRAWS // len(rows), 1, _MOST_DRAWS))
    step = max(_ROWS // n_draws, 1)
    return [
        _wishes(config, market, people.where(rows[at : at + step]), weight[at : at + step], day, n_draws, at)
        for at in range(0, len(rows), step)
    ]


def _wishes(
    config: WorldConfig,
    market: Market,
    people: People,
    weight: Floats,
    day: float | None,
    n_draws: int,
    at: int,
) -> Wishes:
    share = 1.0 if day is None else min(day / config.n_days, 1.0)
    score = market.intercept + people.tastes_at(config, market, share)
    if day is not None:
        score = score + market.season(config, np.array([float(day)]))
    if config.demand == "logit":
        return LogitWishes(score, market.cross, weight, people.slope)
    noise = extra_rng(config, "worths", at).standard_normal((n_draws * len(people), config.n_products))
    score, spread = np.tile(score, (n_draws, 1)), np.tile(people.wtp_spread(config), n_draws)
    value = worth(score, spread, market.list_price, noise)
    each = np.tile(weight / n_draws, n_draws)
    return WorthWishes(score, market.cross, each, spread, market.list_price, value)


def _visit_shares(config: WorldConfig, people: People, day: float | None) -> Floats:
    """Return each customer's share of the group's visits on a day; of all times where nobody is left."""
    when = config.n_days - 1e-9 if day is None else day
    is_there = (people.first_day <= when) & (when < people.last_day)
    weight = people.activity * is_there
    weight = weight if weight.sum() > 0 else people.activity
    return np.asarray(weight / weight.sum())
