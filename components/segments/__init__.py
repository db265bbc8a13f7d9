"""Who the customers are: the choice of segments, their sizes and revenue, and the choice for pricing."""

import dataclasses
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analytics.runs.filled_customers import filled_customers
from analytics.segments.choice import FIGURES, SegmentChoice, assign_segments
from analytics.segments.clusters import MAX_CLUSTERS, suggest_n_clusters
from analytics.segments.personas import describe_segments
from components.naming import show_named_download
from components.segments.charts import customers_chart, shares_chart
from components.segments.words import verb, with_sentences
from components.shell import choices, display, downloads, formats, guards, scope, session, tables
from data.store import Shop, read_customers

KINDS = {"rfm": "By rule (RFM)", "clusters": "Learned clusters", "attribute": "A customer attribute"}
PLACE_KINDS = {"store_id": "store", "channel": "channel"}
PLACE_WORDS = {"store_id": "Main store", "channel": "Main channel"}
KIND_HELP = (
    "RFM: how lately, how often and for how much someone bought. "
    "Clusters: groups that the same three figures form by themselves. "
    "Attribute: a column of your customers file, or the store or channel of most of their orders."
)
LEFTOVERS = ("Other", "Unknown")
SEGMENT_WIDTH = 236  # px: the longest names, and still all columns fit at 1280 px
N_DOTS = 1500  # more dots hide each other
SEED = 0
COLUMNS = {
    "segment": tables.text("Segment", width=SEGMENT_WIDTH),
    "n_customers": tables.count("Customers"),
    "customer_share": tables.share("Of all", "Of all known customers"),
    "revenue": tables.money("Revenue", decimals=0),
    "revenue_share": tables.bar("Of revenue"),
    "median_recency_days": tables.count("Days away", "Days since the last order, the middle customer's"),
    "mean_orders": tables.number("Orders", "On average, each", 1),
    "mean_monetary": tables.money("Spent", "On average, each", 0),
}
CUSTOMER_COLUMNS = {
    **tables.SEGMENT,
    "recency_days": tables.number("Days since last order", decimals=0),
    "n_orders": tables.count("Orders"),
    "monetary": tables.money("Spent"),
}


def everybody(shop: Shop) -> pd.DataFrame:
    """Return the mart `customers`, with the main store and channel of each where the shop has several."""
    several = {kind for kind, known in scope.places_of(shop).items() if len(known) > 1}
    named = tuple(name for name, kind in PLACE_KINDS.items() if kind in several)
    return session.computed(shop, ("customers", named), lambda: read_customers(shop, named))


def require_customers(customers: pd.DataFrame) -> None:
    """Say what is missing and stop the page where nobody known has bought anything."""
    if customers.empty:
        display.show_empty(
            "No purchase of a known customer yet: segments need orders with a customer's number.",
            page=guards.UPLOAD_PAGE,
            label="Upload orders",
        )
        st.stop()


def saved_choice(shop: Shop) -> SegmentChoice:
    """Return the segments that pricing uses; RFM until the analyst chooses."""
    return SegmentChoice(**shop.setting("segments", {"kind": "rfm"}))


def choose_segments(shop: Shop, customers: pd.DataFrame) -> SegmentChoice:
    """Ask what makes a segment, starting from the choice that pricing uses."""
    saved = saved_choice(shop)
    attributes = [name for name in customers.columns if name not in FIGURES]
    words = {kind: words for kind, words in KINDS.items() if kind != "attribute" or attributes}
    what, options = "What makes a segment", {"horizontal": True, "help": KIND_HELP}
    kind = choices.choose_code(what, words, saved.kind, ask=st.radio, key=f"kind-{shop.name}", **options)
    if kind == "clusters":
        return SegmentChoice("clusters", n_clusters=_choose_n_clusters(shop, customers, saved))
    if kind == "attribute":
        index = attributes.index(saved.attribute) if saved.attribute in attributes else 0
        ask = partial(st.selectbox, format_func=lambda name: PLACE_WORDS.get(name, name), width=320)
        return SegmentChoice("attribute", attribute=ask("Attribute", attributes, index))
    return SegmentChoice("rfm")


def segment_customers(shop: Shop, choice: SegmentChoice) -> pd.DataFrame:
    """Return the customers with the segment of each, remembered per choice."""

    def assign() -> pd.DataFrame:
        customers = filled_customers(shop, (choice.attribute,)).query("n_orders > 0")
        return customers.merge(assign_segments(customers, choice, SEED), on="customer_id", validate="1:1")

    return session.computed(shop, ("segments", choice, SEED), assign)


