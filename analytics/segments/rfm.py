"""RFM: recency, frequency and monetary scores by rank, and the usual names for what they mean."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.segments.rhythm import lateness, rows_in_rhythm

# Rows: recency 5 (bought lately) down to 1, by rank and within the shop's rhythm; columns: the mean of
# f_score and m_score, rounded up, 1 to 5.
SEGMENT_TABLE: dict[int, tuple[str, str, str, str, str]] = {
    5: ("New customers", "Potential loyalists", "Potential loyalists", "Champions", "Champions"),
    4: ("Promising", "Potential loyalists", "Potential loyalists", "Loyal customers", "Loyal customers"),
    3: ("About to sleep", "About to sleep", "Need attention", "Loyal customers", "Loyal customers"),
    2: ("Hibernating", "Hibernating", "At risk", "At risk", "Can't lose them"),
    1: ("Lost", "Hibernating", "At risk", "At risk", "Can't lose them"),
}
# One order shows how lately, and neither loyalty nor that someone used to buy: r_score → names.
ONE_ORDER = {5: "New customers", 4: "Promising", 3: "About to sleep", 2: "Hibernating", 1: "Lost"}
LAPSED = ("At risk", "Can't lose them", "Hibernating", "Lost")
SEGMENT_NAMES = (  # best first
    *("Champions", "Loyal customers", "Potential loyalists", "New customers", "Promising"),
    *("Need attention", "About to sleep", "At risk", "Can't lose them", "Hibernating", "Lost"),
)
_FEWEST_CUSTOMERS, _MOST_SEGMENTS = 30, 8  # of a segment to price for, and of all of them


def assign_rfm(customers: pd.DataFrame) -> pd.DataFrame:
    """Customers with recency, orders and money → the same rows with three scores and a segment.

    A score is the fifth of the customers in which the customer's rank lies. Equal values share the mean of
    their ranks and so get equal scores; the result depends on neither the order of rows nor a tie-break.
    One order is no frequency: `f_score` is 1 for whoever ordered once, however many others did, too, and the
    name says no more than how long ago that was (see `ONE_ORDER`). Where the times of orders are known, a
    name's recency keeps to the shop's rhythm: `LAPSED` are those, and only those, whose gap is unusually
    long by now.

    Parameters
    ----------
    customers : DataFrame
        customer_id, recency_days [days, lower is better], n_orders, monetary [currency]; none missing.
        first_order_at, last_order_at where they are known.

    Returns
    -------
    DataFrame
        The columns given, r_score, f_score, m_score (1–5, 5 is best) and segment (see `SEGMENT_TABLE`).
    """
    r_score = _fifth_by_rank(-customers["recency_days"])
    f_score = np.where(customers["n_orders"] <= 1, 1, _fifth_by_rank(customers["n_orders"]))
    m_score = _fifth_by_rank(customers["monetary"])
    row = rows_in_rhythm(r_score, lateness(customers))
    names = _names(row, f_score, m_score, customers["n_orders"] <= 1)
    segment = pd.Series(names, index=customers.index, dtype="str")
    return customers.assign(r_score=r_score, f_score=f_score, m_score=m_score, segment=segment)


def merge_small_segments(segments: pd.Series, share_min: float = 0.02) -> pd.Series:
    """RFM segments → the same customers in fewer, larger segments, for pricing.

    While the smallest segment has fewer than 30 customers or than `share_min` of all, or there are more than
    eight segments, the smallest joins its nearest neighbor in the RFM table and takes that neighbor's name.
    If all end in one, it is called "All customers".

    Parameters
    ----------
    segments : (n_customers,)
        Names from `SEGMENT_NAMES`.

    Returns
    -------
    (n_customers,)
        Names, with the index given.
    """
    counts = {name: int((segments == name).sum()) for name in SEGMENT_NAMES if (segments == name).any()}
    floor, names = max(_FEWEST_CUSTOMERS, share_min * len(segments)), {name: name for name in counts}
    while len(counts) > 1:
        smallest = min(counts, key=lambda name: (counts[name], -SEGMENT_NAMES.index(name)))
        if counts[smallest] >= floor and len(counts) <= _MOST_SEGMENTS:
            break
        n_moved = counts.pop(smallest)
        neighbor = _nearest(smallest, list(counts))
        counts[neighbor] += n_moved
        names = {old: neighbor if new == smallest else new for old, new in names.items()}
    if len(counts) == 1 < len(names):
        names = dict.fromkeys(names, "All customers")
    return segments.map(names).astype("str")


def _fifth_by_rank(values: pd.Series) -> Ints:
    """Return 1 (lowest fifth) to 5; whole numbers only, so that no rounding moves a customer."""
    if values.isna().any():
        raise ValueError(f"{values.name} has missing values; leave out customers without a purchase")
    # 2, 4, … or the odd mean of ties
    twice_rank = (2 * values.rank(method="average")).to_numpy().astype(np.int64)
    return 1 + (5 * (twice_rank - 1)) // (2 * max(len(values), 1))


def _names(row: Ints, f_score: Ints, m_score: Ints, ordered_once: pd.Series) -> npt.NDArray[np.object_]:
    table = np.array([SEGMENT_TABLE[r] for r in range(1, 6)], dtype=object)
    of_one_order = np.array([ONE_ORDER[r] for r in range(1, 6)], dtype=object)
    value_score = (f_score + m_score + 1) // 2
    names = np.where(ordered_once, of_one_order[row - 1], table[row - 1, value_score - 1])
    return np.asarray(names, dtype=object)


def _nearest(name: str, others: list[str]) -> str:
    """Return the other segment whose middle in the table is nearest, of those lapsed as it, or not, if any.

    The better one where two are.
    """
    middles, is_lapsed = _middles(), name in LAPSED

    def rank(other: str) -> tuple[bool, float, int]:
        distance = np.hypot(*(middles[name] - middles[other])).round(9)
        return (other in LAPSED) != is_lapsed, distance, SEGMENT_NAMES.index(other)

    return min(others, key=rank)


def _middles() -> dict[str, Doubles]:
    cells = [(name, r, v) for r, row in SEGMENT_TABLE.items() for v, name in enumerate(row, start=1)]
    return {
        name: np.mean([(r, v) for other, r, v in cells if other == name], axis=0) for name in SEGMENT_NAMES
    }
