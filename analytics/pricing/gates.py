"""The gates before any advice: what the data can show, what remains doubtful, and what would answer it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.pricing.choice import BasketChoice
from analytics.pricing.elasticity import Elasticities
from analytics.pricing.endogeneity import SlopeTest, own_price_slopes, placebo_test
from analytics.pricing.first_stage import ControlFunction
from analytics.pricing.visits import Floats, Visits

Verdict = Literal["PASS", "WARN", "FAIL"]
VERDICTS: tuple[Verdict, ...] = ("PASS", "WARN", "FAIL")

ELASTICITY_BAND = (-5.0, -0.2)  # grocery and retail meta-analyses lie within: Bijmolt et al. (2005)
LEAST_SPREAD, GOOD_SPREAD = 0.01, 0.03  # standard deviation of log price over the visits
MIXED, ALL_MIXED = 0.5, 0.9  # share of the price variance that lies within one day and place
LEAST_SOLD, GOOD_SOLD = 30, 100  # purchases: a slope from fewer is a guess
LEAST_JOINT = 20  # visits that bought two parts together, for their cross effect
_STRONG_INSTRUMENT = 10.0  # first-stage F: Staiger & Stock (1997)
ALARM_T = 2.33  # one-sided 1 %: every shop is tested once
REFUSAL_T = 3.29  # one-sided 1 in 2,000: advice from such prices earns less than one flat discount
_SIGN_T = 1.645


@dataclass(frozen=True)
class Gate:
    """One check with its verdict, figure, plain sentence, and what would help."""

    name: str
    product_id: str | None
    verdict: Verdict
    value: float
    detail: str
    remedy: str = ""


def worst(verdicts: Iterable[str]) -> Verdict:
    """Return the most severe verdict; PASS where there is none."""
    return max(verdicts, key=lambda v: VERDICTS.index(v), default="PASS")  # type: ignore[arg-type]


def judge(visits: Visits, model: BasketChoice, elasticities: Elasticities) -> list[Gate]:
    """Return every gate of a fitted shop: per product, then for the shop as a whole."""
    reference = model.encoder_.reference_price
    gates = product_gates(visits, reference, model.control_)
    unlearned = unlearned_products(gates)
    gates += [
        _elasticity_gate(p, float(e), float(low), float(high))
        for p, e, low, high in zip(
            visits.product_ids,
            elasticities.shop,
            elasticities.shop_low,
            elasticities.shop_high,
            strict=True,
        )
        if p not in unlearned
    ]
    return gates + shop_gates(visits, model)


def unlearned_products(gates: list[Gate]) -> set[str]:
    """Return the products whose prices hardly moved: any elasticity of theirs would be the prior's."""
    failed = (g.product_id for g in gates if g.name == "price_variation" and g.verdict == "FAIL")
    return {product for product in failed if product is not None}


def product_gates(
    visits: Visits, reference_price: Floats, control: ControlFunction | None = None
) -> list[Gate]:
    """Return what the raw data say of each product, before any model.

    Parameters
    ----------
    control : a first stage; where its instruments are strong, only price moves that they explain tell a sign
    """
    is_strong = control is not None and control.f_statistic_ >= _STRONG_INSTRUMENT
    tests = own_price_slopes(visits, reference_price, control if is_strong else None)
    gates = []
    for j, (product, test) in enumerate(zip(visits.product_ids, tests, strict=True)):
        cells = visits.counts[:, j]
        spread = float(np.log(visits.price[cells, j]).std()) if cells.any() else 0.0
        gates.append(_variation_gate(product, spread))
        gates.append(_one_price_gate(product, float(visits.within_day[j])))
        gates.append(_sales_gate(product, int(visits.bought[cells, j].sum())))
        gates.append(_sign_gate(product, test))
    return gates


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


def gates_frame(gates: list[Gate]) -> pd.DataFrame:
    """Return gates as a frame, one row each."""
    columns = ["name", "product_id", "verdict", "value", "detail", "remedy"]
    return pd.DataFrame([vars(gate) for gate in gates], columns=columns)


