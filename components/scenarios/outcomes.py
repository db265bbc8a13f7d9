"""Scenarios as numbers: which discount each segment gets, and what follows from it by looking up curves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components import formats

if TYPE_CHECKING:
    from analytics.pricing.optimize import Recommendation
    from analytics.pricing.scenarios import OfferCurves
    from analytics.runs.results import Results

PER = 1000  # visits: money per single visit is too small to read
EVERYONE = "All segments"


@dataclass(frozen=True)
class Scenario:
    """A name and one discount per segment.

    Parameters
    ----------
    percents : (n_segments,) whole per cent, in the order of the audience's segments
    is_by_segment : whether the analyst sets them apart; else all are equal
    """

    name: str
    percents: tuple[int, ...]
    is_by_segment: bool = False

    @property
    def words(self) -> str:
        """Return the discounts for people: 15 % or 6–26 %."""
        low, high = min(self.percents), max(self.percents)
        return formats.share(low / 100, 0) if low == high else f"{low}–{formats.share(high / 100, 0)}"


@dataclass(frozen=True)
class Offered:
    """A bundle in front of its audience: its curves, and the best discounts within what prices have seen."""

    curves: "OfferCurves"
    segments: tuple[str, ...]
    deepest: float
    best: "tuple[Recommendation, ...]"
    best_flat: "Recommendation"

    @property
    def visit_share(self) -> np.ndarray:
        """Return each segment's share of the visits, (n_segments,)."""
        return self.curves.weight / self.curves.weight.sum()


def offered(found: "Results", product_ids: Sequence[str]) -> Offered:
    """Return a bundle's curves and best discounts; takes a second for 100,000 customers."""
    from analytics.pricing.optimize import best_discounts, best_flat_discount, deepest_seen
    from analytics.pricing.scenarios import offer_curves

    market = found.market
    parts = market.audience.positions(product_ids)
    curves = offer_curves(market.audience, parts, market.costs)
    deepest = deepest_seen(market.audience.price[parts], market.lowest_price[parts])
    best = tuple(best_discounts(curves, deepest))
    return Offered(curves, market.audience.segments, deepest, best, best_flat_discount(curves, deepest))


def outcomes(offer: Offered, scenarios: Sequence[Scenario]) -> pd.DataFrame:
    """Return one row per scenario × segment and one for all segments, money and units per `PER` visits.

    The band over all segments adds up the segments' bands, as the price book's rows do: their errors move
    together, so it is rather too wide than too narrow.
    """
    low, high = offer.curves.band()
    tables = {**offer.curves.metrics, "profit_low": low, "profit_high": high}
    rows, share = np.arange(len(offer.segments)), offer.visit_share
    percents = np.array([scenario.percents for scenario in scenarios])  # (n_scenarios, n_segments)

    def with_total(values: np.ndarray) -> np.ndarray:
        return np.column_stack([values, values @ share]).ravel()

    columns = {
        name: with_total(table[rows, percents]) * (1 if name == "take_rate" else PER)
        for name, table in tables.items()
    }
    discount = with_total(percents / 100)
    return pd.DataFrame(
        {
            "scenario": np.repeat([scenario.name for scenario in scenarios], len(rows) + 1),
            "segment": [*offer.segments, EVERYONE] * len(scenarios),
            "discount_share": discount,
            **columns,
            "bundle_price": (offer.curves.component_price * (1 - discount)).round(2),
        }
    )


def default_scenarios(offer: Offered) -> list[Scenario]:
    """Return what is worth comparing first: the best, the best for all alike, and a round one."""
    n = len(offer.segments)
    flat = offer.best_flat.at
    round_one = 15 if flat != 15 else 10
    scenarios = [
        Scenario("Best for all", (flat,) * n),
        Scenario(f"{round_one} % for all", (round_one,) * n),
    ]
    if n > 1:
        best = tuple(r.at for r in offer.best)
        scenarios.insert(0, Scenario("Best per segment", best, is_by_segment=True))
    return scenarios


def flat_curve(offer: Offered) -> pd.DataFrame:
    """Return profit with its band over all discounts when every segment gets the same, per `PER` visits."""
    from analytics.pricing.scenarios import GRID

    low, high = offer.curves.band()
    point = offer.curves.metrics["incremental_profit"]
    columns = {name: PER * (offer.visit_share @ table) for name, table in zip(
        ("profit", "low", "high"), (point, low, high), strict=True
    )}  # fmt: skip
    return pd.DataFrame({"discount_share": GRID, **columns})


def segment_curve(offer: Offered, segment: int) -> pd.DataFrame:
    """Return one segment's profit with its band over all discounts, per `PER` of its visits."""
    from analytics.pricing.scenarios import GRID

    low, high = offer.curves.band()
    point = offer.curves.metrics["incremental_profit"]
    columns = {"profit": PER * point[segment], "low": PER * low[segment], "high": PER * high[segment]}
    return pd.DataFrame({"discount_share": GRID, **columns})
