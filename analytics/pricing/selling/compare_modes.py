"""An offer sold in every mode, side by side: profit, customers' gain, and share of the optimum."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.pricing.selling.best_prices import PriceSearch, Support
from analytics.pricing.selling.modes import PriceScheme, SellingMode
from analytics.pricing.selling.personal_prices import Trial, band
from analytics.pricing.selling.price_lists import PriceList, neighbors_today, profits, surpluses
from analytics.pricing.selling.visit_sample import MemberViews, VisitSample

Lists = dict[SellingMode, PriceList]

_PERSONAL = {
    SellingMode.BUNDLE: PriceScheme.ONE,
    SellingMode.BUNDLE_BY_SEGMENT: PriceScheme.SEGMENTS,
    SellingMode.BUNDLE_BY_CUSTOMER: PriceScheme.CUSTOMERS,
}


def compare_modes(trial: Trial, support: Support) -> pd.DataFrame:
    """Return one row per mode of selling an offer, with the best prices of each within the support.

    Prices are chosen by one half of the members and valued by the other, and the other way round, so that
    modes with many prices are not flattered; the band spans both choice rules. Bundle
    prices beside today's part prices are those that `trial` allows.

    Returns
    -------
    mode, part_prices (k), bundle_price [currency; NaN where not sold, or not the same for everyone], profit
    (of the parts, and what neighbors gain or lose), extra_profit, extra_low, extra_high, surplus (what
    customers gain) [currency per visit], share_of_optimum (of the profit with all prices free and the same
    for everyone); extra_profit and surplus are against today's prices
    """
    sample, few = trial.sample, trial.sample.few()
    lists = [PriceSearch(few, few.actual.of(choosing), support).best() for choosing, _ in sample.folds]
    gain, kept = _valued(sample, lists, _extra), _valued(sample, lists, surpluses)
    profit, surplus = trial.values(trial.profit), trial.values(trial.surplus)
    gain |= {mode: profit[scheme] for mode, scheme in _PERSONAL.items()}
    kept |= {mode: surplus[scheme] for mode, scheme in _PERSONAL.items()}
    level, prices = _level(sample), _final_prices(trial, lists)
    optimum = level + float(gain[SellingMode.MIXED].mean())
    rows = [
        {
            "mode": mode,
            "part_prices": prices[mode][0],
            "bundle_price": prices[mode][1],
            "profit": level + float(gain[mode].mean()),
            **dict(zip(("extra_profit", "extra_low", "extra_high"), band(gain[mode]), strict=True)),
            "surplus": float(kept[mode].mean()),
            "share_of_optimum": (level + float(gain[mode].mean())) / optimum if optimum > 0 else np.nan,
        }
        for mode in SellingMode
    ]
    return pd.DataFrame(rows)


def _final_prices(trial: Trial, lists: list[Lists]) -> dict[SellingMode, tuple[list[float], float]]:
    """Return the parts' and the bundle's price of each mode: of the folds' two, what all choosers prefer."""
    sample = trial.sample
    today, views = sample.parts.price, sample.actual.of(sample.choosers)
    found = {}
    for mode in lists[0]:
        best = max((chosen[mode] for chosen in lists), key=lambda p: profits(sample, views, p).mean())
        menu = best.prices(today)
        alone = [float(menu[1 << i]) if best.is_sold[1 << i] else np.nan for i in range(len(today))]
        found[mode] = alone, float(menu[-1])
    parts = found[SellingMode.TODAY][0]
    discount = float(trial.discounts[trial.chosen(sample.choosers)[PriceScheme.ONE][0]])
    personal = dict.fromkeys((SellingMode.BUNDLE_BY_SEGMENT, SellingMode.BUNDLE_BY_CUSTOMER), (parts, np.nan))
    return found | {SellingMode.BUNDLE: (parts, float(today.sum() * (1 - discount)))} | personal


def _valued(
    sample: VisitSample, lists: list[Lists], of: Callable[[VisitSample, MemberViews, PriceList], Doubles]
) -> dict[SellingMode, Doubles]:
    """Return a figure of each mode's lists chosen in each fold, as the fold's other members value it."""
    views = [sample.actual.of(valuing) for _, valuing in sample.folds]
    return {
        mode: np.concatenate([of(sample, v, own[mode]) for v, own in zip(views, lists, strict=True)], axis=1)
        for mode in lists[0]
    }


def _extra(sample: VisitSample, views: MemberViews, prices: PriceList) -> Doubles:
    today = PriceList.today(len(sample.parts.at))
    return profits(sample, views, prices) - profits(sample, views, today)


def _level(sample: VisitSample) -> float:
    """Return what the parts contribute per visit at today's prices."""
    views = sample.actual.of([m for _, valuing in sample.folds for m in valuing])
    whole = profits(sample, views, PriceList.today(len(sample.parts.at)))
    return float((whole - neighbors_today(sample, views)).mean())
