"""The price book: one row per offer × segment, with a verdict and the reason for it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.pricing.audience import Audience
from analytics.pricing.bundles import CrossEffects, joint_purchases
from analytics.pricing.costs import Costs
from analytics.pricing.gates import Gate, Verdict, joint_exposure_gate, worst
from analytics.pricing.optimize import Recommendation, best_discounts, deepest_seen
from analytics.pricing.scenarios import GRID, OfferCurves, offer_curves
from analytics.pricing.visits import Visits

Doubles = NDArray[np.float64]
COLUMNS = (
    "offer_id",
    "product_ids",
    "composition",
    "segment",
    "n_customers",
    "component_price",
    "discount_share",
    "bundle_price",
    "take_rate",
    "incremental_profit_per_visit",
    "incremental_profit_low",
    "incremental_profit_high",
    "verdict",
    "reason",
)


@dataclass(frozen=True)
class Offer:
    """Products sold together under one price; a discount given is judged, else the best one is found."""

    offer_id: str
    product_ids: tuple[str, ...]
    discount_share: float | None = None


@dataclass(frozen=True)
class Market:
    """All that offers are judged by.

    Attributes
    ----------
    lowest_price : (n_products,) lowest prices seen [currency]
    n_customers : (n_segments,)
    titles : product id → title, for sentences
    """

    audience: Audience
    costs: Costs
    gates: list[Gate]
    effects: CrossEffects
    n_both: NDArray[np.int64]
    lowest_price: Doubles
    n_customers: NDArray[np.int64]
    titles: dict[str, str]


def build_price_book(market: Market, offers: list[Offer]) -> pd.DataFrame:
    """Return the price book of these offers, one row per offer × segment (columns: `COLUMNS`)."""
    rows = [row for offer in offers for row in offer_rows(market, offer)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def offer_rows(market: Market, offer: Offer) -> list[dict[str, object]]:
    """Return an offer's rows of the price book, one per segment of the audience."""
    parts = market.audience.positions(offer.product_ids)
    curves = offer_curves(market.audience, parts, market.costs)
    deepest = deepest_seen(market.audience.price[parts], market.lowest_price[parts])
    if offer.discount_share is None:
        chosen = best_discounts(curves, deepest)
    else:
        at = int(np.clip(round(offer.discount_share * 100), 0, len(GRID) - 1))
        chosen = [Recommendation(at, is_cut=False)] * len(market.audience.segments)
    gates = [*offer_gates(market, parts), *_support_gate(chosen, offer, deepest)]
    return [
        _row(market, offer, parts, curves, gates, segment, recommendation)
        for segment, recommendation in enumerate(chosen)
    ]


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


def offer_gates(market: Market, parts: list[int]) -> list[Gate]:
    """Return the gates that an offer of these parts must pass."""
    ids = {market.audience.product_ids[j] for j in parts}
    own = [gate for gate in market.gates if gate.product_id is None or gate.product_id in ids]
    return [*own, joint_exposure_gate(market.n_both, parts)]


def lowest_prices(visits: Visits) -> Doubles:
    """Return the lowest price of each product that enough visits saw, (n_products,) [currency]."""
    return np.array(
        [
            np.quantile(visits.price[seen, j], min(max(0.01, 10 / seen.sum()), 1.0)) if seen.any() else np.nan
            for j, seen in enumerate(visits.considered.T)
        ]
    )


def build_market(
    visits: Visits,
    audience: Audience,
    costs: Costs,
    gates: list[Gate],
    n_customers: NDArray[np.int64],
    titles: dict[str, str],
) -> Market:
    """Return the market of a fitted shop."""
    effects = CrossEffects.of(audience.cross)
    lowest = np.minimum(np.nan_to_num(lowest_prices(visits), nan=np.inf), audience.price)
    return Market(audience, costs, gates, effects, joint_purchases(visits), lowest, n_customers, titles)


def _support_gate(chosen: list[Recommendation], offer: Offer, deepest: float) -> list[Gate]:
    """A discount asked for beyond the prices ever seen is an extrapolation."""
    if offer.discount_share is None or offer.discount_share <= deepest + 0.005:
        return []
    detail = f"Its parts were never sold below {deepest:.0%} off"
    return [
        Gate("price_support", None, "WARN", deepest, detail, "Test this discount on a part of the visits")
    ]


def _row(
    market: Market,
    offer: Offer,
    parts: list[int],
    curves: OfferCurves,
    gates: list[Gate],
    segment: int,
    chosen: Recommendation,
) -> dict[str, object]:
    low, high = curves.band()
    at = (segment, chosen.at)
    verdict, reason = _verdict(market, gates, chosen, float(low[at]), float(high[at]))
    row: dict[str, object] = {
        "offer_id": offer.offer_id,
        "product_ids": list(offer.product_ids),
        "composition": market.effects.composition(parts),
        "segment": market.audience.segments[segment],
        "n_customers": int(market.n_customers[segment]),
        "component_price": round(curves.component_price, 4),
        "discount_share": chosen.discount_share,
        "bundle_price": round(curves.component_price * (1 - chosen.discount_share), 2),
        "take_rate": float(curves.metrics["take_rate"][at]),
        "incremental_profit_per_visit": float(curves.metrics["incremental_profit"][at]),
        "incremental_profit_low": float(low[at]),
        "incremental_profit_high": float(high[at]),
        "verdict": verdict,
        "reason": reason,
    }
    if verdict == "FAIL":
        row |= dict.fromkeys(COLUMNS[COLUMNS.index("discount_share") : COLUMNS.index("verdict")], np.nan)
    return row


def _verdict(
    market: Market, gates: list[Gate], chosen: Recommendation, low: float, high: float
) -> tuple[Verdict, str]:
    """Return the verdict of one row and the sentence that explains it."""
    verdict = worst(gate.verdict for gate in gates)
    if verdict == "FAIL":
        return verdict, _sentence(market, [g for g in gates if g.verdict == "FAIL"], with_remedy=True)
    doubts = [_sentence(market, [g for g in gates if g.verdict == "WARN"])] if verdict == "WARN" else []
    if chosen.is_cut:
        doubts.append("A deeper discount looked better but was never seen; cut back to the deepest seen")
    if chosen.at > 0 and low < 0 < high:
        doubts.append("The band of its profit includes zero")
    if doubts:
        return "WARN", ". ".join(doubts)
    if chosen.at == 0:
        return "PASS", "No discount earns more than selling the parts alone"
    return "PASS", "Passed every gate"


def _sentence(market: Market, gates: list[Gate], with_remedy: bool = False) -> str:
    """Return the first gate's words, its product by title, and how many more there are."""
    first = gates[0]
    title = f"{market.titles.get(first.product_id, first.product_id)}: " if first.product_id else ""
    more = f" (and {len(gates) - 1} more)" if len(gates) > 1 else ""
    remedy = f". {first.remedy}" if with_remedy and first.remedy else ""
    return f"{title}{first.detail}{more}{remedy}"
