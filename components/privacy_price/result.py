"""What comes of each epsilon: profit, what checks keep back, and what an attacker learns."""

from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.cli.privacy_price_words import PRICE_WORDS, epsilon_words
from analytics.runs.privacy_price.files import PRICES, SHOPS
from components.privacy_price.charts import attack_chart, profit_chart
from components.shell import display, tables

EPSILON = {"epsilon_name": tables.text(*PRICE_WORDS["epsilon"])}
PROFIT_COLUMNS = {
    **EPSILON,
    "captured_share": tables.share(*PRICE_WORDS["captured_share"]),
    **tables.band("captured_share", tables.share),
    "kept_share": tables.share(*PRICE_WORDS["kept_share"]),
    "withheld_share": tables.share(*PRICE_WORDS["withheld_share"]),
    "log_loss": tables.number(*PRICE_WORDS["log_loss"], 4),
}
ATTACK_COLUMNS = {
    **EPSILON,
    "n_guesses": tables.count(
        "Planted", "Customers of whom each was trained on or not by the toss of a coin"
    ),
    "accuracy": tables.share(*PRICE_WORDS["accuracy"]),
    "epsilon_low": tables.number(*PRICE_WORDS["epsilon_low"], 2),
}
SHOP_COLUMNS = {
    "shop": tables.count("Shop"),
    **EPSILON,
    "captured_share": tables.share(*PRICE_WORDS["captured_share"]),
    "withheld_share": tables.share(*PRICE_WORDS["withheld_share"]),
    "noise_multiplier": tables.number(
        "Noise", "Of a step, relative to the most that one customer moves it", 2
    ),
}


def show_prices(directory: Path) -> None:
    """Draw profit and attack by epsilon, and every shop."""
    prices, shops = (_named(of.read(directory)) for of in (PRICES, SHOPS))
    left, right = st.columns(2, gap="medium")
    with left:
        display.show_chart(profit_chart(prices, shops), prices, PROFIT_COLUMNS, "privacy-price")
    with right:
        display.show_chart(attack_chart(prices), prices, ATTACK_COLUMNS, "privacy-attack")
    with st.expander("Every simulated shop"):
        display.show_table(shops, SHOP_COLUMNS, "privacy-price-shops")
    display.show_note(
        "Where noise leaves too little to be sure of, the checks withhold the advice, and it earns nothing. "
        "Customers can hide among many: more of them make the same epsilon cheaper.",
        "The attack is on a small shop of its own with planted customers, each of a segment of its own: the "
        "worst case.",
    )


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(epsilon_name=[epsilon_words(epsilon) for epsilon in rows["epsilon"]])