def _sales_gate(product: str, n_sold: int) -> Gate:
    verdict: Verdict = "PASS" if n_sold >= GOOD_SOLD else "WARN" if n_sold >= LEAST_SOLD else "FAIL"
    remedy = "" if verdict == "PASS" else f"Wait for {GOOD_SOLD} purchases, or choose a better seller"
    return Gate(
        "enough_purchases",
        product,
        verdict,
        n_sold,
        f"{n_sold:,} {'purchase was' if n_sold == 1 else 'purchases were'} seen",
        remedy,
    )


def _variation_gate(product: str, spread: float) -> Gate:
    verdict: Verdict = "PASS" if spread >= GOOD_SPREAD else "WARN" if spread >= LEAST_SPREAD else "FAIL"
    detail = (
        "The price never moved"
        if spread < 1e-4
        else f"Prices moved by {100 * spread:.1f} % (standard deviation)"
    )
    remedy = "" if verdict == "PASS" else "Run a price test: ±10 % in alternating weeks for eight weeks"
    return Gate("price_variation", product, verdict, spread, detail, remedy)


def _one_price_gate(product: str, within_day: float) -> Gate:
    """Weighed goods, quantity tiers and channels look like price variation and are none."""
    verdict: Verdict = "PASS" if within_day < MIXED else "WARN" if within_day < ALL_MIXED else "FAIL"
    if verdict == "PASS":
        return Gate("one_price_a_day", product, verdict, within_day, "Customers of one day paid one price")
    detail = "Customers of one day paid different unit prices (weight, quantity tier or channel)"
    remedy = "Leave the product out, or upload each tier or channel as a product of its own"
    return Gate("one_price_a_day", product, verdict, within_day, detail, remedy)


def _sign_gate(product: str, test: SlopeTest) -> Gate:
    if test.t > _SIGN_T:
        detail = "Sales rose when the price rose: something else moved both"
        remedy = "Give a cost column as an instrument, or run a price test with prices drawn by lot"
        return Gate("own_price_sign", product, "FAIL", test.t, detail, remedy)
    if test.t > -_SIGN_T:
        detail = "Sales hardly answered the price; the figure leans on the other products"
        return Gate("own_price_sign", product, "WARN", test.t, detail, "Vary this price more, or wait")
    return Gate("own_price_sign", product, "PASS", test.t, "Sales fell when the price rose")


def _elasticity_gate(product: str, point: float, low: float, high: float) -> Gate:
    deepest, flattest = ELASTICITY_BAND
    detail = f"Elasticity {point:.2f} (90 % band {low:.2f} to {high:.2f})"
    if high < deepest or low > flattest:
        remedy = "Check the product's prices and quantities; then run a price test"
        return Gate("elasticity_band", product, "FAIL", point, f"{detail} is outside −5 to −0.2", remedy)
    if not deepest <= point <= flattest:
        return Gate(
            "elasticity_band", product, "WARN", point, f"{detail} is near the edge", "Run a price test"
        )
    return Gate("elasticity_band", product, "PASS", point, detail)


def _confounding_gate(placebo: SlopeTest, model: BasketChoice) -> Gate:
    """Prices must not have followed demand, unless an instrument corrects for it.

    With a strong instrument, the control function's effect tells. Without, the next period's price must not
    predict today's sales; only upward, as prices that follow demand rise with it: a downward one is today's
    price told twice, where the calendar blurs a change within the period.
    """
    if model.control_ is not None and model.control_.f_statistic_ >= _STRONG_INSTRUMENT:
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
    remedy = "Name a column that moves prices but not wishes (cost, tariff), or draw some prices by lot"
    if placebo.t >= REFUSAL_T:
        detail = "Prices followed demand: the next period's prices clearly predict today's sales"
        return Gate("confounding", None, "FAIL", placebo.t, detail, remedy)
    detail = "The next period's prices predict today's sales: prices may have followed demand"
    return Gate("confounding", None, "WARN", placebo.t, detail, remedy)


def _instrument_gate(f_statistic: float) -> Gate:
    is_strong = f_statistic >= _STRONG_INSTRUMENT
    detail = (
        f"The instruments {'move' if is_strong else 'hardly move'} prices (first-stage F {f_statistic:,.1f})"
    )
    remedy = "" if is_strong else "Name a column that moves prices more, or leave the instrument out"
    return Gate("instrument_strength", None, "PASS" if is_strong else "WARN", f_statistic, detail, remedy)
