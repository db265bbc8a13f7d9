"""What the inputs of predictions say in plain figures: to draw shares over, and to color dots by."""

import numpy as np
import pandas as pd

from analytics.arrays import Ints
from analytics.demand.cells import Cells
from analytics.evidence.explained import part_code
from analytics.runs.cells import FlatModel
from analytics.runs.input_groups import Group, Part

_RATES = (Part.QUICK_RATE, Part.CAUTIOUS_RATE, Part.RECENT_RATE)


def told_of(flat: FlatModel, cells: Cells, customers: pd.DataFrame) -> dict[str, pd.Series]:
    """Return what inputs say of cells, by the code of their group or part.

    Those that no one figure tells, as all attributes together, are left out.

    Parameters
    ----------
    flat : the model over these cells
    customers : as the model was given them

    Returns
    -------
    price [price ÷ price today], product and segment (names), basket [products that matter for the cell],
    history [odds of a purchase ÷ the segment's, by own rates], habits [visits so far], season [0 Monday to
    6 Sunday], and the parts of groups with several; attributes as levels
    """
    log, frame, groups = cells.log, flat.frame(), flat.parts
    visited_at = pd.Series(log.visited_at[cells.visit])
    who = customers.reindex(log.customer_ids[log.customer[cells.visit]]).reset_index(drop=True)
    basket = frame[[name for name in frame if str(name).startswith("basket_")]]
    found = {
        Group.PRICE.value: 1 + frame["price"],
        Group.PRODUCT.value: pd.Series(np.array(log.product_ids, object)[cells.product]),
        Group.SEGMENT.value: who["segment"].astype(object),
        Group.SEASON.value: visited_at.dt.day_of_week,
    }
    if len(basket.columns):
        found[Group.BASKET.value] = (basket < flat.model.pairs_.n_products).sum(axis=1)
    if Group.HISTORY in groups:
        rates = {part: np.exp(frame[f"past_{i}"].astype(float)) for i, part in enumerate(_RATES)}
        found[Group.HISTORY.value] = rates[Part.CAUTIOUS_RATE]
        found |= {part_code(Group.HISTORY, part): rate for part, rate in rates.items()}
    visits = np.expm1(3 * (frame["habits_0"].astype(float) + 0.5)).round()
    found |= {
        Group.HABITS.value: visits,
        part_code(Group.HABITS, Part.VISITS): visits,
        part_code(Group.HABITS, Part.BASKET_SIZE): frame["habits_1"].astype(float),
        part_code(Group.HABITS, Part.DEALS): frame["habits_2"] / 10.0,
        part_code(Group.SEASON, Part.TIME_OF_YEAR): visited_at.dt.month,
        part_code(Group.SEASON, Part.WEEKDAY): visited_at.dt.day_of_week,
    }
    return found | _attributes(flat, who)


def rows_to_explain(customer: Ints, n_rows: int, rng: np.random.Generator) -> Ints:
    """Return which cells to explain: one of each customer drawn by lot, then more where these are too few.

    Parameters
    ----------
    customer : (n_cells,) whose they are
    """
    order = rng.permutation(len(customer))
    is_first = ~pd.Series(customer[order]).duplicated().to_numpy()
    return np.sort(np.concatenate([order[is_first], order[~is_first]])[:n_rows])


def _attributes(flat: FlatModel, who: pd.DataFrame) -> dict[str, pd.Series]:
    names = [name for name in flat.parts.get(Group.ATTRIBUTES, {}) if name in who]
    codes = {name: part_code(Group.ATTRIBUTES, name) for name in names}
    if not names:  # one attribute is the whole group
        known = [name for name in flat.model.encoder_.levels_ if name in who]
        names = known if len(known) == 1 else []
        codes = dict.fromkeys(names, Group.ATTRIBUTES.value)
    return {codes[name]: _plain(who[name]) for name in names}


def _plain(column: pd.Series) -> pd.Series:
    """Return numbers as numbers, anything else as text."""
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return column.astype(float)
    return column.astype("string").fillna("unknown").astype(object)
