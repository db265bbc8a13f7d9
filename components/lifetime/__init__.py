"""What customers are worth: expected value with bands, how sure that is, and who they are."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.findings import Verdict
from analytics.pricing.money import AS_IN_FILES
from analytics.runs.customer_value.kept import read_value
from analytics.runs.customer_value.value import CustomerValue
from analytics.runs.customer_value.work import CUSTOMER_VALUE, ValueConfig
from analytics.segments.lifetime.checks import Assumption
from analytics.segments.lifetime.value import YEAR_DAYS
from analytics.segments.value_segments import ValueSegment
from components.bundles.assumptions import costs_of
from components.lifetime import charts, words
from components.shell import choices, display, downloads, formats, session, tables
from components.shell.privacy import choose_privacy
from components.shell.shop_work import WorkWords, show_work
from data.store import Shop

HORIZONS = {90: "90 days", 180: "180 days", YEAR_DAYS: "A year", 2 * YEAR_DAYS: "Two years"}
WORDS = WorkWords(
    "the valuation",
    "Value the customers",
    "Value them again",
    "Learns from what everyone bought how often customers come back and what they spend, and predicts what "
    "each will bring after all costs. It takes about a minute; you can leave the page meanwhile.",
)
NEWCOMERS_COST = (
    "Noise makes the classifier of new customers err more, the more the fewer there are to learn from. All "
    "else on this page stays as it is, and is not private."
)
BAND_HELP = (
    "90 % band of what customers like these bring on average: how well the model knows its parameters. A "
    "single customer's purchases scatter far more."
)
SEGMENT_COLUMNS = {
    "name": tables.text("Segment", width=100),
    "n_customers": tables.count("Customers"),
    "customer_share": tables.share("Of all", "Of all customers with a purchase"),
    "revenue_share": tables.share("Of revenue", "Of the revenue so far"),
    "value_share": tables.bar("Of value", "Of the contribution expected of all customers"),
    "mean_value": tables.money("Value each", "Contribution expected after all costs, on average"),
    **tables.band("mean_value", tables.money, (BAND_HELP, BAND_HELP)),
    "mean_purchases": tables.number("Purchases", "Days with a purchase expected, on average, each", 2),
    "median_recency_days": tables.count("Days away", "Days since the last order, the middle customer's"),
}
CALIBRATION_COLUMNS = {
    "n_repeats": tables.count("Bought again before", "7 stands for more, too"),
    "n_customers": tables.count("Customers"),
    "actual": tables.number("Came, each", "Repeat purchases of the days held out, on average, each"),
    **tables.band("actual", tables.number),
    "expected": tables.number("Expected, each", "By a model that knows the days before only"),
}
ASSUMPTION_COLUMNS = {
    "name": tables.text("What is assumed", width=330),
    "verdict": tables.text("Verdict", width=90),
    "figure": tables.number("Figure"),
    **tables.band("", tables.number),
    "meaning": tables.text("What the figure is", width=460),
}


@dataclass(frozen=True)
class Valued:
    """What the newest valuation found of a shop's customers in one time to come, and where it lies."""

    shop: Shop
    directory: Path
    found: CustomerValue


def require_valued(shop: Shop) -> Path:
    """Return the newest valuation, with the way to another one; stop the page where there is none yet."""
    costs = costs_of(shop, AS_IN_FILES)
    with st.expander("How new customers are told"):
        privacy = choose_privacy("newcomers", NEWCOMERS_COST)
    directory = show_work(shop, CUSTOMER_VALUE, WORDS, ValueConfig(costs, privacy=privacy))
    if directory is None:
        st.stop()
    if CUSTOMER_VALUE.asked(directory).costs != costs:
        display.show_note("The costs of the page Bundles have changed since.")
    return directory


def choose_value(shop: Shop, directory: Path) -> Valued:
    """Ask for which time to come value is expected, and return it."""
    options = {"ask": st.radio, "horizontal": True, "key": "horizon"}
    days = int(choices.choose_code("Time to come", HORIZONS, YEAR_DAYS, **options))
    key = ("customer value", directory.name, days)
    return Valued(shop, directory, session.held(shop, key, lambda: read_value(directory, days)))


