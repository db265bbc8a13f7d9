"""What a recovery check says, in sentences."""

from typing import Any

import pandas as pd

from analytics.runs.recovery import Recovered
from components.shell import formats

GOAL = 0.9  # as the check's own goal; a test holds them together


NOISE = (
    "This training was given noise for privacy; the check trains without it, so the private model may find "
    "less of the truth than the check says."
)


def answer(found: Recovered) -> str:
    """Return in sentences how well the advice does in a shop like this, and what would help."""
    noise = f" {NOISE}" if found.report.get("is_private") else ""  # older checks do not say
    return f"{_found_words(found)}{noise}"


def _found_words(found: Recovered) -> str:
    needs = found.report["needs"]
    if needs["now_share"] is None:
        return (
            "In a shop like yours no discount on these bundles would earn anything, so there is none to find."
        )
    now = formats.share(needs["now_share"], 0)
    start = f"In simulated shops like yours the advice captures {now} of the possible extra profit"
    if needs["now_share"] >= GOAL:
        return f"{start}: your data are enough."
    return f"{start}. {what_helps(needs)}"


def what_helps(needs: dict[str, Any]) -> str:
    """Return which of more visits, livelier prices and a price test reaches the goal, and which does not."""
    goal = formats.share(GOAL, 0)
    ways = []
    if needs["test_share"] is not None and needs["test_share"] >= GOAL:
        ways.append("a price test of ±10 % in alternating weeks for eight weeks")
    if needs["prices_needed"] is not None:
        ways.append(f"prices that vary {times(needs['prices_needed'])} as much")
    if needs["visits_needed"] is not None:
        ratio = needs["visits_needed"] / max(needs["n_visits"], 1)
        visits = formats.counted(_rounded(needs["visits_needed"]), "visit")
        ways.append(f"{visits} ({times(ratio)} yours)")
    if not ways:
        return _nothing_helps(needs)
    words = f"To reach {goal} it would need {_either(ways)}."
    if needs["visits_needed"] is None:
        most = formats.count(_rounded(needs["most_visits"]))
        return f"{words} More visits alone would not, not even {most}."
    return words if needs["prices_needed"] is not None else f"{words} Livelier prices alone would not."


def elasticity_words(rows: pd.DataFrame) -> str:
    """Return how near the elasticities come and how often their bands hold the truth."""
    if rows.empty:
        return "Prices hardly moved, so no elasticity could be learned; the simulated shop shows the same."
    off = formats.share(float(rows["error_share"].abs().median()), 0)
    held = formats.share(float(rows["is_in_band"].mean()), 0)
    return (
        f"Half of the elasticities are off by less than {off}. The 90 % band holds the truth for {held} "
        f"of {formats.counted(len(rows), 'product and segment', 'products and segments')}."
    )


def cross_words(rows: pd.DataFrame) -> str:
    """Return how near the cross effects come and how often their bands hold the truth."""
    held = formats.share(float(rows["is_in_band"].mean()), 0)
    is_clear = (rows["effect_low"] > 0) | (rows["effect_high"] < 0)
    right = (rows["effect"] > 0) == (rows["true_effect"] > 0)
    words = f"The 90 % band holds the truth for {held} of {formats.counted(len(rows), 'pair')}."
    if not is_clear.any():
        return f"{words} No pair could be told to sell better or worse together."
    n_clear, n_right = int(is_clear.sum()), int((is_clear & right).sum())
    of_them = "all" if n_right == n_clear else f"{formats.count(n_right)} of them"
    return (
        f"{words} For {formats.counted(n_clear, 'pair')} it can be told whether they sell better or worse "
        f"together, rightly for {of_them}."
    )


def advice_words(rows: pd.DataFrame) -> str:
    """Return how near the advised discounts come to the best ones, and how often bands hold the profit."""
    known = rows.dropna(subset="discount_share")
    if known.empty:
        return "All advice was withheld: the simulated shop did not pass the checks either."
    off = (known["discount_share"] - known["best_discount_share"]).abs()
    within = formats.counted(round(100 * off.median()), "percentage point")
    words = f"Half of the advised discounts are within {within} of the best one."
    held = known["is_in_band"].dropna().astype(float)
    if len(held):
        words += f" The 90 % band holds the true profit for {formats.share(float(held.mean()), 0)} of them."
    withheld = len(rows) - len(known)
    return f"{words} {formats.counted(withheld, 'was', 'were')} withheld." if withheld else words


def size_words(report: dict[str, Any]) -> str:
    """Return how large the simulated shop is."""
    words = (
        f"Simulated: {formats.counted(report['n_visits_simulated'], 'visit')} of "
        f"{formats.counted(report['n_customers_simulated'], 'customer')}, with your prices and "
        f"{formats.counted(report['n_products'], 'product')}"
    )
    if report["n_products"] < report.get("n_products_in_scope", 0):
        words += f" of {formats.count(report['n_products_in_scope'])}, those of the best bundles first"
    if report["n_visits_simulated"] < report["n_visits"]:
        words += f", out of your {formats.count(report['n_visits'])} visits"
    return f"{words}; {formats.counted(report['n_offers'], 'bundle')} were advised on anew."


def times(factor: float) -> str:
    """Return a multiple in words: twice, 1.4 times."""
    return "twice" if round(factor, 1) == 2 else f"{round(factor, 1):g} times"


def _nothing_helps(needs: dict[str, Any]) -> str:
    words = (
        f"Neither more visits (up to {formats.count(_rounded(needs['most_visits']))}) nor prices that vary "
        f"{times(needs['most_prices'])} as much reach {formats.share(GOAL, 0)}"
    )
    if needs["both_share"] is None:
        return f"{words}."
    verb = "reach" if needs["both_share"] < GOAL else "do: they reach"
    return f"{words}; both together {verb} {formats.share(needs['both_share'], 0)}."


def _either(ways: list[str]) -> str:
    return ways[0] if len(ways) == 1 else f"{', '.join(ways[:-1])} or {ways[-1]}"


def _rounded(visits: float) -> float:
    """Two digits are all that an interpolation can tell."""
    return float(f"{visits:.2g}")