def guest_share(shop: Shop) -> float:
    """Return the share of the shop's revenue that comes without a customer, and so is in no segment."""
    share = session.mart(shop, "overview")["guest_revenue_share"].iloc[0]
    return 0.0 if pd.isna(share) else float(share)


def answer(profiles: pd.DataFrame, guests: float) -> str:
    """Return in one sentence which segment matters most.

    Parameters
    ----------
    guests : share of the shop's revenue that comes without a customer
    """
    known = profiles[~profiles["segment"].isin(LEFTOVERS)]
    if len(known) < 2:
        return f"All {formats.counted(profiles['n_customers'].sum(), 'customer')} form one segment."
    first = known.loc[known["revenue"].idxmax()]
    whose = " of known customers" if guests else ""
    words = (
        f"{first['segment']}: {formats.share(first['customer_share'], 0)} of the customers "
        f"{verb(first['segment'])} {formats.share(first['revenue_share'], 0)} of the revenue{whose}, the "
        f"most of {len(known)} segments."
    )
    return f"{words} Guests bring {formats.share(guests)} of all revenue." if guests else words


def show_segments(shop: Shop, customers: pd.DataFrame) -> None:
    """Draw the tab of segments: the answer, the choice, who they are, and whether pricing uses them."""
    answered = st.container()
    choice = choose_segments(shop, customers)
    show_use_for_pricing(shop, choice)
    assigned = segment_customers(shop, choice)
    currency = session.currency_of(shop)
    profiles = with_sentences(describe_segments(assigned), assigned, currency)
    guests = guest_share(shop)
    with answered:
        display.show_answer(answer(profiles, guests))
    show_profiles(profiles, guests, currency)
    show_customers(assigned, list(profiles["segment"]), currency)
    show_named_download(shop, assigned, "customers")


def show_profiles(profiles: pd.DataFrame, guests: float, currency: str) -> None:
    """Draw sizes and revenue of the segments, with a sentence each; says where guests are left out."""
    if guests:
        display.show_note(
            "All revenue below, and every share of it, is of known customers: "
            f"{formats.share(guests)} of the shop's revenue comes without a customer and is in no segment."
        )
    most = float(profiles["revenue_share"].max())
    of_revenue = tables.bar("Of revenue", "Of known customers' revenue", high=most)
    columns = COLUMNS | {"revenue_share": of_revenue}
    display.show_chart(shares_chart(profiles), profiles, columns, "segments", currency, is_folded=False)
    with st.expander("Each segment in a sentence", expanded=True):
        for segment, sentence in zip(profiles["segment"], profiles["sentence"], strict=True):
            st.markdown(f"**{formats.escaped(segment)}.** {formats.escaped(sentence)}")


def show_customers(customers: pd.DataFrame, segments: list[str], currency: str) -> None:
    """Draw a sample of the customers, and all of them as a file."""
    sample = customers.sort_values("customer_id").sample(min(N_DOTS, len(customers)), random_state=SEED)
    figure = customers_chart(sample, segments, currency)
    display.show_chart(figure, sample, CUSTOMER_COLUMNS, "customers-sample", currency)
    label, content = "Download every customer with the segment (CSV)", partial(downloads.csv_bytes, customers)
    display.show_download(label, content, "customers.csv")


def show_use_for_pricing(shop: Shop, choice: SegmentChoice) -> None:
    """Draw whether pricing uses these segments, else the button that makes it so."""
    if choice == saved_choice(shop):
        display.show_note("Pricing uses these segments.")
    elif st.button("Use these segments for pricing", type="primary", key="use-segments"):
        shop.save_setting("segments", dataclasses.asdict(choice))
        st.rerun()


def _choose_n_clusters(shop: Shop, customers: pd.DataFrame, saved: Any) -> int:
    key = ("suggested clusters", SEED)
    suggestion, silhouettes = session.computed(shop, key, lambda: suggest_n_clusters(customers, SEED))
    most = max([2, *silhouettes["n_clusters"]])
    value = min(max(saved.n_clusters or suggestion, 2), most)
    if most <= 2:
        return max(suggestion, 1)
    label, most = "Number of clusters", min(most, MAX_CLUSTERS)
    n_clusters = st.slider(label, 2, most, value, width=320, key=f"k-{shop.name}")
    display.show_note(
        f"Suggested: {suggestion}, where customers of one cluster differ most from those of the next."
    )
    return n_clusters
