"""Verdicts in words: of one row of the price book, and of an offer over its segments."""

import pandas as pd

from analytics.checks.gates import Gate, Verdict, worst
from analytics.pricing.optimize import Recommendation
from analytics.pricing.price_book.market import Market
from analytics.words import percent

_NEAR = 0.005  # half a step of the grid [share]


def offer_verdict(rows: pd.DataFrame) -> tuple[str, str]:
    """Return an offer's worst verdict over its segments and the reason, with how many segments share it.

    Parameters
    ----------
    rows : one row per segment: verdict, reason
    """
    verdict = worst(rows["verdict"])
    reasons = rows.loc[rows["verdict"] == verdict, "reason"]
    reason = str(reasons.iloc[0])
    n_shared = int((rows["reason"] == reason).sum())
    where = "" if n_shared == len(rows) else f" ({n_shared} of {len(rows)} segments)"
    return verdict, reason + where


def row_verdict(
    market: Market, gates: list[Gate], chosen: Recommendation, low: float, high: float, together: float
) -> tuple[Verdict, str]:
    """Return the verdict of one row and the sentence that explains it.

    Parameters
    ----------
    low, high : the band of its profit [currency]
    together : the discount at which the bundle costs its parts' lowest prices [share]
    """
    verdict = worst(gate.verdict for gate in gates)
    if verdict == "FAIL":
        return verdict, _sentence(market, [g for g in gates if g.verdict == "FAIL"], with_remedy=True)
    doubts = [_sentence(market, [g for g in gates if g.verdict == "WARN"])] if verdict == "WARN" else []
    if chosen.is_cut:
        doubts.append("A deeper discount looked better but was never seen; cut back to the deepest seen")
    is_doubted = any(gate.name == "price_support" for gate in gates)
    if chosen.discount_share > together + _NEAR and not is_doubted:
        doubts.append(f"Not all of its parts were ever sold so low; at their lowest, {percent(together)} off")
    if chosen.discount_share > 0 and low < 0 < high:
        doubts.append("The band of its profit includes zero")
    held = [f"Held back by your limits: {chosen.held_by}"] if chosen.held_by else []
    if doubts:
        return "WARN", ". ".join(doubts + held)
    if chosen.discount_share == 0:
        nothing = "No discount earns clearly more" if chosen.is_slight else "No discount earns more"
        return "PASS", ". ".join(held) or f"{nothing} than selling the parts alone"
    return "PASS", ". ".join(["Passed every gate", *held])


def _sentence(market: Market, gates: list[Gate], with_remedy: bool = False) -> str:
    """Return the first gate's words, its product by title, and how many more there are."""
    first = gates[0]
    title = f"{market.titles.get(first.product_id, first.product_id)}: " if first.product_id else ""
    more = f" (and {len(gates) - 1} more)" if len(gates) > 1 else ""
    remedy = f". {first.remedy}" if with_remedy and first.remedy else ""
    return f"{title}{first.detail}{more}{remedy}"
