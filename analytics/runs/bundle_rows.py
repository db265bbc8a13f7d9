"""The bundles of a run as rows: their means over all segments, and how often they were bought."""

import pandas as pd

from analytics.demand.visit_log import VisitLog
from analytics.pricing.bundles.effects import bought_parts, lift
from analytics.pricing.price_book.market import Market
from analytics.pricing.price_book.summary import offer_summaries
from analytics.runs.artifacts import BUNDLES

EVIDENCE = ("support", "lift", "lift_low", "lift_high")
_COLUMNS = [*BUNDLES.needed, "chance_better"]


def bundles_frame(log: VisitLog, market: Market, book: pd.DataFrame) -> pd.DataFrame:
    """Return one row per offer: evidence of joint purchases, and its profit over all segments' visits."""
    summaries = offer_summaries(market, book)
    evidence = [
        dict(zip(EVIDENCE, lift(bought_parts(log, market.audience.positions(ids))), strict=True))
        for ids in summaries["product_ids"]
    ]
    return summaries.join(pd.DataFrame(evidence))[_COLUMNS]


def with_evidence(market: Market, book: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Return one row per offer; how often its parts were bought together is known already.

    Parameters
    ----------
    evidence : offer_id and `EVIDENCE`
    """
    return offer_summaries(market, book).merge(evidence, on="offer_id", validate="1:1")[_COLUMNS]
