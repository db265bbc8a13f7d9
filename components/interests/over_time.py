"""Interests of everybody, a segment or one customer: over time as areas, and ahead with their bands."""

from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.interests.counts import REST
from analytics.interests.work import GROUPS, INTERESTS
from components.interests.charts import OTHERS, ahead_chart, areas_chart
from components.shell import choices, display, session, tables
from data.privacy.artifacts import frame_of
from data.privacy.pseudonyms.choice import kept_id
from data.store import Shop

FEW = 5_000  # customers that a box lists; of more, the id is typed
N_DRAWN = 8  # categories, as many as there are colors
N_AHEAD = 12
EVERYBODY = ""
HORIZON = {30: "Next 30 days", 60: "Days 31 to 60", 90: "Days 61 to 90"}
AHEAD_COLUMNS = {
    "category": tables.text("Category"),
    "share": tables.share("Forecast"),
    **tables.band("", tables.share),
    "usual_share": tables.share("Usual so far", "Of all purchases in the past periods"),
}


def everybodys(shop: Shop, directory: Path) -> pd.DataFrame:
    """Return the shares of everybody and of each segment, past and ahead."""
    return session.held(shop, ("interest groups", directory.name), lambda: GROUPS.read(directory))


def show_over_time(shop: Shop, directory: Path) -> None:
    """Draw whose interests are asked for, over time and ahead."""
    groups = everybodys(shop, directory)
    who, where, when = st.columns([2, 2, 2])
    with who:
        name = _choose_group(groups)
    with where:
        customer_id = _choose_customer(shop, directory) if name is None else None
    with when:
        days = int(choices.choose_code("Ahead", HORIZON, key="interest-horizon"))
    if name is None and customer_id is None:
        return
    rows = groups[groups["group"] == name] if name is not None else _of_customer(directory, str(customer_id))
    whose = f"customer {customer_id}" if name is None else name or "all customers"
    past = drawn_rows(rows)
    display.show_figure(areas_chart(past, f"Purchases of {whose}: so far, and expected"), "interest-areas")
    ahead = ahead_rows(rows, days)
    title = f"{HORIZON[days]}, {whose}: what purchases will be of, and how sure that is"
    display.show_chart(ahead_chart(ahead, title), ahead, AHEAD_COLUMNS, "interests-ahead")


def drawn_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the largest categories over all periods and ahead, everything else as one, empty ones as 0."""
    wide = rows.pivot_table(index="period", columns="category", values="share", aggfunc="sum").fillna(0.0)
    days = rows.groupby("period")["horizon_days"].max()
    named = wide.drop(columns=REST, errors="ignore").sum().sort_index()
    largest = named.sort_values(ascending=False, kind="stable").index[:N_DRAWN]
    told = wide[largest].assign(**{OTHERS: 1 - wide[largest].sum(axis=1)})
    long = told.reset_index().melt("period", var_name="category", value_name="share")
    return long.assign(horizon_days=long["period"].map(days))


def ahead_rows(rows: pd.DataFrame, days: int) -> pd.DataFrame:
    """Return the largest categories of a window ahead, with what was usual."""
    past = rows[rows["horizon_days"] == 0]
    usual = past.groupby("category")["n_purchases"].sum() / max(past["n_purchases"].sum(), 1.0)
    ahead = rows[rows["horizon_days"] == days].sort_values(["share", "category"], ascending=[False, True])
    return ahead.head(N_AHEAD).assign(usual_share=lambda of: of["category"].map(usual).fillna(0.0))


def _choose_group(groups: pd.DataFrame) -> str | None:
    """Ask for everybody, a segment, or None for one customer."""
    names = [name for name in groups["group"].unique() if name != EVERYBODY]
    words = {EVERYBODY: "Everybody", None: "One customer"} | {name: name for name in names}
    group: str | None = choices.choose_code("Whose interests", words, EVERYBODY, key="interest-group")
    return group


def _choose_customer(shop: Shop, directory: Path) -> str | None:
    """Ask for a customer; None while no customer has the id that is typed."""

    def ids() -> list[str]:
        return sorted(INTERESTS.read(directory, ["customer_id"])["customer_id"].unique())

    known = session.held(shop, ("interested customers", directory.name), ids)
    if len(known) <= FEW:
        return st.selectbox("Customer", known, key="interested-customer")
    typed = kept_id(shop, st.text_input("Customer", known[0], key="interested-customer"))
    if typed in set(known):
        return typed
    display.show_note("No customer has this id.")
    return None


def _of_customer(directory: Path, customer_id: str) -> pd.DataFrame:
    return frame_of(directory, "interests", filters=[("customer_id", "==", customer_id)])
