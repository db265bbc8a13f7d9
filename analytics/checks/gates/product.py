"""The gates of one product: what the raw data say of it, and what its elasticity shows."""

import numpy as np

from analytics.arrays import Floats
from analytics.checks.gates.shop import STRONG_INSTRUMENT
from analytics.demand.cells import Cells
from analytics.demand.endogeneity import SlopeTest
from analytics.demand.first_stage import ControlFunction
from analytics.demand.tables import own_price_slopes, price_spreads
from analytics.findings import Gate, GateName, Reason, Verdict
from analytics.numerics import Z_90

LEAST_SPREAD, GOOD_SPREAD = 0.01, 0.03  # standard deviation of log price over the visits
MIXED, ALL_MIXED = 0.5, 0.9  # share of the price variance that lies within one day and place
LEAST_SOLD, GOOD_SOLD = 30, 100  # purchases: a slope from fewer is a guess
USUAL = (-5.0, -0.2)  # where grocery and retail meta-analyses find elasticities: Bijmolt et al. (2005)
MOST_BLURRED = 8.0  # the ends of an elasticity's band, as a ratio: beyond, the data do not show its size


def product_gates(
    cells: Cells, reference_price: Floats, control: ControlFunction | None = None
) -> list[Gate]:
    """Return what the raw data say of each product, before any model.

    Parameters
    ----------
    control : a first stage; where its instruments are strong, only price moves that they explain tell a sign
    """
    is_strong = control is not None and control.f_statistic_ >= STRONG_INSTRUMENT
    tests = own_price_slopes(cells, reference_price, control if is_strong else None)
    spread, log = price_spreads(cells), cells.log
    n_sold = np.bincount(cells.product[cells.is_bought & cells.counts], minlength=log.n_products)
    gates = []
    for j, (product, test) in enumerate(zip(log.product_ids, tests, strict=True)):
        gates.append(_variation_gate(product, float(spread[j])))
        gates.append(_one_price_gate(product, float(log.within_day[j])))
        gates.append(_sales_gate(product, int(n_sold[j])))
        gates.append(_sign_gate(product, test))
    return gates


def elasticity_gate(product: str, point: float, low: float, high: float) -> Gate:
    """Return whether the data show how sales answer a price; what they show precisely is believed.

    Parameters
    ----------
    low, high : its 90 % band, both below zero
    """
    verdict, reason = _elasticity_found(point, low, high)
    return Gate(GateName.ELASTICITY_BAND, product, verdict, point, reason, {"low": low, "high": high})


def _elasticity_found(point: float, low: float, high: float) -> tuple[Verdict, Reason]:
    steepest, flattest = USUAL
    if low / high > MOST_BLURRED:
        return Verdict.FAIL, Reason.ELASTICITY_UNKNOWN
    if high < steepest:
        return Verdict.WARN, Reason.ELASTICITY_STEEP
    if low > flattest:
        return Verdict.WARN, Reason.ELASTICITY_FLAT
    if not steepest <= point <= flattest:
        return Verdict.WARN, Reason.ELASTICITY_NEAR_EDGE
    return Verdict.PASS, Reason.ELASTICITY_USUAL


def _sales_gate(product: str, n_sold: int) -> Gate:
    verdict = _graded(n_sold >= GOOD_SOLD, n_sold >= LEAST_SOLD)
    figures = {"n_enough": GOOD_SOLD}
    return Gate(GateName.ENOUGH_PURCHASES, product, verdict, n_sold, Reason.PURCHASES_SEEN, figures)


def _variation_gate(product: str, spread: float) -> Gate:
    verdict = _graded(spread >= GOOD_SPREAD, spread >= LEAST_SPREAD)
    reason = Reason.PRICE_NEVER_MOVED if spread < 1e-4 else Reason.PRICE_MOVED
    return Gate(GateName.PRICE_VARIATION, product, verdict, spread, reason)


def _one_price_gate(product: str, within_day: float) -> Gate:
    """Weighed goods, quantity tiers and channels look like price variation and are none."""
    verdict = _graded(within_day < MIXED, within_day < ALL_MIXED)
    reason = Reason.ONE_PRICE_A_DAY if verdict == Verdict.PASS else Reason.SEVERAL_PRICES_A_DAY
    return Gate(GateName.ONE_PRICE_A_DAY, product, verdict, within_day, reason)


def _sign_gate(product: str, test: SlopeTest) -> Gate:
    verdict, reason = Verdict.PASS, Reason.SALES_FELL
    if test.t > Z_90:
        verdict, reason = Verdict.FAIL, Reason.SALES_ROSE
    elif test.t > -Z_90:
        verdict, reason = Verdict.WARN, Reason.SALES_HARDLY_ANSWERED
    return Gate(GateName.OWN_PRICE_SIGN, product, verdict, test.t, reason)


def _graded(is_good: bool, is_enough: bool) -> Verdict:
    return Verdict.PASS if is_good else Verdict.WARN if is_enough else Verdict.FAIL
