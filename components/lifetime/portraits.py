"""Portraits of value segments: what sets each apart, and the customers behind every figure."""

import pandas as pd
import streamlit as st

from analytics.runs.customer_value.frames import TRAITS
from analytics.segments.traits import Trait, customers_behind, portray
from components.lifetime import Valued, show_customer_download, words
from components.shell import choices, display, formats, session, tables

LEAST_SHARE = 0.02  # of a segment's revenue: less is told in the table only
LEAST_INDEX, MOST_INDEX = 1.1, 0.9  # from which a segment differs from the shop
N_TOLD = 3  # values of a trait in a sentence
COLUMNS = {
    "trait_name": tables.text("Trait", width=100),
    "value_name": tables.text("Value", width=230),
    "revenue_share": tables.share("Of their revenue"),
    "shop_share": tables.share("Of the shop's", "Of the revenue of all known customers"),
    "index": tables.number("Index", "Their share ÷ the shop's: above 1 they buy more of it than others"),
    "n_customers": tables.count("Customers", "Of the segment, with such a purchase"),
    "customer_share": tables.share("Of the segment"),
}
CUSTOMER_COLUMNS = {
    "customer_id": tables.text("Customer", width=140),
    "segment": tables.text("RFM segment", width=160),
    "n_repeats": tables.count("Bought again"),
    "recency_days": tables.count("Days away"),
    "revenue": tables.money("Spent"),
    "expected_purchases": tables.number("Purchases to come", decimals=1),
    "expected_value": tables.money("Expected value"),
    **tables.band("expected_value", tables.money),
}
N_SHOWN = 1000  # rows of customers on the page; the file has all


def show_portraits(valued: Valued, currency: str) -> None:
    """Draw a segment's portrait in sentences and as a table whose rows lead to their customers."""
    customers = valued.found.customers.assign(segment=valued.found.customers["value_segment"])
    key = ("customer traits", valued.directory.name)
    traits = session.held(valued.shop, key, lambda: TRAITS.read(valued.directory))
    key = ("portraits", valued.directory.name, valued.found.horizon_days)
    portraits = session.computed(valued.shop, key, lambda: portray(traits, customers))
    there = {code: name for code, name in words.SEGMENTS.items() if (customers["segment"] == code).any()}
    options = {"ask": st.radio, "horizontal": True, "key": f"portrait-segment-{valued.shop.name}"}
    segment = choices.choose_code("Segment", there, **options)
    summary = valued.found.segments.set_index("value_segment").loc[segment]
    st.markdown(formats.escaped(size_and_value(summary, valued.found.horizon_days, currency)))
    with st.expander("All customers of the segment"):
        theirs = customers.loc[customers["segment"] == segment, "customer_id"]
        show_customers(valued.found.customers, theirs, there[segment], f"all-{segment}", currency)
    of_segment = portraits[portraits["segment"] == segment].reset_index(drop=True)
    if of_segment.empty:
        display.show_note("Purchases tell nothing here but who bought when: no category, brand or channel.")
        return
    for sentence in sentences(of_segment):
        st.markdown(f"- {formats.escaped(sentence)}")
    for place in _choose_rows(of_segment, f"portrait-{segment}", currency):
        row = of_segment.iloc[place]
        behind = customers_behind(traits, customers, segment, row["trait"], row["value"])
        name = f"{there[segment]}, {words.trait_value(row['trait'], row['value'])}"
        show_customers(valued.found.customers, behind, name, f"customers-{segment}", currency)


def _choose_rows(portrait: pd.DataFrame, name: str, currency: str) -> list[int]:
    """Draw the portrait as a table, and return the places of the rows that are chosen in it."""
    display.show_note("Choose a row to see the customers whom its figures count.")
    table = _in_words(portrait)
    options = {"on_select": "rerun", "selection_mode": "single-row", "key": name}
    chosen = display.draw_table(table, COLUMNS, currency, **options)
    display.show_table_download(table[list(COLUMNS)], name)
    return chosen["selection"]["rows"]


def show_customers(customers: pd.DataFrame, ids: pd.Series, name: str, file_name: str, currency: str) -> None:
    """Draw the customers behind a figure, those of most value first, and all of them as a file."""
    found = customers[customers["customer_id"].isin(ids)].sort_values(
        ["expected_value", "customer_id"], ascending=[False, True]
    )
    count = formats.counted(len(found), "customer")
    shown = f", the {N_SHOWN:,} of most value shown" if len(found) > N_SHOWN else ""
    st.markdown(f"**{formats.escaped(f'{name}: {count}{shown}')}**")
    display.draw_table(found.head(N_SHOWN), CUSTOMER_COLUMNS, currency, key=f"table-{file_name}")
    show_customer_download(found, file_name)


def size_and_value(segment: pd.Series, horizon_days: int, currency: str) -> str:
    """Return in a sentence how many they are, what they bring and how lately they came."""
    days = formats.counted(segment["median_recency_days"], "day")
    return (
        f"{formats.counted(segment['n_customers'], 'customer')} "
        f"({formats.share(segment['customer_share'], 0)}), who brought "
        f"{formats.share(segment['revenue_share'], 0)} of the revenue so far and will bring "
        f"{formats.share(segment['value_share'], 0)} of the value: about "
        f"{formats.number(segment['mean_purchases'], 1)} purchases and "
        f"{formats.money(segment['mean_value'], currency)} each in the coming {words.period(horizon_days)}. "
        f"The last order was typically {days} ago."
    )


def sentences(portrait: pd.DataFrame) -> list[str]:
    """Return what sets a segment apart, a sentence per trait that does.

    Parameters
    ----------
    portrait : rows of `portray` of one segment
    """
    told = []
    for trait in Trait:
        rows = portrait[(portrait["trait"] == trait) & (portrait["revenue_share"] >= LEAST_SHARE)]
        more = rows[rows["index"] >= LEAST_INDEX].nlargest(N_TOLD, "index")
        less = rows[rows["index"] <= MOST_INDEX].nsmallest(1, "index")
        parts = [f"more {_listed(trait, more)}"] if len(more) else []
        parts += [f"less {_listed(trait, less)}"] if len(less) else []
        if parts:
            told.append(f"{words.TRAITS[trait]}: {', '.join(parts)}.")
    return told or ["They buy what everyone buys, where and when everyone does."]


def _listed(trait: Trait, rows: pd.DataFrame) -> str:
    values = [
        f"{words.trait_value(trait, row['value'])} ({formats.share(row['revenue_share'])} of their "
        f"revenue, {formats.share(row['shop_share'])} of all)"
        for _, row in rows.iterrows()
    ]
    return ", ".join(values)


def _in_words(portrait: pd.DataFrame) -> pd.DataFrame:
    pairs = zip(portrait["trait"], portrait["value"], strict=True)
    return portrait.assign(
        trait_name=[words.TRAITS[Trait(trait)] for trait in portrait["trait"]],
        value_name=[words.trait_value(trait, value) for trait, value in pairs],
    )
