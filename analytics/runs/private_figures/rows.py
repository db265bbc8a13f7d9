"""What each customer counts for in each group: no customer can do more than the question lets them."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from analytics.runs.private_figures.question import (
    CATEGORY,
    CENTS,
    EVERYBODY,
    MONTH,
    REST,
    Of,
    Question,
    Statistic,
)
from data.schema import InputError
from data.store import Shop

MARTS = {CATEGORY: "customer_categories", MONTH: "customer_months"}
AMOUNTS = {CATEGORY: {Of.MONETARY: "revenue"}, MONTH: {Of.MONETARY: "revenue", Of.ORDERS: "n_orders"}}


@dataclass(frozen=True)
class Bounded:
    """Customers as they count.

    Attributes
    ----------
    rows : customer_id, group, amount [hundredths]; no customer in more groups, or with more, than asked
    n_customers, n_clipped, n_groups_cut : customers; those who had more than at most in a group; those who
        were in more groups than they count in
    """

    rows: pd.DataFrame
    n_customers: int
    n_clipped: int
    n_groups_cut: int


def bounded_rows(shop: Shop, question: Question) -> Bounded:
    """Return what each customer counts for; raises InputError where there is no such column."""
    rows = _rows(shop, question)
    clipped = rows["amount"].clip(0, question.at_most)
    is_clipped = (rows["amount"] != clipped) & (question.statistic in (Statistic.SUM, Statistic.MEAN))
    rows = rows.assign(amount=np.rint(clipped * CENTS).astype(np.int64), is_clipped=is_clipped)
    order = rows.sort_values(["customer_id", "amount", "group"], ascending=[True, False, True])
    kept = order.groupby("customer_id").head(question.n_each)
    cut = set(order["customer_id"]) & set(order["customer_id"].drop(kept.index))
    n_clipped = rows.loc[rows["is_clipped"], "customer_id"].nunique()
    return Bounded(kept.drop(columns="is_clipped"), rows["customer_id"].nunique(), int(n_clipped), len(cut))


def groups_of(question: Question) -> list[str]:
    """Return the groups that figures are told of, whoever the customers are."""
    if question.statistic is Statistic.HISTOGRAM:
        bounds = ["", *(f"{edge:g}" for edge in question.edges), ""]
        return [f"[{low}, {high})" for low, high in pairwise(bounds)]
    return [EVERYBODY] if question.by is None else [*question.groups, REST]


def columns_by(shop: Shop) -> list[str]:
    """Return what customers can be grouped by: their attributes, category and month."""
    customers = shop.read("customers")
    few = [
        str(c)
        for c in customers
        if c != "customer_id" and not pd.api.types.is_numeric_dtype(customers[c])
        if not pd.api.types.is_datetime64_any_dtype(customers[c]) and 1 < customers[c].nunique() <= 50
    ]
    return [*few, CATEGORY, MONTH]


def known_groups(shop: Shop, by: str, least: int) -> list[str]:
    """Return the groups that at least so many customers are in: names to start from."""
    rows = _grouped(shop, by, Of.MONETARY)
    counts = rows.groupby("group")["customer_id"].nunique()
    return sorted(map(str, counts.index[counts >= least]))


def _rows(shop: Shop, question: Question) -> pd.DataFrame:
    if question.by is None:
        customers = shop.read("customers")
        rows = pd.DataFrame({"customer_id": customers["customer_id"], "amount": customers[question.of]})
        places = np.searchsorted(question.edges, rows["amount"], side="right")
        groups = groups_of(question)
        is_histogram = question.statistic is Statistic.HISTOGRAM
        return rows.assign(group=np.array(groups)[places] if is_histogram else EVERYBODY)
    rows = _grouped(shop, question.by, question.of)
    rows["group"] = rows["group"].where(rows["group"].isin(question.groups), REST)
    return rows.groupby(["customer_id", "group"])["amount"].sum().reset_index()


def _grouped(shop: Shop, by: str, of: Of) -> pd.DataFrame:
    """Return customer_id, group and amount, before anything is bounded."""
    if by in MARTS:
        if of not in AMOUNTS[by]:
            raise InputError(
                f"{of} is not known by {by}", "Ask for monetary, or by an attribute of customers"
            )
        table = shop.read(MARTS[by])
        group = table[by].dt.strftime("%Y-%m") if by == MONTH else table[by]
        return pd.DataFrame(
            {
                "customer_id": table["customer_id"],
                "group": group.astype(str),
                "amount": table[AMOUNTS[by][of]],
            }
        )
    customers = shop.read("customers")
    if by not in customers or by == "customer_id":
        raise InputError(f"customers have no column {by}", f"Name one of: {', '.join(columns_by(shop))}")
    known = customers[by].astype("str").where(customers[by].notna(), REST)
    return pd.DataFrame({"customer_id": customers["customer_id"], "group": known, "amount": customers[of]})
