"""Personal prices as tables: what each scheme earns, who pays more or less by it, and the price groups."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles, Ints
from analytics.pricing.selling.modes import GROUPS, PriceScheme
from analytics.pricing.selling.personal_prices import Trial, band


def schemes_frame(trial: Trial) -> pd.DataFrame:
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
    for scheme in PriceScheme:
        extra, worth = band(profit[scheme]), band(profit[scheme] - profit[PriceScheme.ONE])
        rows.append([scheme, len(np.unique(chosen[scheme])), *extra, *worth, float(surplus[scheme].mean())])
    names = ("extra_profit", "extra_low", "extra_high", "worth", "worth_low", "worth_high", "surplus")
    return pd.DataFrame(rows, columns=["scheme", "n_prices", *names])


def final_choices(trial: Trial) -> dict[PriceScheme, Ints]:
    """Return which discount each visit would get, as all members choose it."""
    return trial.chosen(trial.sample.choosers)


def payers_frame(trial: Trial, segments: Sequence[str]) -> pd.DataFrame:
    """Return who pays more and who pays less for the bundle than at one price for all.

    Returns
    -------
    scheme, segment (None: all together), visit_share, mean_discount, share_more, mean_more, share_less,
    mean_less, surplus; shares are of the segment's visits; means are of the bundle's price among those
    [currency], NaN where there are none; surplus is what customers gain per visit against one price for all
    [currency]
    """
    chosen, sample = final_choices(trial), trial.sample
    price = sample.parts.price.sum() * (1 - trial.discounts)
    looked = sample.weight.sum()
    gain = looked * trial.surplus[:, sample.choosers].mean((0, 1)).astype(float)
    every, one = np.arange(len(gain)), chosen[PriceScheme.ONE]
    masks: dict[str | None, Bools] = {None: np.ones(len(gain), bool)}
    masks |= {name: sample.segment == code for code, name in enumerate(segments)}
    rows = []
    for scheme in list(PriceScheme)[1:]:
        at = chosen[scheme]
        figures = trial.discounts[at], price[at] - price[one], gain[every, at] - gain[every, one]
        for segment, mask in masks.items():
            if mask.any():
                own = (values[mask] for values in (sample.weight / looked, *figures))
                rows.append({"scheme": scheme, "segment": segment, **_payers(*own)})
    return pd.DataFrame(rows)


def groups_frame(trial: Trial, segments: Sequence[str], n_groups: int) -> pd.DataFrame:
    """Return the price groups, dearest first: how many are in each, what they pay, and who they are.

    Returns
    -------
    discount_share, bundle_price, visit_share, elasticity (of buying all parts, at today's prices), segment
    (the one with most of the group's visits), segment_share (of the group's visits)
    """
    sample = trial.sample
    at = final_choices(trial)[GROUPS[n_groups]]
    weights = np.exp(sample.actual.utility[0])
    chance = weights[-1] / weights.sum(0)
    elasticity = -sample.actual.slope[0].sum(0) * (1 - chance)
    rows = []
    for place in np.unique(at):
        weight = sample.weight * (at == place)
        shares = np.bincount(sample.segment, weight, len(segments)) / weight.sum()
        discount, buyers = float(trial.discounts[place]), weight * chance
        rows.append(
            {
                "discount_share": discount,
                "bundle_price": float(sample.parts.price.sum() * (1 - discount)),
                "visit_share": float(weight.sum() / sample.weight.sum()),
                "elasticity": float(elasticity @ buyers / buyers.sum()),
                "segment": segments[int(shares.argmax())],
                "segment_share": float(shares.max()),
            }
        )
    return pd.DataFrame(rows)


def _payers(weight: Doubles, discount: Doubles, change: Doubles, gained: Doubles) -> dict[str, float]:
    more, less = weight * (change > 0), weight * (change < 0)
    whole = weight.sum()
    return {
        "visit_share": float(whole),
        "mean_discount": float(discount @ weight / whole),
        "share_more": float(more.sum() / whole),
        "mean_more": float(change @ more / more.sum()) if more.any() else np.nan,
        "share_less": float(less.sum() / whole),
        "mean_less": float(-(change @ less) / less.sum()) if less.any() else np.nan,
        "surplus": float(gained @ weight / whole),
    }
