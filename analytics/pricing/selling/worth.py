"""The worth of personal prices as tables: what each scheme earns, and who pays more or less by it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.pricing.selling.personal import ONE, SCHEMES, Trial, band, groups_scheme

Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]

EVERYONE = ""  # the segment of all visits together


def worth_frame(trial: Trial) -> pd.DataFrame:
    """Return one row per scheme: what it earns, and what it adds to the best single price, with bands.

    Prices are chosen by one half of the members and valued by the other, and the other way round; the band
    spans both choice rules, each with the spread of the members' values.

    Returns
    -------
    scheme, n_prices, extra_profit, extra_low, extra_high, worth, worth_low, worth_high, surplus; money per
    visit [currency]; `worth` is against one price for all, the rest against no offer
    """
    profit, surplus = trial.values(trial.profit), trial.values(trial.surplus)
    chosen = final_choices(trial)
    rows = []
    for name in SCHEMES:
        extra, worth = band(profit[name]), band(profit[name] - profit[ONE])
        rows.append([name, len(np.unique(chosen[name])), *extra, *worth, float(surplus[name].mean())])
    names = ("extra_profit", "extra_low", "extra_high", "worth", "worth_low", "worth_high", "surplus")
    return pd.DataFrame(rows, columns=["scheme", "n_prices", *names])


def final_choices(trial: Trial) -> dict[str, Ints]:
    """Return which discount each visit would get, as all members choose it."""
    return trial.chosen(trial.crowd.choosers)


def payers_frame(trial: Trial, segments: Sequence[str]) -> pd.DataFrame:
    """Return who pays more and who pays less for the bundle than at one price for all.

    Returns
    -------
    scheme, segment (and all), visit_share, mean_discount, share_more, mean_more, share_less, mean_less,
    surplus; shares are of the segment's visits; means are of the bundle's price among those [currency], NaN
    where there are none; surplus is what customers gain per visit against one price for all [currency]
    """
    chosen = final_choices(trial)
    price = trial.crowd.parts.price.sum() * (1 - trial.discounts)
    gain = trial.surplus[:, trial.crowd.choosers].mean((0, 1)).astype(float)
    every = np.arange(len(gain))
    rows = []
    for name in SCHEMES[1:]:
        change = price[chosen[name]] - price[chosen[ONE]]
        gained = gain[every, chosen[name]] - gain[every, chosen[ONE]]
        for segment in (None, *range(len(segments))):
            mask = np.ones(len(gain), bool) if segment is None else trial.crowd.segment == segment
            if mask.any():
                place = EVERYONE if segment is None else segments[segment]
                figures = trial.discounts[chosen[name]][mask], change[mask], gained[mask]
                rows.append([name, place, *_payers(trial.crowd.weight[mask], *figures)])
    columns = ["visit_share", "mean_discount", "share_more", "mean_more", "share_less", "mean_less"]
    return pd.DataFrame(rows, columns=["scheme", "segment", *columns, "surplus"])


def groups_frame(trial: Trial, segments: Sequence[str], n_groups: int) -> pd.DataFrame:
    """Return the price groups, dearest first: how many are in each, what they pay, and who they are.

    Returns
    -------
    discount_share, bundle_price, visit_share, elasticity (of buying all parts, at today's prices), segment
    (the one with most of the group's visits), segment_share (of the group's visits)
    """
    crowd = trial.crowd
    at = final_choices(trial)[groups_scheme(n_groups)]
    weights = np.exp(crowd.actual.utility[0])
    chance = weights[-1] / weights.sum(0)
    elasticity = -crowd.actual.slope[0].sum(0) * (1 - chance)
    rows = []
    for place in np.unique(at):
        weight = crowd.weight * (at == place)
        shares = np.bincount(crowd.segment, weight, len(segments)) / weight.sum()
        buyers = weight * chance
        discount = float(trial.discounts[place])
        rows.append(
            [
                discount,
                float(crowd.parts.price.sum() * (1 - discount)),
                float(weight.sum()),
                float(elasticity @ buyers / buyers.sum()),
                segments[int(shares.argmax())],
                float(shares.max()),
            ]
        )
    columns = ["discount_share", "bundle_price", "visit_share", "elasticity", "segment", "segment_share"]
    return pd.DataFrame(rows, columns=columns)


def _payers(weight: Doubles, discount: Doubles, change: Doubles, gained: Doubles) -> list[float]:
    more, less = weight * (change > 0), weight * (change < 0)
    return [
        float(weight.sum()),
        float(discount @ weight / weight.sum()),
        float(more.sum() / weight.sum()),
        float(change @ more / more.sum()) if more.any() else np.nan,
        float(less.sum() / weight.sum()),
        float(-(change @ less) / less.sum()) if less.any() else np.nan,
        float(gained @ weight / weight.sum()),
    ]
