"""The verdict of one row of the price book, and of an offer over its segments, each with its reason."""

import json

import pandas as pd

from analytics.findings import Finding, Gate, GateName, Reason, Verdict, reason_text, worst
from analytics.pricing.optimize import Recommendation

_NEAR = 0.005  # half a step of the grid [share]


def offer_verdict(rows: pd.DataFrame) -> tuple[Verdict, str]:
    """Return an offer's worst verdict over its segments and the reason, with how many segments share it.

    Parameters
    ----------
    rows : one row per segment: verdict, reason as of `reason_text`
    """
    verdict = worst(rows["verdict"])
    reason = str(rows.loc[rows["verdict"] == verdict, "reason"].iloc[0])
    n_shared = int((rows["reason"] == reason).sum())
    if n_shared < len(rows):
        reason = json.dumps(json.loads(reason) | {"n_segments": [n_shared, len(rows)]})
    return verdict, reason


def row_verdict(
    gates: list[Gate], refused: Finding | None, chosen: Recommendation, together: float
) -> tuple[Verdict, str]:
    """Return whether the data can show one row's advice, and the reason, as of `reason_text`.

    How sure its gain is stands apart: in the band of its profit.

    Parameters
    ----------
    refused : why a price that was asked for cannot be given
    together : the discount at which the bundle costs its parts' lowest prices [share]
    """
    failed = [gate.finding for gate in gates if gate.verdict == Verdict.FAIL]
    failed += [refused] if refused else []
    if failed:
        return Verdict.FAIL, reason_text(failed[:1], len(failed) - 1)
    warned = [gate.finding for gate in gates if gate.verdict == Verdict.WARN]
    doubts, discount = warned[:1], chosen.discount_share
    if chosen.is_cut:
        doubts.append(Finding(Reason.CUT_BACK))
    is_doubted = any(gate.name == GateName.PRICE_SUPPORT for gate in gates)
    if discount > together + _NEAR and not is_doubted:
        doubts.append(Finding(Reason.NOT_ALL_SO_LOW, {"together": together}))
    if doubts:
        return Verdict.WARN, reason_text(doubts, max(len(warned) - 1, 0), chosen.held_by)
    nothing = Reason.NOTHING_EARNS_CLEARLY_MORE if chosen.is_slight else Reason.NOTHING_EARNS_MORE
    is_held = discount == 0 and chosen.held_by is not None
    passed = [] if is_held else [Finding(nothing if discount == 0 else Reason.PASSED)]
    return Verdict.PASS, reason_text(passed, held_by=chosen.held_by)
