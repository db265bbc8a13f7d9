"""A finished training: its rounds, how it compares, each shop's price book, and what left the shops."""

from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.cli.federated_words import COMPARISON_WORDS, WAY_WORDS, share_of_rows
from analytics.runs.federated.files import BOOKS, COMPARISON, RECORD, ROUNDS
from components.federated.charts import moves_chart, rounds_chart, ways_chart
from components.shell import display, tables

ROUND_COLUMNS = {
    "number": tables.count("Round"),
    "loss": tables.number("Loss", "Mean of the shops' own losses, priors included [nats per cell]", 4),
    "moved": tables.number("Moved", "Root mean square that the shared weights moved by [logits]", 4),
    "n_shops": tables.count("Shops", "That took part"),
    "n_clipped": tables.count("Shrunk", "Updates that were larger than allowed"),
    "bytes_sent": tables.count("Bytes", "Sent by all shops, keys and masks included"),
}
WAY_COLUMNS = {
    "shop": tables.text(COMPARISON_WORDS["shop"]),
    "way": tables.text(COMPARISON_WORDS["way"]),
    "n_cells": tables.count(COMPARISON_WORDS["n_cells"], "Visit and product of the latest visits"),
    **{code: tables.number(COMPARISON_WORDS[code], None, 4) for code in ("log_loss", "auc", "brier")},
}
BOOK_COLUMNS = {
    "shop": tables.text("Shop"),
    "offer_id": tables.text("Bundle"),
    "segment": tables.text("Segment"),
    "discount_share": tables.share("Discount"),
    "bundle_price": tables.number("Bundle price", None, 2),
    "take_rate": tables.share("Take rate"),
    "incremental_profit_per_visit": tables.number("Extra profit per visit", None, 4),
    "incremental_profit_low": tables.number("Low end", "Of its 90 % band", 4),
    "incremental_profit_high": tables.number("High end", "Of its 90 % band", 4),
    "verdict": tables.text("Verdict"),
}


def show_trained(directory: Path) -> None:
    """Draw the comparison where there is one, the rounds, the price books and what was sent."""
    rounds, compared, record = ROUNDS.read(directory), COMPARISON.read(directory), RECORD.read(directory)
    if len(judged := compared[compared["log_loss"].notna()] if len(compared) else compared):
        told = judged.assign(way=judged["way"].map(WAY_WORDS))
        display.show_chart(ways_chart(judged), told[list(WAY_COLUMNS)], WAY_COLUMNS, "federated-comparison")
    if len(rounds):
        left, right = st.columns(2, gap="medium")
        with left:
            columns = {name: ROUND_COLUMNS[name] for name in ("number", "moved", "n_clipped")}
            display.show_chart(moves_chart(rounds), rounds[list(columns)], columns, "federated-moves")
        with right:
            columns = {name: ROUND_COLUMNS[name] for name in ("number", "loss", "n_shops", "bytes_sent")}
            display.show_chart(rounds_chart(rounds), rounds[list(columns)], columns, "federated-rounds")
        display.show_note("The loss may rise in the end, as shops give up what fits their own rows alone.")
    display.show_table(_books(directory), BOOK_COLUMNS, "federated-price-books")
    display.show_note(*_said(record))


def _books(directory: Path) -> pd.DataFrame:
    return BOOKS.read(directory)[list(BOOK_COLUMNS)]


def _said(record: dict) -> tuple[str, str]:
    """Return what is shared, and what masks protect against whom."""
    return (
        f"{share_of_rows(record)}. Names of products, categories, segments and customer attributes are known "
        "to all; period effects, costs and each shop's own level are not exchanged.",
        f"A sum needs {record['fewest_shops']} of {len(record['shops'])} shops. It hides each shop's update "
        "from whoever adds up and keeps to the protocol; all other shops together could tell the last one's.",
    )
