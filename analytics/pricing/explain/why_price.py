"""Why this price: an offer's advised discounts and what they earn, shared exactly among their causes."""

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.findings import Verdict
from analytics.pricing.explain.causes import Cause
from analytics.pricing.explain.repricing import Repricing, outcome_of
from analytics.pricing.explain.shapley import shapley_values
from analytics.pricing.offers import offer_curves
from analytics.pricing.price_book.advice import Terms
from analytics.pricing.price_book.figures import PROFITS
from analytics.pricing.price_book.market import Market, Offer

TARGETS = ("discount", "profit")
COLUMNS = ("offer_id", "segment", "target", "cause", "value", "base")
_SAME = 1e-9  # discounts and profits this near are one


def why_prices(market: Market, offer: Offer, rows: pd.DataFrame) -> pd.DataFrame:
    """Return why the rows of an offer in the price book have their discounts and profits.

    Exact Shapley values over all coalitions of causes: a cause outside of a coalition is neutral (see
    `Cause`), and the offer is priced again by the optimizer that priced the book. Coalitions are priced on
    400 visits of every segment, as most of a large book is; where the book looked closer, what that changed
    stands apart, as does what a shared budget or stock, or a limit on what groups pay, changed.

    Parameters
    ----------
    rows : of the price book, of this offer: segment, discount_share, incremental_profit_per_visit, verdict

    Returns
    -------
    One row per segment, target and cause (`COLUMNS`): value and base [share, or currency per visit]; a
    target's values and its base add up to the row's figure. None of segments whose advice is withheld.
    """
    game = Repricing(market, offer)
    outcomes = game.outcomes()
    values = dict(zip(game.causes, shapley_values(outcomes), strict=True))
    told = told_of(rows, market.audience.segments)
    values |= _beyond(game, outcomes[-1], told)
    frames = []
    for place, segment in enumerate(market.audience.segments):
        if np.isnan(told[place]).any():
            continue
        for target, name in enumerate(TARGETS):
            of = {str(cause): float(value[place, target]) for cause, value in values.items()}
            frame = pd.DataFrame({"cause": list(of), "value": list(of.values())})
            base = float(outcomes[0, place, target])
            frames.append(frame.assign(offer_id=offer.offer_id, segment=segment, target=name, base=base))
    found = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(COLUMNS))
    return found[list(COLUMNS)]


def told_of(rows: pd.DataFrame, segments: tuple[str, ...]) -> Doubles:
    """Return what a price book says of each segment, (n_segments, 2); NaN where it advises nothing."""
    advised = rows[rows["verdict"] != Verdict.FAIL].set_index("segment")
    return advised[["discount_share", PROFITS[0]]].astype(float).reindex(list(segments)).to_numpy()


def _beyond(game: Repricing, priced: Doubles, told: Doubles) -> dict[Cause, Doubles]:
    """Return what the price book's closer look changed, and after it what is shared, (n_segments, 2) each."""
    is_other = np.asarray((np.abs(told - priced) > _SAME).any(1, keepdims=True))
    if not is_other.any():
        return {}
    alone = told
    if game.market.limits.is_shared or game.market.limits.fairness_limit is not None:
        fine = offer_curves(game.market.audience, game.parts, game.market.costs)
        alone = np.where(is_other, outcome_of(Terms.of(game.market, game.offer, game.parts), fine), priced)
    found = {Cause.PRECISION: alone - priced, Cause.SHARED: told - alone}
    return {cause: values for cause, values in found.items() if np.nan_to_num(values).any()}
