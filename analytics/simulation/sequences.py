"""Customers who differ in nothing but the order of what they do: what only a view of sequences can tell."""

from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.numerics import random_stream
from analytics.simulation.events import FIRST_DAY

N_CATEGORIES = 6
_PRODUCTS_PER_CATEGORY = 4
_STAY = 0.75  # chance that who stays buys of the same category again
_GAP_DAYS = 9.0
_FEWEST, _MOST = 24, 48  # orders of a customer
SEGMENT = "planted_segment"


class Habit(StrEnum):
    """How a customer comes from one category to the next."""

    CYCLES = "cycles"  # one after the other, in the shop's order
    STAYS = "stays"  # with one for a while, then any other
    RETURNS = "returns"  # back and forth between two, then two others
    WANDERS = "wanders"  # anywhere


def sequence_shop(n_customers: int = 800, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the order lines of a shop whose segments differ by `Habit` alone, and whose habit each is.

    How often and how much customers buy, at which price, and how large a share each category has in the long
    run, are alike in all segments.

    Returns
    -------
    (DataFrame, DataFrame)
        Lines (customer_id, event_time, product_id, category, net_price, list_price, order_id), by time;
        customers (customer_id, planted_segment).
    """
    rng = random_stream(seed, "sequences")
    habits = list(Habit)
    whose = rng.integers(0, len(habits), n_customers)
    frames = []
    for customer, habit in enumerate(whose):
        n = int(rng.integers(_FEWEST, _MOST + 1))
        days = np.cumsum(rng.exponential(_GAP_DAYS, n))
        frames.append(
            pd.DataFrame(
                {
                    "customer_id": f"c{customer}",
                    "event_time": FIRST_DAY + (days * 86_400).astype("timedelta64[s]"),
                    "category": _walk(habits[habit], n, rng),
                    "product": rng.integers(0, _PRODUCTS_PER_CATEGORY, n),
                    "order_id": [f"o{customer}-{order}" for order in range(n)],
                }
            )
        )
    lines = pd.concat(frames, ignore_index=True)
    number = lines["category"] * _PRODUCTS_PER_CATEGORY + lines.pop("product")
    list_price = np.round(rng.uniform(5, 30, N_CATEGORIES * _PRODUCTS_PER_CATEGORY), 2)[number]
    lines["product_id"] = "p" + number.astype("str")
    lines["category"] = "category " + lines["category"].astype("str")
    lines["list_price"] = list_price
    lines["net_price"] = np.round(list_price * rng.choice([1.0, 0.9, 0.8], len(lines), p=[0.6, 0.2, 0.2]), 2)
    customers = pd.DataFrame({"customer_id": [f"c{n}" for n in range(n_customers)]})
    customers[SEGMENT] = [habits[habit].value for habit in whose]
    return lines.sort_values(["event_time", "customer_id"], kind="stable", ignore_index=True), customers


def _walk(habit: Habit, n: int, rng: np.random.Generator) -> np.ndarray:
    """Return the categories of a customer's orders; each has the same share in the long run."""
    start, any_other = rng.integers(N_CATEGORIES), rng.integers(1, N_CATEGORIES, n)
    match habit:
        case Habit.CYCLES:
            steps = np.ones(n, np.int64)
        case Habit.STAYS:
            steps = np.where(rng.random(n) < _STAY, 0, any_other)
        case Habit.RETURNS:
            return _back_and_forth(n, rng)
        case Habit.WANDERS:
            return rng.integers(0, N_CATEGORIES, n)
    return (start + np.cumsum(steps)) % N_CATEGORIES


def _back_and_forth(n: int, rng: np.random.Generator) -> np.ndarray:
    """Return four orders of two categories in turn, then of two others."""
    pairs = [np.tile(rng.permutation(N_CATEGORIES)[:2], 2) for _ in range(-(-n // 4))]
    return np.concatenate(pairs)[:n]
