"""What follows from scenarios, by looking up curves: one row per scenario × segment, and per scenario."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.pricing.offers import GRID
from analytics.pricing.scenarios import PER
from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.scenario import Scenario

SHARES = ("take_rate", "take_rate_low", "take_rate_high")


def outcomes(offer: Offered | Sequence[Offered], scenarios: Sequence[Scenario]) -> pd.DataFrame:
    """Return one row per scenario × segment and one for all segments, money and units per `PER` visits.

    The band over all segments adds up the segments' bands, as the price book's rows do: their errors move
    together, so it is rather too wide than too narrow.

    Parameters
    ----------
    offer : what the scenarios offer, one for all or one for each; all in front of the same audience

    Returns
    -------
    scenario, segment, is_total : no segment where it is the row of all segments together
    visit_share : of the visits that are shown the bundle
    discount_share, `METRICS` and their bands, bundle_price
    """
    offers = [offer] * len(scenarios) if isinstance(offer, Offered) else list(offer)
    rows, share = np.arange(len(offers[0].segments)), offers[0].visit_share
    tables = {id(o): _tables(o) for o in offers}  # scenarios often share one

    def with_total(values: Any) -> Any:
        values = np.asarray(values)
        return np.column_stack([values, values @ share]).ravel()

    percents = np.array([scenario.percents for scenario in scenarios])  # (n_scenarios, n_segments)
    columns = {}
    for name in tables[id(offers[0])]:
        picked = [tables[id(o)][name][rows, at] for o, at in zip(offers, percents, strict=True)]
        columns[name] = with_total(picked) * (1 if name in SHARES else PER)
    prices = [o.price(at / 100) for o, at in zip(offers, percents, strict=True)]
    return pd.DataFrame(
        {
            "scenario": np.repeat([scenario.name for scenario in scenarios], len(rows) + 1),
            "segment": [*offers[0].segments, None] * len(scenarios),
            "is_total": [*(False for _ in rows), True] * len(scenarios),
            "visit_share": np.tile([*share, 1.0], len(scenarios)),
            "discount_share": with_total(percents / 100),
            **columns,
            "bundle_price": with_total(prices).round(2),
        }
    )


def against_today(table: pd.DataFrame, own: Offered, scenarios: Sequence[Scenario]) -> pd.DataFrame:
    """Return outcomes with the change of units and revenue against today's prices without the bundle [share].

    Parameters
    ----------
    table : outcomes of the scenarios, money and units per `PER` visits
    own : the bundle as it was chosen; a scenario with parts of its own sells other products, so none is told
    """
    today = outcomes(own, [Scenario("", (0,) * len(own.segments))])
    same = {scenario.name: not scenario.setting.parts for scenario in scenarios}
    is_same = table["scenario"].map(same).to_numpy(bool)
    changes = {}
    for name in ("units", "revenue"):
        before = np.tile(today[name].to_numpy(), len(table) // len(today))
        share = np.divide(table[name], before, out=np.full(len(table), np.nan), where=before > 0) - 1
        changes[f"{name}_change"] = np.where(is_same, share, np.nan)
    return table.assign(**changes)


def profit_curve(offer: Offered, segment: int | None = None) -> pd.DataFrame:
    """Return profit with its band over all discounts, per `PER` visits.

    Parameters
    ----------
    segment : of these visits alone; else of all, where every segment gets the same discount
    """
    low, high = offer.curves.band()
    tables = {"profit": offer.curves.metrics["incremental_profit"], "low": low, "high": high}
    weight = offer.visit_share if segment is None else np.eye(len(offer.segments))[segment]
    return pd.DataFrame({"discount_share": GRID} | {name: PER * (weight @ t) for name, t in tables.items()})


def _tables(offer: Offered) -> dict[str, Doubles]:
    low, high = offer.curves.band()
    take_low, take_high = offer.curves.take_band()
    ends = {"profit_low": low, "profit_high": high, "take_rate_low": take_low, "take_rate_high": take_high}
    return {**offer.curves.metrics, **ends}
