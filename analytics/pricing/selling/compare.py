"""An offer sold in every way there is, side by side: profit, customers' gain, and share of the optimum."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.pricing.selling.best_lists import BUNDLE, MIXED, PARTS, PURE, SIZES, TODAY, Search, Support
from analytics.pricing.selling.crowd import Crowd, Views
from analytics.pricing.selling.personal import CUSTOMERS, ONE, SEGMENTS, Trial, band
from analytics.pricing.selling.price_lists import (
    PriceList,
    neighbors_today,
    parts_and_bundle,
    profits,
    surpluses,
)

Doubles = NDArray[np.float64]

BY_SEGMENT, BY_CUSTOMER = "bundle_by_segment", "bundle_by_customer"
MODES = (TODAY, PARTS, SIZES, BUNDLE, BY_SEGMENT, BY_CUSTOMER, PURE, MIXED)
_PERSONAL = {BUNDLE: ONE, BY_SEGMENT: SEGMENTS, BY_CUSTOMER: CUSTOMERS}


def compare_modes(trial: Trial, support: Support) -> pd.DataFrame:
    """Return one row per way of selling an offer, with the best prices of each within the support.

    Prices are chosen by one half of the members and valued by the other, and the other way round, so that
    ways with many prices are not flattered; the band spans both choice rules. Bundle
    prices beside today's part prices are those that `trial` allows.

    Returns
    -------
    mode, part_prices (k), bundle_price [currency; NaN where not sold, or not the same for everyone], profit
    (of the parts, and what neighbors gain or lose), extra_profit, extra_low, extra_high, surplus (what
    customers gain) [currency per visit], share_of_optimum (of the profit with all prices free and the same
    for everyone); extra_profit and surplus are against today's prices
    """
    crowd = trial.crowd
    lists = [_best_lists(trial, choosing, support) for choosing, _ in crowd.folds]
    gains = {name: _valued(crowd, [chosen[name] for chosen in lists], _extra) for name in lists[0]}
    kept = {name: _valued(crowd, [chosen[name] for chosen in lists], surpluses) for name in lists[0]}
    profit, surplus = trial.values(trial.profit), trial.values(trial.surplus)
    gains |= {name: profit[scheme] for name, scheme in _PERSONAL.items()}
    kept |= {name: surplus[scheme] for name, scheme in _PERSONAL.items()}
    level = _level(crowd)
    optimum = level + float(gains[MIXED].mean())
    prices = _final_prices(trial, lists)
    rows = [
        {
            "mode": name,
            "part_prices": prices[name][0],
            "bundle_price": prices[name][1],
            "profit": level + float(gains[name].mean()),
            **dict(zip(("extra_profit", "extra_low", "extra_high"), band(gains[name]), strict=True)),
            "surplus": float(kept[name].mean()),
            "share_of_optimum": (level + float(gains[name].mean())) / optimum if optimum > 0 else np.nan,
        }
        for name in MODES
    ]
    return pd.DataFrame(rows)


def _best_lists(trial: Trial, choosing: list[int], support: Support) -> dict[str, PriceList]:
    few = trial.crowd.few()
    return Search(few, few.actual.of(choosing), support).best()


def _final_prices(trial: Trial, lists: list[dict[str, PriceList]]) -> dict[str, tuple[list[float], float]]:
    """Return the parts' and the bundle's price of each way: of the folds' two, what all choosers prefer."""
    parts, views = trial.crowd.parts, trial.crowd.actual.of(trial.crowd.choosers)
    found = {}
    for name in lists[0]:
        best = max((chosen[name] for chosen in lists), key=lambda p: profits(trial.crowd, views, p).mean())
        menu = best.prices(parts.price)
        alone = [float(menu[1 << i]) if best.is_sold[1 << i] else np.nan for i in range(len(parts.at))]
        found[name] = alone, float(menu[-1])
    discount = float(trial.discounts[trial.chosen(trial.crowd.choosers)[ONE][0]])
    found[BUNDLE] = found[TODAY][0], float(parts.price.sum() * (1 - discount))
    return found | dict.fromkeys((BY_SEGMENT, BY_CUSTOMER), (found[TODAY][0], np.nan))


def _valued(crowd: Crowd, lists: list[PriceList], of: Callable[..., Doubles]) -> Doubles:
    """Return a figure of the lists chosen in each fold, as the fold's other members value it."""
    folds = zip(lists, crowd.folds, strict=True)
    found = [of(crowd, crowd.actual.of(valuing), chosen) for chosen, (_, valuing) in folds]
    return np.concatenate(found, axis=1)


def _extra(crowd: Crowd, views: Views, prices: PriceList) -> Doubles:
    return profits(crowd, views, prices) - profits(crowd, views, _as_today(crowd))


def _level(crowd: Crowd) -> float:
    """Return what the parts contribute per visit at today's prices."""
    views = crowd.actual.of([m for _, valuing in crowd.folds for m in valuing])
    return float((profits(crowd, views, _as_today(crowd)) - neighbors_today(crowd, views)).mean())


def _as_today(crowd: Crowd) -> PriceList:
    return parts_and_bundle(crowd.parts.price, np.zeros(len(crowd.parts.at)))
