"""Where a bundle's money goes: from its parts' list prices, cost by cost, to what the offer adds."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.pricing.offers import OfferCurves, offer_curves
from analytics.pricing.offers.choice_rules import CHOICE_RULES, ChoiceRule
from analytics.pricing.offers.curves import at_own_discounts
from analytics.pricing.price_book.market import Market

STEPS = ("list_price", "discount", "payment_fee", "product_cost", "fulfilment", "returns")
TAKEN = ("cannibalized_parts", "neighbors")  # what the bundle takes from, or brings to, the rest
ALL_STEPS = (*STEPS, *TAKEN)
PROFIT = "incremental_profit"


def profit_steps(
    market: Market,
    parts: Sequence[int],
    curves: OfferCurves,
    discount: Sequence[float] | Doubles,
    rules: Sequence[ChoiceRule] = CHOICE_RULES,
) -> pd.DataFrame:
    """Return where the money of a bundle goes, per visit that is shown it.

    Signed amounts: a row's steps add up to its incremental profit, in the price book and in scenarios.
    What the bundle's buyers would have brought without it, parts at full price, is `cannibalized_parts`;
    `neighbors` are other products that sell along with the parts, or that these replace.

    Parameters
    ----------
    parts : positions of the bundle's parts
    curves : of the bundle under the market's costs
    discount : (n_segments,) of each segment [share]
    rules : of how visitors weigh the offer, as the curves know them

    Returns
    -------
    One row per segment: segment, weight [visits], `ALL_STEPS` and incremental_profit [currency per visit].
    """
    discount = np.asarray(discount, float)
    take, profit = (at_own_discounts(curves.metrics[name], discount) for name in ("take_rate", PROFIT))
    sold = sold_steps(market, parts, discount) * take
    of_parts = at_own_discounts(_without_neighbors(market, parts, rules).metrics[PROFIT], discount)
    return pd.DataFrame(
        {
            "segment": market.audience.segments,
            "weight": curves.weight,
            **dict(zip(STEPS, sold, strict=True)),
            "cannibalized_parts": of_parts - sold.sum(0),
            "neighbors": profit - of_parts,
            PROFIT: profit,
        }
    )


def sold_steps(market: Market, parts: Sequence[int], discount: Doubles) -> Doubles:
    """Return the signed money of one bundle sold, (n_steps, n_discounts) as `STEPS` [currency]."""
    costs, price = market.costs.of(parts), market.audience.price[list(parts)]
    units = costs.steps(np.outer(1 - discount, price))  # each (n_discounts, k)
    sold = {name: amounts.sum(1) for name, amounts in units.items()}
    sold["list_price"] = np.full(len(discount), price.sum())
    sold["discount"] = sold["revenue"] - sold["list_price"]
    sold["fulfilment"] = sold["fulfilment"] - costs.per_order
    return np.stack([sold[name] for name in STEPS])


def overall(steps: pd.DataFrame) -> pd.Series:
    """Return the steps over all segments' visits together [currency per visit]."""
    share = steps["weight"] / steps["weight"].sum()
    names = [*ALL_STEPS, PROFIT]
    return steps[names].mul(share, axis=0).sum()


def _without_neighbors(market: Market, parts: Sequence[int], rules: Sequence[ChoiceRule]) -> OfferCurves:
    """Return the bundle's curves in a shop that earns nothing on other products; without members."""
    audience = market.audience.rows(np.arange(len(market.audience.segment)))
    return offer_curves(
        audience, parts, market.costs.earning_nothing_beside(parts, audience.price), rules=rules
    )
