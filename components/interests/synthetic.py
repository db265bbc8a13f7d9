"""Customers who do not exist: what they are worth, whom they resemble, and the file of them."""

from pathlib import Path
from typing import Any

import pandas as pd

from analytics.interests.work import RECORD, SYNTHETIC
from components.interests.words import synthetic_words
from components.shell import display, downloads, tables

GENERATORS = {"vae": "Temporal autoencoder (VAE)", "gan": "Adversarial network (GAN)"}
KEPT = "Of what real customers teach a forecast beyond everybody's shares, the share that these teach too"
NEAR = "Nearer to a real customer than 95 % of real ones are to their nearest; 5 % is like real ones"
SYNTHETIC_COLUMNS = {
    "title": tables.text("Drawn by"),
    "trained_on_synthetic": tables.number("Log-loss", "On real customers, after training on these", 4),
    "trained_on_real": tables.number("By real ones", "On real customers, after training on real ones", 4),
    "kept": tables.bar("Worth kept", KEPT),
    "nearest": tables.number("To nearest", "Distance to the nearest real customer, in the middle; 0–1", 3),
    "nearest_real": tables.number("Real ones", "Distance between real customers, in the middle; 0–1", 3),
    "too_near": tables.share("Very near", NEAR),
    "copies_nobody": tables.tick("Copies nobody", "No nearer to real ones than those are to each other"),
}


def show_synthetic(directory: Path) -> None:
    """Draw what synthetic customers are worth and their download."""
    figures = RECORD.read(directory)["synthetic"]
    if not figures:
        display.show_note("No synthetic customers were drawn.")
        return
    display.show_note(synthetic_words(figures))
    display.show_table(synthetic_rows(figures), SYNTHETIC_COLUMNS, "synthetic-worth")
    label = "Download the synthetic customers (CSV)"
    display.show_download(
        label,
        lambda: downloads.csv_bytes(SYNTHETIC.read(directory)),
        "synthetic-customers.csv",
        weight="primary",
    )


def synthetic_rows(figures: dict[str, dict[str, Any]]) -> pd.DataFrame:
    """Return one row per generator with its title."""
    return pd.DataFrame([row | {"title": GENERATORS[name]} for name, row in figures.items()])
