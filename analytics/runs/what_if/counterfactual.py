"""What would have to change for a purchase: the smallest changes that lift a prediction over a threshold."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.evidence.curves.money import profit_at_thresholds
from analytics.evidence.curves.ranking import rank_cells
from analytics.evidence.held_out import MODEL
from analytics.evidence.performance import ErrorCosts, usual_false_alarm
from analytics.runs.held_out import read_held_out
from analytics.runs.results import Results
from analytics.runs.what_if.answer import at_prices
from analytics.runs.what_if.changes import (
    NOTHING,
    Changes,
    can_be_added,
    can_be_recent,
    changed_row,
    rows_with_added,
)
from analytics.runs.what_if.visits import AskedVisits

MOST_SHOWN = 5
_AT_ONCE = 2_000  # prices
_WEEKS = tuple(range(-24, 25, 4))  # by which a visit is moved, so that its weekday stays


@dataclass(frozen=True)
class Way:
    """Changes that lift a prediction over the threshold, and the score they lead to."""

    changes: Changes
    score: float


@dataclass(frozen=True)
class Search:
    """What was found.

    Attributes
    ----------
    score : without any change
    ways : the fewest and smallest changes first; none where nothing within reach is enough
    farthest : the single or double change that lifts the score most, whether or not that is enough
    """

    score: float
    ways: tuple[Way, ...]
    farthest: Way


def counterfactuals(visits: AskedVisits, cell: int, threshold: float) -> Search:
    """Return the smallest changes with which a cell's prediction reaches a threshold.

    The price is asked first and alone, cent by cent, as predictions fall in it; then one other change, then
    two. Prices stay within those that the product was seen at; products added are those that the model knows
    pairs of; a day keeps its weekday. No way contains another one, but for a smaller cut of the price.

    Parameters
    ----------
    threshold : predicted share that buys [0-1]
    """
    score = score_of(visits, cell, NOTHING)
    if score >= threshold:
        return Search(score, (), Way(NOTHING, score))
    singles = [_best_of(visits, cell, options) for options in _options(visits, cell).values() if options]
    lowest = _at_lowest(visits, cell, NOTHING)
    enough = [way for way in singles if way.score >= threshold]
    others = [way for way in singles if way.score < threshold]
    doubles = [
        _way(visits, cell, _both(one.changes, other.changes))
        for i, one in enumerate(others)
        for other in others[i + 1 :]
    ]
    cuts = [_cut(visits, cell, changes, threshold) for changes in (NOTHING, *(w.changes for w in others))]
    alone, *with_cut = cuts
    found = [
        *([alone] if alone else []),
        *sorted(enough, key=lambda way: -way.score),
        *sorted((w for w in with_cut if w), key=lambda way: -float(way.changes.price or 0)),
        *sorted((w for w in doubles if w.score >= threshold), key=lambda way: -way.score),
    ]
    both = [_at_lowest(visits, cell, way.changes) for way in singles]
    farthest = max((lowest, *singles, *doubles, *both), key=lambda way: way.score)
    return Search(score, tuple(found[:MOST_SHOWN]), farthest)


def best_threshold(directory: Path, found: Results) -> float:
    """Return the predicted share from which picking earns most, as Performance begins with.

    Raises
    ------
    NotEnoughDataError, InputError
        As `read_held_out`.
    """
    held = read_held_out(directory, found)
    alarm = usual_false_alarm(held)
    miss = ErrorCosts(alarm).of_misses(held.contribution)
    return profit_at_thresholds(rank_cells(held.bought, held.scores[MODEL]), miss, alarm).best


def lowest_price(visits: AskedVisits, cell: int) -> float:
    """Return the lowest price that the product of a cell was seen at [currency]."""
    code = int(visits.cells.product[cell])
    return float(min(visits.products["price_low"].iloc[code], visits.cells.price[cell]))


def _options(visits: AskedVisits, cell: int) -> dict[str, list[Changes]]:
    """Return what else than the price may change, by kind."""
    day = pd.Timestamp(visits.cells.log.visited_at[visits.cells.visit[cell]]).date()
    days = [day + timedelta(weeks=weeks) for weeks in _WEEKS if weeks]
    return {
        "added": [Changes(added=product) for product in _most_effective(visits, cell)],
        "is_recent": [Changes(is_recent=True)] if can_be_recent(visits, cell) else [],
        "day": _seasonal(visits, days),
    }


def _most_effective(visits: AskedVisits, cell: int) -> list[str]:
    """Return the product that lifts the prediction most from within the basket; none where none can."""
    products = can_be_added(visits, cell)
    if not products:
        return []
    score = visits.flat.predict(rows_with_added(visits, cell, products))
    return [products[int(score.argmax())]]


def _seasonal(visits: AskedVisits, days: Sequence[date]) -> list[Changes]:
    """Return other days, where the model knows a season."""
    return [Changes(day=day) for day in days] if visits.encoder.has_season_ else []


def _best_of(visits: AskedVisits, cell: int, options: Sequence[Changes]) -> Way:
    return max((_way(visits, cell, changes) for changes in options), key=lambda way: way.score)


def _way(visits: AskedVisits, cell: int, changes: Changes) -> Way:
    return Way(changes, score_of(visits, cell, changes))


def score_of(visits: AskedVisits, cell: int, changes: Changes) -> float:
    """Return the predicted share that buys with these changes."""
    return float(visits.flat.predict(changed_row(visits, cell, changes))[0])


def _at_lowest(visits: AskedVisits, cell: int, changes: Changes) -> Way:
    return _way(visits, cell, replace(changes, price=lowest_price(visits, cell)))


def _both(one: Changes, other: Changes) -> Changes:
    """Return two changes of different kinds together."""
    return replace(one, **{name: getattr(other, name) for name in other.kinds})


def _cut(visits: AskedVisits, cell: int, changes: Changes, threshold: float) -> Way | None:
    """Return the smallest cut of the price that is enough with other changes; None where none is.

    In whole cents, so that the price can be asked for.
    """
    row, low = changed_row(visits, cell, changes), lowest_price(visits, cell)
    cents = np.arange(np.ceil(low * 100), np.floor(float(visits.cells.price[cell]) * 100) + 1)
    prices = np.append(low, cents / 100)

    def last_enough(some: Doubles) -> int:
        return int((at_prices(visits, cell, row, some) >= threshold).sum()) - 1

    step = max(len(prices) // _AT_ONCE, 1)
    place = last_enough(prices[::step])  # predictions fall in the price: those that are enough come first
    if place < 0:
        return None
    near = prices[place * step : (place + 1) * step]
    first = place * step + last_enough(near)
    ways = (_way(visits, cell, replace(changes, price=float(price))) for price in prices[first::-1])
    return next((way for way in ways if way.score >= threshold), None)  # a row alone may round otherwise
