"""The price book: one row per offer × segment, with a verdict and the reason for it."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from analytics.findings import Verdict
from analytics.pricing.offers import OfferCurves, offer_curves
from analytics.pricing.optimize import together_seen
from analytics.pricing.price_book.advice import Advice, judge
from analytics.pricing.price_book.fairness import keep_fair
from analytics.pricing.price_book.figures import PROFITS, SALES, figures_at
from analytics.pricing.price_book.market import Market, Offer
from analytics.pricing.price_book.sharing import share_out
from analytics.pricing.price_book.verdicts import row_verdict

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
    *PROFITS,
    "verdict",
    "reason",
    "chance_better",
    "take_rate_low",
    "take_rate_high",
    *SALES,
)
_AFTER = COLUMNS[COLUMNS.index("chance_better") :]
WITHHELD = (*COLUMNS[COLUMNS.index("discount_share") : COLUMNS.index("verdict")], *_AFTER)


Keep = Callable[[Sequence[Advice]], None]


def build_price_book(
    market: Market,
    offers: Sequence[Offer],
    known: Mapping[tuple[int, ...], OfferCurves] | None = None,
    keep: Keep = lambda advices: None,
) -> pd.DataFrame:
    """Return the price book of these offers, one row per offer × segment (columns: `COLUMNS`).

    Together they use no more of the budget and of the stock than there is. Parameters as of `open_book`.
    """
    return withhold(open_book(market, offers, known, keep))


def open_book(
    market: Market,
    offers: Sequence[Offer],
    known: Mapping[tuple[int, ...], OfferCurves] | None = None,
    keep: Keep = lambda advices: None,
) -> pd.DataFrame:
    """Return the price book with the advice that its gates withhold still in it: evidence, never advice.

    Parameters
    ----------
    known : positions of an offer's parts → its curves under the market's costs, where computed before
    keep : called with the advice, before its curves are dropped
    """
    advices = []
    for offer in offers:
        parts = tuple(market.audience.positions(offer.product_ids))
        curves = (known or {}).get(parts) or offer_curves(market.audience, parts, market.costs)
        advices.append(judge(market, offer, curves))
    if market.limits.is_shared:
        advices = share_out(market, advices)
    advices = keep_fair(market, advices)
    keep(advices)
    rows = [row for advice in advices for row in advice_rows(market, advice)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def withhold(book: pd.DataFrame) -> pd.DataFrame:
    """Return a price book without the discounts, and what follows from them, of the rows that fail."""
    return book.assign(**{name: book[name].where(book["verdict"] != Verdict.FAIL) for name in WITHHELD})


def advice_rows(market: Market, advice: Advice) -> list[dict[str, object]]:
    """Return the rows of an offer that is judged, one per segment, those that fail with their figures."""
    found = figures_at(advice.curves, np.array([chosen.discount_share for chosen in advice.chosen]))
    figures = [{name: float(values[s]) for name, values in found.items()} for s in range(len(advice.chosen))]
    return [_row(market, advice, segment, own) for segment, own in enumerate(figures)]


def _row(market: Market, advice: Advice, segment: int, figures: dict[str, float]) -> dict[str, object]:
    chosen, whole = advice.chosen[segment], advice.curves.component_price
    parts = advice.parts
    together = together_seen(market.audience.price[parts], market.lowest_price[parts])
    verdict, reason = row_verdict(advice.gates, advice.refused.get(segment), chosen, together)
    price = whole * (1 - chosen.discount_share) if chosen.price is None else chosen.price
    return {
        "offer_id": advice.offer.offer_id,
        "product_ids": list(advice.offer.product_ids),
        "composition": market.effects.composition(advice.parts),
        "segment": market.audience.segments[segment],
        "n_customers": int(market.n_customers[segment]),
        "component_price": round(whole, 4),
        "discount_share": chosen.discount_share,
        "bundle_price": round(price, 2),
        **figures,
        "verdict": verdict.value,
        "reason": reason,
        "chance_better": figures["chance_better"] if chosen.discount_share > 0 else np.nan,
    }
