"""Scenarios as numbers: which discount each segment gets, and what follows from it by looking up curves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components import formats
from components.scenarios.settings import AS_ON_THE_PAGE, Setting

if TYPE_CHECKING:
    from analytics.pricing.offers import OfferCurves
    from analytics.pricing.optimize import Recommendation

PER = formats.PER
EVERYONE = "All segments"


@dataclass(frozen=True)
class Scenario:
    """A name and one discount per segment.

    Parameters
    ----------
    percents : (n_segments,) whole per cent, in the order of the audience's segments
    is_by_segment : whether the analyst sets them apart; else all are equal
    setting : what it is beside its discounts
    """

    name: str
    percents: tuple[int, ...]
    is_by_segment: bool = False
    setting: Setting = AS_ON_THE_PAGE

    @property
    def words(self) -> str:
        """Return the discounts for people: 15 % or 6–26 %."""
        low, high = min(self.percents), max(self.percents)
        return formats.share(low / 100, 0) if low == high else f"{low}–{formats.share(high / 100, 0)}"


@dataclass(frozen=True)
class Offered:
    """A bundle in front of its audience: its curves, and the best discounts within what prices have seen.

    Attributes
    ----------
    deepest : deepest discount that prices have seen [share]
    reduced_price : list price that the discount lowers, the parts' where None [currency]
    barred : discounts that the shop's limits do not allow [whole per cent]
    """

    curves: "OfferCurves"
    segments: tuple[str, ...]
    deepest: float
    best: "tuple[Recommendation, ...]"
    best_flat: "Recommendation"
    reduced_price: float | None = None
    barred: frozenset[int] = frozenset()

    @property
    def visit_share(self) -> np.ndarray:
        """Return each segment's share of the visits, (n_segments,)."""
        return self.curves.weight / self.curves.weight.sum()

    def price(self, discount: Any) -> Any:
        """Return what all parts cost together at a discount, a figure or many [currency]."""
        full = self.curves.component_price
        return full - discount * (full if self.reduced_price is None else self.reduced_price)


def outcomes(offer: Offered | Sequence[Offered], scenarios: Sequence[Scenario]) -> pd.DataFrame:
    """Return one row per scenario × segment and one for all segments, money and units per `PER` visits.

    The band over all segments adds up the segments' bands, as the price book's rows do: their errors move
    together, so it is rather too wide than too narrow.

    Parameters
    ----------
    offer : what the scenarios offer, one for all or one for each; all in front of the same audience
    """
    offers = [offer] * len(scenarios) if isinstance(offer, Offered) else list(offer)
    rows, share = np.arange(len(offers[0].segments)), offers[0].visit_share
    tables = {id(o): _tables(o) for o in offers}  # scenarios often share one

    def with_total(values: np.ndarray) -> np.ndarray:
        return np.column_stack([values, values @ share]).ravel()

    percents = np.array([scenario.percents for scenario in scenarios])  # (n_scenarios, n_segments)
    columns = {}
    for name in tables[id(offers[0])]:
        picked = [tables[id(o)][name][rows, at] for o, at in zip(offers, percents, strict=True)]
        columns[name] = with_total(np.array(picked)) * (1 if name.startswith("take_rate") else PER)
    prices = [o.price(at / 100) for o, at in zip(offers, percents, strict=True)]
    return pd.DataFrame(
        {
            "scenario": np.repeat([scenario.name for scenario in scenarios], len(rows) + 1),
            "segment": [*offers[0].segments, EVERYONE] * len(scenarios),
            "discount_share": with_total(percents / 100),
            **columns,
            "bundle_price": with_total(np.array(prices)).round(2),
        }
    )


def _tables(offer: Offered) -> dict[str, np.ndarray]:
    low, high = offer.curves.band()
    take_low, take_high = offer.curves.take_band()
    ends = {"profit_low": low, "profit_high": high, "take_rate_low": take_low, "take_rate_high": take_high}
    return {**offer.curves.metrics, **ends}


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
    from analytics.pricing.offers import GRID

    low, high = offer.curves.band()
    point = offer.curves.metrics["incremental_profit"]
    columns = {name: PER * (offer.visit_share @ table) for name, table in zip(
        ("profit", "low", "high"), (point, low, high), strict=True
    )}  # fmt: skip
    return pd.DataFrame({"discount_share": GRID, **columns})


def segment_curve(offer: Offered, segment: int) -> pd.DataFrame:
    """Return one segment's profit with its band over all discounts, per `PER` of its visits."""
    from analytics.pricing.offers import GRID

    low, high = offer.curves.band()
    point = offer.curves.metrics["incremental_profit"]
    columns = {"profit": PER * point[segment], "low": PER * low[segment], "high": PER * high[segment]}
    return pd.DataFrame({"discount_share": GRID, **columns})
