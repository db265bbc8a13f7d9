"""The tabs of the page: inputs, calibration, advised prices."""

import json
from functools import partial

import streamlit as st

from analytics.evidence.drift.codes import Advice
from analytics.runs.monitoring.job import Monitored
from analytics.runs.results import Results
from components.monitoring import words
from components.monitoring.charts import drift_chart, prices_chart, shares_chart, weeks_chart
from components.shell import choices, display, results, session, tables

DRIFT_COLUMNS = {
    "input_name": tables.text("Input"),
    "drift_name": tables.text("Is"),
    "psi": tables.number("PSI", decimals=3),
    **tables.band("", tables.number, decimals=3),
    "n_then": tables.count("Rows before"),
    "n_now": tables.count("Rows since"),
    "advice_name": tables.text("Advice"),
}
SHARE_COLUMNS = {
    "bin_name": tables.text("Is"),
    "share_then": tables.share("Before"),
    "share_now": tables.share("Since"),
}
SIGN_COLUMNS = {
    "sign_name": tables.text("Figure"),
    "then": tables.number("Before", decimals=4),
    "now": tables.number("Since", decimals=4),
    "change": tables.number("Change", decimals=4),
    **tables.band("", tables.number, decimals=4),
    "advice_name": tables.text("Advice"),
}
WEEK_COLUMNS = {
    "period_name": tables.text("Period"),
    "week": tables.day("Week of"),
    "predicted": tables.share("Predicted"),
    "observed": tables.share("Bought"),
    **tables.band("", tables.share),
    "n": tables.count("Chances"),
}
BIN_COLUMNS = {name: column for name, column in WEEK_COLUMNS.items() if name != "week"}
PRICE_COLUMNS = {
    "name": tables.text("Bundle"),
    **tables.SEGMENT,
    "n_customers": tables.count("Customers"),
    "component_price_then": tables.money("Parts before"),
    "component_price_now": tables.money("Parts now"),
    "discount_then": tables.share("Discount before"),
    "discount_now": tables.share("Discount now"),
    "moved": tables.share("Moved by"),
}


def show_advice(found: Monitored) -> None:
    """Draw what to do with the model and why, with the way to a training where one is due."""
    display.show_answer(words.answer(found))
    is_due = found.report["advice"] == Advice.RETRAIN
    if is_due and st.button("Train the price response again", type="primary", key="retrain"):
        session.open_page(results.RESPONSE_PAGE)


def monitoring_parts(run: Results, found: Monitored) -> display.Tabs:
    """Return the tabs by their labels."""
    return {
        "Inputs": partial(_show_inputs, found),
        "Calibration": partial(_show_calibration, found),
        "Advised prices": partial(_show_prices, run, found),
    }


def show_monitored(found: Monitored) -> None:
    """Draw what was held against what, with the download of the whole."""
    display.show_note(words.size(found))
    content = json.dumps(found.report, indent=2).encode()
    display.show_download(
        "Download the monitoring (JSON)", lambda: content, "monitoring.json", weight="tertiary"
    )


def _show_inputs(found: Monitored) -> None:
    rows = words.drift_table(found)
    display.show_chart(drift_chart(rows), rows, DRIFT_COLUMNS, "drift")
    names = {name: name for name in rows["input_name"]}
    chosen = choices.choose_code("Input", names, key="monitoring-input")
    shares = words.bins_table(found, chosen)
    display.show_chart(shares_chart(shares, chosen), shares, SHARE_COLUMNS, "drift-shares")
    display.show_note(
        "The population stability index (PSI) adds up how far shares have moved; below 0.1 is usual, over "
        "0.25 is far. What chance makes of few rows is taken off, and an input counts as moved where its "
        "whole 90 % band does. Prices are held against all that the training saw, the rest against the "
        "visits that it was tested on. Seasons are left out."
    )


def _show_calibration(found: Monitored) -> None:
    weeks = words.periods(found.calibration)
    display.show_chart(weeks_chart(weeks), weeks, WEEK_COLUMNS, "calibration-weeks")
    st.markdown("**Then and now**")
    display.show_table(words.signs_table(found), SIGN_COLUMNS, "monitoring-signs")
    display.show_note(
        "Purchases against those predicted are told by the logarithm of their ratio: 0 is as predicted. The "
        "calibration error's change is told in shares of what was bought before, that of discounts by their "
        "mean distance."
    )
    st.markdown("**By predicted share**")
    display.show_table(words.periods(found.calibration_bins), BIN_COLUMNS, "calibration-bins")


def _show_prices(run: Results, found: Monitored) -> None:
    book = run.price_book.drop_duplicates("offer_id")
    few = book[book["offer_id"].isin(found.prices["offer_id"])]
    titles = {
        str(offer): results.bundle_title(run, list(ids))
        for offer, ids in zip(few["offer_id"], few["product_ids"], strict=True)
    }
    rows = found.prices.assign(name=found.prices["offer_id"].astype(str).map(titles).fillna(""))
    known = rows.dropna(subset="moved")
    display.show_chart(prices_chart(known), rows, PRICE_COLUMNS, "prices-moved")
    display.show_note(
        "The best bundles of the book, priced by the stored model for those who visit now, at today's prices "
        "and costs. Where checks withhold a bundle there is no discount."
    )
