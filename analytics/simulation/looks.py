"""What visits see of a shop with aisles: drawn, or every combination with its chance."""

from dataclasses import replace

import numpy as np

from analytics.simulation.assortment import Floats, Generator, Ints
from analytics.simulation.baskets import all_baskets
from analytics.simulation.config import WorldConfig
from analytics.simulation.people import People

NOT_SEEN = -1e3  # the utility of a product that a visit does not see: its chance is exactly zero


def looks_at(
    config: WorldConfig, people: People, products: Ints, parts: Ints
) -> tuple[Ints, list[tuple[Ints, Floats]]]:
    """Return who may see these products, as positions, and in which combinations, all of `parts` among them.

    A combination is which of the products are seen, as positions among them, and the chance that a visit
    sees just these, (n_customers,).

    Parameters
    ----------
    products, parts : positions; the former of departments in which a part stands, or of just one
    """
    aisle, place = np.unique(products // config.aisle_size, return_inverse=True)
    department, of_aisle = np.unique(aisle // config.department_size, return_inverse=True)
    is_it = people.known[:, None] == department[:, None]  # (n_customers, n_departments, n_known)
    customer = np.flatnonzero(is_it.any(2).all(1))
    at = is_it[customer].argmax(2)
    entered = np.take_along_axis(people.entry[customer], at, 1).prod(1)
    column = at[:, of_aisle] * config.department_size + aisle % config.department_size
    interest = np.take_along_axis(people.interest[customer], column, 1)
    states, needed = all_baskets(len(aisle)) > 0, np.isin(aisle, parts // config.aisle_size)
    return customer, [
        (np.flatnonzero(seen[place]), entered * np.where(seen, interest, 1 - interest).prod(1))
        for seen in states[states[:, needed].all(1) & states.any(1)]
    ]


def draw_looks(config: WorldConfig, people: People, customer: Ints, rng: Generator) -> tuple[Ints, Ints]:
    """Return the aisles that visits of these customers look at: pairs of visit and aisle."""
    visit, at = np.nonzero(rng.random((len(customer), config.known[0])) < people.entry[customer])
    who, n_aisles = customer[visit], config.department_size
    interest = people.interest.reshape(len(people), -1, n_aisles)[who, at]
    row, aisle = np.nonzero(rng.random(interest.shape) < interest)
    return visit[row], people.known[who, at][row] * n_aisles + aisle


def knowing(config: WorldConfig, people: People, customer: Ints, products: Ints) -> People:
    """Return customers, who know these products, with the tastes for just these."""
    _, n_aisles, size = config.known
    aisle = products // size
    at = (people.known[customer][:, None] == (aisle // n_aisles)[:, None]).argmax(2)
    column = (at * n_aisles + aisle % n_aisles) * size + products % size
    found = people.where(customer)
    later = np.take_along_axis(found.later_taste, column, 1) if config.taste_drift > 0 else found.later_taste
    return replace(found, taste=np.take_along_axis(found.taste, column, 1), later_taste=later)
