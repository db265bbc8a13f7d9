"""Words for what training together does."""

from collections.abc import Mapping
from typing import Any

from analytics.cli.wording import percent
from analytics.federated.config import Shared
from analytics.runs.federated.config import Place

SHARED_WORDS: Mapping[Shared, str] = {
    Shared.ALL: "tastes and what prices do to them",
    Shared.PRICES: "what prices do; each shop's tastes stay its own",
}
PLACE_WORDS: Mapping[Place, str] = {
    Place.ONE: "side by side in one process",
    Place.PROCESSES: "each shop in a process of its own, on this machine",
    Place.FLOWER: "the same, their messages carried by Flower",
}
WAY_WORDS: Mapping[str, str] = {"alone": "Alone", "federated": "Together", "pooled": "Pooled"}
COMPARISON_WORDS: Mapping[str, str] = {
    "shop": "Shop",
    "way": "Trained",
    "n_cells": "Cells judged",
    "auc": "AUC",
    "log_loss": "Log-loss",
    "brier": "Brier score",
}


def federated_words(record: Mapping[str, Any]) -> str:
    """Return in a few sentences what was trained, what left the shops, and how it compares."""
    n, rounds = len(record["shops"]), record["rounds"]
    if not rounds:
        return f"Too many of the messages were lost: no round had the {record['fewest_shops']} that it takes."
    said = f"{n} shops trained one model in {rounds} {'round' if rounds == 1 else 'rounds'}"
    sent = f"{record['bytes_sent'] / 1e6:,.1f} MB of masked updates left them, and no row"
    return f"{said}; {sent}. {_lost(record)}{_compared(record)}".strip()


def _lost(record: Mapping[str, Any]) -> str:
    n = len(record["lost"])
    asked = record["config"]["rounds"]
    skipped = asked - record["rounds"]
    if not n:
        return ""
    said = f"{n} {'message was' if n == 1 else 'messages were'} lost on the way"
    return f"{said}, and {skipped} of {asked} rounds with them. " if skipped else f"{said}. "


def _compared(record: Mapping[str, Any]) -> str:
    """Return how many shops gain over training alone, by log-loss on their latest visits."""
    loss = {(row["shop"], row["way"]): row["log_loss"] for row in record["comparison"]}
    shops = [shop for shop, way in loss if way == "alone" and loss[shop, way] is not None]
    if not shops:
        return ""
    better = sum(loss[shop, "federated"] < loss[shop, "alone"] for shop in shops)
    means = {
        way: sum(loss[shop, way] for shop in shops) / len(shops) for way in ("alone", "federated", "pooled")
    }
    told = f"On the latest visits {better} of {len(shops)} shops are told better than alone"
    figures = f"log-loss {means['federated']:.4f} together, {means['alone']:.4f} alone"
    return f"{told} ({figures}, {means['pooled']:.4f} pooled)."


def share_of_rows(record: Mapping[str, Any]) -> str:
    """Return which part of each shop's weights the others have in common with it."""
    n = record["n_shared"]
    own = max((shop["n_own"] for shop in record["shops"]), default=0)
    kept = f"up to {own:,} ({percent(own / max(n + own, 1), 0)}) stay each shop's own"
    return f"{n:,} rows of weights are shared, {kept}"
