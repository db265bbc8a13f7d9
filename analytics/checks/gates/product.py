"""The gates of one product: what the raw data say of it, and what its elasticity shows."""

import numpy as np

from analytics.checks.gates.gate import STRONG_INSTRUMENT, Gate, Verdict
from analytics.demand.endogeneity import SlopeTest, own_price_slopes
from analytics.demand.first_stage import ControlFunction
from analytics.demand.visits import Floats, Visits
from analytics.numerics import Z_90

LEAST_SPREAD, GOOD_SPREAD = 0.01, 0.03  # standard deviation of log price over the visits
MIXED, ALL_MIXED = 0.5, 0.9  # share of the price variance that lies within one day and place
LEAST_SOLD, GOOD_SOLD = 30, 100  # purchases: a slope from fewer is a guess
USUAL = (-5.0, -0.2)  # where grocery and retail meta-analyses find elasticities: Bijmolt et al. (2005)
MOST_BLURRED = 8.0  # the ends of an elasticity's band, as a ratio: beyond, the data do not show its size


def product_gates(
    visits: Visits, reference_price: Floats, control: ControlFunction | None = None
) -> list[Gate]:
    """Return what the raw data say of each product, before any model.

    Parameters
    ----------
    control : a first stage; where its instruments are strong, only price moves that they explain tell a sign
    """
    is_strong = control is not None and control.f_statistic_ >= STRONG_INSTRUMENT
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


def elasticity_gate(product: str, point: float, low: float, high: float) -> Gate:
    """Return whether the data show how sales answer a price; what they show precisely is believed.

    Parameters
    ----------
    low, high : its 90 % band, both below zero
    """
    found = f"Elasticity {point:.2f} (90 % band {low:.2f} to {high:.2f})"
    if low / high > MOST_BLURRED:
        detail = f"{found}: the data do not show how much sales answer this price"
        return Gate(
            "elasticity_band", product, "FAIL", point, detail, "Run a price test, or wait for more sales"
        )
    steepest, flattest = USUAL
    if high < steepest:
        detail = (
            f"{found} is unusually steep. That happens where customers stock up or wait for a promotion; "
            "the advice takes all that they buy more as new sales"
        )
        remedy = "Try the discount for longer than customers stock up, and see whether sales fall afterwards"
        return Gate("elasticity_band", product, "WARN", point, detail, remedy)
    if low > flattest:
        detail = (
            f"{found} is close to zero. Customers hardly look at this price, or it rose whenever they wanted "
            "more; the advice takes a discount on it as mostly given away"
        )
        return Gate("elasticity_band", product, "WARN", point, detail, "Run a price test")
    if not steepest <= point <= flattest:
        detail = f"{found} is near the edge of what is usual, −5 to −0.2"
        return Gate("elasticity_band", product, "WARN", point, detail, "Run a price test")
    return Gate("elasticity_band", product, "PASS", point, found)


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
    if test.t > Z_90:
        detail = "Sales rose when the price rose: something else moved both"
        remedy = "Give a cost column as an instrument, or run a price test with prices drawn by lot"
        return Gate("own_price_sign", product, "FAIL", test.t, detail, remedy)
    if test.t > -Z_90:
        detail = "Sales hardly answered the price; the figure leans on the other products"
        return Gate("own_price_sign", product, "WARN", test.t, detail, "Vary this price more, or wait")
    return Gate("own_price_sign", product, "PASS", test.t, "Sales fell when the price rose")
