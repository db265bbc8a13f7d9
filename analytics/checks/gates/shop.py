"""The gates of the shop as a whole: did prices follow demand, and do the instruments tell."""

from analytics.demand.cells import Cells
from analytics.demand.choice import BasketChoice
from analytics.demand.endogeneity import SlopeTest
from analytics.demand.tables import placebo_test
from analytics.findings import Gate, GateName, Reason, Verdict

STRONG_INSTRUMENT = 10.0  # first-stage F: Staiger & Stock (1997)
ALARM_T = 2.33  # one-sided 1 %: every shop is tested once
REFUSAL_T = 3.29  # one-sided 1 in 2,000: advice from such prices earns less than one flat discount


def shop_gates(cells: Cells, model: BasketChoice) -> list[Gate]:
    """Return the gates that hold for the shop as a whole."""
    gates = [_confounding_gate(placebo_test(cells, model.encoder_.reference_price), model)]
    if model.control_ is not None:
        gates.append(_instrument_gate(model.control_.f_statistic_))
    return gates


def _confounding_gate(placebo: SlopeTest, model: BasketChoice) -> Gate:
    """Prices must not have followed demand, unless an instrument corrects for it.

    With a strong instrument, the control function's effect tells. Without, the next period's price must not
    predict today's sales; only upward, as prices that follow demand rise with it: a downward one is today's
    price told twice, where the calendar blurs a change within the period.
    """
    if model.control_ is not None and model.control_.f_statistic_ >= STRONG_INSTRUMENT:
        effect = model.weights_.control_effect
        spread = float(effect[1:].std(ddof=1)) if len(effect) > 2 else 0.0
        t, verdict = SlopeTest(float(effect[0]), spread).t, Verdict.PASS
        reason = Reason.FOLLOWED_AND_CORRECTED if t >= ALARM_T else Reason.FOLLOWED_NOTHING
    else:
        t, verdict, reason = placebo.t, Verdict.PASS, Reason.NEXT_PRICE_SILENT
        if t >= REFUSAL_T:
            verdict, reason = Verdict.FAIL, Reason.NEXT_PRICE_CLEARLY_PREDICTS
        elif t >= ALARM_T:
            verdict, reason = Verdict.WARN, Reason.NEXT_PRICE_PREDICTS
    return Gate(GateName.CONFOUNDING, None, verdict, t, reason)


def _instrument_gate(f_statistic: float) -> Gate:
    is_strong = f_statistic >= STRONG_INSTRUMENT
    verdict = Verdict.PASS if is_strong else Verdict.WARN
    reason = Reason.INSTRUMENT_STRONG if is_strong else Reason.INSTRUMENT_WEAK
    return Gate(GateName.INSTRUMENT_STRENGTH, None, verdict, f_statistic, reason)