def answer(found: CustomerValue, currency: str) -> str:
    """Return in one sentence what customers are worth, and who brings most of it."""
    total = float(found.segments["expected_value"].sum())
    first = found.segments[found.segments["value_segment"] == ValueSegment.HIGH_VALUE]
    sentence = (
        f"In the coming {words.period(found.horizon_days)} the customers known today will bring about "
        f"{formats.short_money(total, currency)} after all costs"
    )
    if first.empty:
        return f"{sentence}."
    row = first.iloc[0]
    band = formats.band(row["mean_value_low"], row["mean_value_high"], currency)
    return (
        f"{sentence}; {formats.share(row['value_share'], 0)} of it comes from "
        f"{formats.counted(row['n_customers'], 'high-value customer')}, "
        f"{formats.money(row['mean_value'], currency)} each (90 % band {band})."
    )


def show_reservations(found: CustomerValue) -> None:
    """Draw the gravest of what the data do not bear out, where anything is."""
    table = found.assumptions[found.assumptions["verdict"] != Verdict.PASS]
    if Assumption.HOLDOUT not in set(found.assumptions["assumption"]):
        display.show_note("The history is too short to hold days out and see whether they are foreseen.")
    if table.empty:
        return
    row = table.sort_values("verdict", key=lambda v: v.map(list(Verdict).index), ascending=False).iloc[0]
    assumption = Assumption(row["assumption"])
    why = f"The {words.FIGURES[assumption]}: {formats.number(row['figure'])} here."
    display.show_verdict(row["verdict"], words.FOUND[assumption], why, words.REMEDIES[assumption])


def show_value(valued: Valued, currency: str) -> None:
    """Draw the expected value of each segment, what makes the segments, and every customer as a file."""
    table = valued.found.segments.assign(
        name=[words.segment_name(code) for code in valued.found.segments["value_segment"]]
    )
    figure = charts.value_chart(table, currency, words.period(valued.found.horizon_days))
    display.show_chart(figure, table, SEGMENT_COLUMNS, "value-segments", currency, is_folded=False)
    for code, meaning in words.MEANINGS.items():
        st.markdown(f"**{words.SEGMENTS[code]}**: {formats.escaped(meaning)}.")
    display.show_note(
        "Expected value is revenue times the customer's own margin, which is drawn toward the shop's where "
        f"there are few purchases: {formats.share(_margin(valued.found))} of all revenue so far. Costs are "
        "those that the page Bundles asks for."
    )
    show_customer_download(valued.found.customers, "customers-value")


def show_certainty(valued: Valued) -> None:
    """Draw whether the latest days were foreseen, and every assumption with its figure."""
    holdout = valued.found.holdout
    if holdout is not None:
        figure = charts.calibration_chart(holdout)
        display.show_chart(figure, holdout, CALIBRATION_COLUMNS, "calibration")
    found = valued.found.assumptions
    told = {
        "name": [words.ASSUMPTIONS[Assumption(code)] for code in found["assumption"]],
        "meaning": [words.FIGURES[Assumption(code)] for code in found["assumption"]],
    }
    display.show_table(found.assign(**told), ASSUMPTION_COLUMNS, "assumptions")
    display.show_note(
        "Whoever has bought on one day only counts as still there, however long ago: in this model customers "
        "leave after a repeat purchase alone. What that does to their expected purchases shows under 0."
    )


def show_customer_download(customers: pd.DataFrame, name: str) -> None:
    """Draw the download of customers with all that is known of their value."""
    content = partial(downloads.csv_bytes, customers)
    label = f"Download {formats.counted(len(customers), 'customer')} with their value (CSV)"
    display.show_download(label, content, f"{name}.csv")


def _margin(found: CustomerValue) -> float:
    revenue = float(found.customers["revenue"].sum())
    return float(found.customers["contribution"].sum()) / revenue if revenue > 0 else 0.0
