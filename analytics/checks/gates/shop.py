"""The gates of the shop as a whole, and of an offer: did prices follow demand, were parts bought together."""

import numpy as np
from numpy.typing import NDArray

from analytics.checks.gates.gate import STRONG_INSTRUMENT, Gate, Verdict
from analytics.demand.choice import BasketChoice
from analytics.demand.endogeneity import SlopeTest, placebo_test
from analytics.demand.visits import Visits

LEAST_JOINT = 20  # visits that bought two parts together, for their cross effect
ALARM_T = 2.33  # one-sided 1 %: every shop is tested once
REFUSAL_T = 3.29  # one-sided 1 in 2,000: advice from such prices earns less than one flat discount


def shop_gates(visits: Visits, model: BasketChoice) -> list[Gate]:
    """Return the gates that hold for the shop as a whole."""
    gates = [_confounding_gate(placebo_test(visits, model.encoder_.reference_price), model)]
    if model.control_ is not None:
        gates.append(_instrument_gate(model.control_.f_statistic_))
    return gates


def joint_exposure_gate(n_both: NDArray[np.int64], parts: list[int]) -> Gate:
    """Return whether the parts of an offer were bought together often enough to know their cross effects."""
    pairs = [int(n_both[a, b]) for i, a in enumerate(parts) for b in parts[i + 1 :]]
    fewest = min(pairs)
    verdict: Verdict = "PASS" if fewest >= LEAST_JOINT else "WARN"
    return Gate(
        "joint_exposure",
        None,
        verdict,
        float(fewest),
        f"Parts were bought together in {fewest:,} visit{'' if fewest == 1 else 's'}",
        "" if verdict == "PASS" else "Show the parts side by side for some weeks",
    )


def _confounding_gate(placebo: SlopeTest, model: BasketChoice) -> Gate:
    """Prices must not have followed demand, unless an instrument corrects for it.

    With a strong instrument, the control function's effect tells. Without, the next period's price must not
    predict today's sales; only upward, as prices that follow demand rise with it: a downward one is today's
    price told twice, where the calendar blurs a change within the period.
    """
    if model.control_ is not None and model.control_.f_statistic_ >= STRONG_INSTRUMENT:
        effect = model.control_effect_
        spread = float(effect[1:].std(ddof=1)) if len(effect) > 2 else 0.0
        followed = SlopeTest(float(effect[0]), spread)
        detail = "Prices did not follow demand, as far as the instrument shows"
        if followed.t >= ALARM_T:
            detail = "Prices followed demand; the instrument corrects for it"
        return Gate("confounding", None, "PASS", followed.t, detail)
    if placebo.t < ALARM_T:
        detail = "The next period's prices do not predict today's sales"
        return Gate("confounding", None, "PASS", placebo.t, detail)
    remedy = "Name a column that shifts prices but not demand (cost, tariff), or draw some prices by lot"
    if placebo.t >= REFUSAL_T:
        detail = "Prices followed demand: the next period's prices clearly predict today's sales"
        return Gate("confounding", None, "FAIL", placebo.t, detail, remedy)
    detail = "The next period's prices predict today's sales: prices may have followed demand"
    return Gate("confounding", None, "WARN", placebo.t, detail, remedy)


def _instrument_gate(f_statistic: float) -> Gate:
    is_strong = f_statistic >= STRONG_INSTRUMENT
    detail = (
        f"The instruments {'move' if is_strong else 'hardly move'} prices (first-stage F {f_statistic:,.1f})"
    )
    remedy = "" if is_strong else "Name a column that moves prices more, or leave the instrument out"
    return Gate("instrument_strength", None, "PASS" if is_strong else "WARN", f_statistic, detail, remedy)
