"""An offer over all segments: what it earns on all visits together, at each segment's discount."""

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.numerics import Z_90
from analytics.pricing.price_book.figures import PROFITS, chance_better
from analytics.pricing.price_book.market import Market
from analytics.pricing.price_book.verdicts import offer_verdict

_BAND_WIDTH = 2 * Z_90  # standard deviations between the ends of a 90 % band


def offer_summaries(market: Market, book: pd.DataFrame) -> pd.DataFrame:
    """Return one row per offer of a price book: its means over all segments' visits.

    A segment whose price is withheld earns nothing more; an offer withheld from all has no figures. The band
    adds up the segments' bands, as their errors move together: rather too wide than too narrow.
    """
    share = market.visit_weight / market.visit_weight.sum()
    rows = [_summary(rows, share) for _, rows in book.groupby("offer_id", sort=False)]
    return with_chance(pd.DataFrame(rows))


def with_chance(frame: pd.DataFrame) -> pd.DataFrame:
    """Return price book or bundles with each row's chance of being better than no offer, from its band.

    A band that spans several choice rules of demand counts as if all of it were chance: rather too unsure.
    """
    profit, low, high = (frame[name].to_numpy(float) for name in PROFITS)
    spread = (high - low) / _BAND_WIDTH
    is_known = (spread > 0) & (frame["discount_share"].to_numpy(float) > 0)
    chance = chance_better(np.nan_to_num(profit), np.nan_to_num(spread))
    return frame.assign(chance_better=np.where(is_known, chance, np.nan))


def may_lose(book: pd.DataFrame, offer_ids: pd.Series) -> set[str]:
    """Return the offers of which no segment's discount is surely no loss: every band begins below zero."""
    offered = book[(book["discount_share"] > 0) & book["offer_id"].isin(offer_ids)]
    loses = (offered["incremental_profit_low"] < 0).groupby(offered["offer_id"]).all()
    return set(loses.index[loses])


def _summary(rows: pd.DataFrame, share: Doubles) -> dict[str, object]:
    names = ["discount_share", *PROFITS]
    means = rows[names].astype(float).mul(share, axis=0).sum(min_count=1)  # nan where all are withheld
    verdict, reason = offer_verdict(rows)
    first = rows.iloc[0][["offer_id", "product_ids", "composition", "component_price"]].to_dict()
    return {
        **{str(name): value for name, value in first.items()},
        **{str(name): mean for name, mean in means.items()},
        "verdict": verdict.value,
        "reason": reason,
    }
