"""What interests say, in sentences."""

from typing import Any

import pandas as pd

from analytics.interests.counts import REST
from analytics.interests.study import LatentFinding
from components.shell import formats

VAE = "temporal_vae"
DIGITS = 3


def answer_words(table: pd.DataFrame, groups: pd.DataFrame, record: dict[str, Any]) -> str:
    """Return which forecast of the next 30 days is best, how much better, and what gains most.

    Parameters
    ----------
    table : title, method, horizon_days, log_loss, gain with its ends, is_default, is_best_simple
    groups : shares of everybody (group ""), past and ahead
    record : n_customers, n_periods
    """
    rows = table[table["horizon_days"] == table["horizon_days"].min()]
    best, simple = rows[rows["is_default"]].iloc[0], rows[rows["is_best_simple"]].iloc[0]
    days = formats.counted(best["horizon_days"], "day")
    loss = formats.number(best["log_loss"], DIGITS)
    words = (
        f"What customers buy in the next {days} is told best by: {best['title']} (log-loss {loss} a purchase"
    )
    if best["is_best_simple"]:
        words += "; no model beats it here)."
    else:
        gain, low, high = (formats.number(best[name], DIGITS) for name in ("gain", "gain_low", "gain_high"))
        words += f", {gain} below that of: {simple['title'].lower()}; 95 % interval {low} to {high})."
    return f"{words} {_gaining(groups)}"


def latent_words(latent: dict[str, Any], rows: pd.DataFrame) -> str:
    """Return whether the latent is alive, and what the autoencoder adds to what it corrects."""
    vae = rows[rows["method"] == VAE].iloc[0]
    gain, low, high = (
        formats.number(vae[name], 4) for name in ("gain_over_memory", "over_memory_low", "over_memory_high")
    )
    n = formats.counted(latent["n_active"], "unit")
    alive = {
        LatentFinding.ACTIVE: f"{n} of its latent tell customers apart.",
        LatentFinding.SOME_COLLAPSED: f"Only {n} of its latent tell customers apart: the others collapsed.",
        LatentFinding.COLLAPSED: "Its latent has collapsed: it tells nobody apart, and corrects nothing.",
    }[LatentFinding(latent["finding"])]
    return (
        "The autoencoder corrects the past remembered by category: that alone saves "
        f"{gain} nats a purchase (95 % interval {low} to {high}). {alive}"
    )


def synthetic_words(figures: dict[str, dict[str, Any]]) -> str:
    """Return what synthetic customers are for, and whether they copy anybody."""
    copying = [name for name, figure in figures.items() if not figure["copies_nobody"]]
    verdict = (
        "Some come nearer to real customers than those are to each other: do not hand the file on."
        if copying
        else "None comes nearer to real customers than those are to each other."
    )
    return (
        "Customers who do not exist, for demos and for training: a forecast trained on them is tried on real "
        f"customers. {verdict}"
    )


def _gaining(groups: pd.DataFrame) -> str:
    """Return which category gains most in the shop."""
    everybody = groups[groups["group"] == ""]
    past, ahead = everybody[everybody["horizon_days"] == 0], everybody[everybody["horizon_days"] == 30]
    usual = past.groupby("category")["n_purchases"].sum() / max(past["n_purchases"].sum(), 1.0)
    change = (ahead.set_index("category")["share"] - usual).drop(REST, errors="ignore")
    if change.empty:
        return ""
    name = change.idxmax()
    before, after = formats.share(usual[name], 2), formats.share(usual[name] + change[name], 2)
    return f"{name} gains most, from {before} of purchases so far to {after}."
