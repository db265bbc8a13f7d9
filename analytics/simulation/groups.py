"""Groups of customers and how they choose at a time, in pieces that bound the memory."""

from collections.abc import Sequence

import numpy as np

from analytics.arrays import Bools
from analytics.simulation.assortment import Assortment, Floats, Ints, extra_rng
from analytics.simulation.choice_rules import ChoiceRule
from analytics.simulation.config import WorldConfig
from analytics.simulation.logit import LogitRule
from analytics.simulation.looks import knowing, looks_at
from analytics.simulation.people import HONEST, People
from analytics.simulation.repertoires import chance_of_looking

Group = int | str | Bools | Ints | Sequence[str] | None
_ROWS = 50_000  # customers or draws looked at together
_DRAWS, _MOST_DRAWS = 60_000, 400  # of what products are worth, per group and per customer


def rows_of(people: People, group: Group) -> Ints:
    """Return the positions of a group's customers, without accounts up to mischief.

    Parameters
    ----------
    group : a tier, a mask or positions of customers, customer ids, or None for everyone
    """
    honest = people.fraud == HONEST
    if group is None or isinstance(group, int | np.integer):
        return np.flatnonzero(honest if group is None else honest & (people.tier == group))
    chosen = np.asarray(group)
    if chosen.dtype == bool:
        return np.flatnonzero(honest & chosen)
    rows = np.asarray([int(c[1:]) for c in chosen] if chosen.dtype.kind in "OUT" else chosen, np.int64)
    return np.asarray(rows[honest[rows]])


def rules_of(assortment: Assortment, people: People, rows: Ints, day: float | None) -> list[ChoiceRule]:
    """Return how these customers choose on a day, or at the end with seasons averaged where None."""
    config, group = assortment.config, people.where(rows)
    weight = _visit_shares(config, group, day)
    n_draws = 1 if config.demand == "logit" else int(np.clip(_DRAWS // len(rows), 1, _MOST_DRAWS))
    step = max(_ROWS // n_draws, 1)
    found = []
    for at in range(0, len(rows), step):
        piece = np.tile(np.arange(len(rows))[at : at + step], n_draws)
        drawn = group.where(piece)
        noise = extra_rng(config, "worths", at)
        found.append(drawn.rule(assortment, _scores(assortment, drawn, day), weight[piece] / n_draws, noise))
    return found


def rules_around(
    assortment: Assortment, people: People, rows: Ints, day: float | None, products: Ints, parts: Ints
) -> Sequence[tuple[Ints, ChoiceRule]]:
    """Return how visits to a shop with aisles choose among what they see of these products.

    There is a rule for each combination of products that is seen, all parts among it. Weights over all rules
    sum to the share of the group's visits that see all parts.

    Parameters
    ----------
    products, parts : as of `looks_at`
    """
    config, group = assortment.config, people.where(rows)
    share = _visit_shares(config, group, day)
    share = share / (share @ chance_of_looking(config, group.entry, group.interest))
    customer, looks = looks_at(config, group, products, parts)
    shelf, lookers = assortment.only(products), knowing(config, group, customer, products)
    score, share = _scores(shelf, lookers, day), share[customer]
    found: list[tuple[Ints, ChoiceRule]] = []
    for sees, chance in looks:
        rule = LogitRule(score[:, sees], shelf.cross[np.ix_(sees, sees)], share * chance, lookers.slope)
        found.append((products[sees], rule))
    return found


def _scores(assortment: Assortment, people: People, day: float | None) -> Floats:
    """Return what products are worth to customers before their price, (n, n_products) [logits]."""
    passed = 1.0 if day is None else min(day / assortment.config.n_days, 1.0)
    score = assortment.intercept + people.tastes_at(assortment, passed)
    if day is not None:
        score = score + assortment.season(np.array([float(day)]))
    return np.asarray(score)


def _visit_shares(config: WorldConfig, people: People, day: float | None) -> Floats:
    """Return each customer's share of the group's visits on a day; of all times where nobody is left."""
    if not len(people):
        raise ValueError("the group has no honest customer")
    when = config.n_days - 1e-9 if day is None else day
    weight = people.activity * ((people.first_day <= when) & (when < people.last_day))
    weight = weight if weight.sum() > 0 else people.activity
    return np.asarray(weight / weight.sum())
