"""From a fitted model and a log to the audience that offers are tried on, and to arrays and back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Floats, Ints
from analytics.demand.audience import Audience
from analytics.demand.catalog_audience import CatalogAudience
from analytics.demand.cells import cells_of
from analytics.demand.choice import BasketChoice
from analytics.demand.customer_state.examples import price_paid
from analytics.demand.histories import History
from analytics.demand.look_rarity import looks_of_before
from analytics.demand.looks import Looks
from analytics.demand.pairs import Pairs
from analytics.demand.recent import recent_rows, sampled_rows
from analytics.demand.rows import SparseRows
from analytics.demand.unseen_visits import visits_per_known
from analytics.demand.visit_log import VisitLog
from analytics.demand.weights import Weights

_NESTED: dict[str, Any] = {  # in the order of reading: old weights are told by their pairs
    "history": SparseRows,
    "basket": SparseRows,
    "looks": Looks,
    "pairs": Pairs,
    "weights": Weights,
}
_NUMBERS: dict[str, dict[str, Any]] = {  # fields that are one
    "pairs": {"n_products": int, "is_learned": bool},
    "looks": {"n_visits": int},
}
_NAMES = ("product_ids", "segments")


def build_audience(model: BasketChoice, log: VisitLog, customers: pd.DataFrame, seed: int) -> CatalogAudience:
    """Return the audience: the most recent visits of every customer, each standing for the rest.

    Parameters
    ----------
    log : all visits of the shop
    customers : indexed by customer_id, with `segment`
    """
    recent = recent_rows(log.customer, len(log.customer_ids), seed)
    n_rows = np.bincount(log.customer[recent], minlength=len(log.customer_ids))
    customer = log.customer[recent]
    weight = (log.n_visits_of_customer[customer] / n_rows[customer]).astype(np.float32)
    audience = audience_of_visits(model, log, customers, recent, weight)
    audience = replace(audience, sample=sampled_rows(audience.segment, seed))
    if log.has_views or not audience.pairs.is_learned:
        return audience
    n_bought = log.n_bought[recent]
    is_alone = (n_bought == 1) & (np.bincount(audience.basket.row, minlength=len(recent)) == 1)
    counted, draws = visits_per_known(audience, is_alone, float(weight[n_bought == 0].sum()))
    return replace(audience, visits_per_known=counted, visits_per_known_draws=draws)


def audience_of_visits(
    model: BasketChoice, log: VisitLog, customers: pd.DataFrame, visit: Ints, weight: Floats
) -> CatalogAudience:
    """Return these visits of a log as an audience, without members.

    Parameters
    ----------
    log : with all earlier visits of the same customers
    visit : (n_rows,) positions
    weight : (n_rows,) how many visits each stands for
    """
    encoder, history = model.encoder_, History(log)
    seen = encoder.visits(log, customers).rows(visit)
    bought = cells_of(log, log.bought.visit, log.bought.product)
    state, fold = model.state_.states(log, price_paid(bought, encoder.relative_price(bought)))
    decayed = history.before(visit, np.zeros(len(visit), np.int64)).weight
    return CatalogAudience(
        product_ids=log.product_ids,
        segments=encoder.segments_,
        segment=np.minimum(seen.segment, len(encoder.segments_) - 1).astype(np.int32),
        code=seen.segment,
        weight=weight,
        traits=seen.traits,
        season=seen.season,
        period=seen.period,
        state=state[visit],
        fold=fold[visit],
        n_visits=np.stack([log.rank[visit], decayed], 1).astype(np.float32),
        history=_histories(history, log, visit),
        basket=_baskets(log, visit),
        sample=np.empty(0, np.int64),
        price=encoder.reference_price.astype(float),
        usual_rate=encoder.segment_rate_,
        share_considered=_share_considered(log),
        looks=Looks.of(log),
        visits_per_known=np.ones(len(visit), np.float32),
        visits_per_known_draws=np.ones(model.weights_.n_members, np.float32),
        directions=model.state_.directions_,
        weights=model.weights_,
        pairs=model.pairs_,
    )


def arrays_of(audience: CatalogAudience) -> dict[str, NDArray[Any]]:
    """Return an audience as plain arrays by name."""
    found: dict[str, NDArray[Any]] = {}
    for name, kind in vars(audience).items():
        if name in _NESTED:
            own = {
                f"{name}.{one}": np.asarray(getattr(kind, one)) for one in _NESTED[name].__dataclass_fields__
            }
            found |= own
        elif name in CatalogAudience.__dataclass_fields__:
            found[name] = np.asarray(kind)
    return found


def audience_of(arrays: Mapping[str, NDArray[Any]]) -> CatalogAudience | Audience:
    """Return the audience that `arrays_of` was taken of; earlier versions wrote all of few products."""
    if "taste" in arrays:
        fields: dict[str, Any] = dict(arrays)
        return Audience(**fields | {name: tuple(map(str, arrays[name])) for name in _NAMES})
    known: dict[str, Any] = {name: value for name, value in arrays.items() if "." not in name}
    for name in _NAMES:
        known[name] = tuple(map(str, known[name]))
    for name, kind in _NESTED.items():
        own: dict[str, Any] = {}
        if name == "weights" and "weights.rarity" not in arrays:
            own = looks_of_before(known["pairs"], arrays["weights.cross"])
        own |= {one: arrays[f"{name}.{one}"] for one in kind.__dataclass_fields__ if one not in own}
        own |= {one: kind_of(own[one]) for one, kind_of in _NUMBERS.get(name, {}).items()}
        known[name] = kind(**own)
    if "visits_per_known" not in known:  # of a run from before they were counted
        known["visits_per_known"] = np.ones(len(known["segment"]), np.float32)
        known["visits_per_known_draws"] = np.ones(known["weights"].n_members, np.float32)
    return CatalogAudience(**known)


def _share_considered(log: VisitLog) -> Floats:
    """Return the share of visits that could have bought each product; empty where views are recorded."""
    if log.has_views:
        return np.zeros(0, np.float32)
    everyone = np.zeros(len(log), np.int64)
    return np.asarray(log.n_considered(everyone, 1)[0] / max(len(log), 1), np.float32)


def _histories(history: History, log: VisitLog, visit: Ints) -> SparseRows:
    """Return what customers of these visits bought or saw before, by product."""
    lines = log.seen if log.has_views else log.bought
    pair = np.unique(log.customer[lines.visit].astype(np.int64) * log.n_products + lines.product)
    start = np.searchsorted(pair, np.arange(len(log.customer_ids) + 1, dtype=np.int64) * log.n_products)
    row, at = _spread(start, log.customer[visit])
    product = pair[at] % log.n_products
    past = history.before(visit[row], product)
    known = past.n_considered > 0 if log.has_views else past.n_bought > 0
    values = np.stack([past.n_considered, past.n_bought, past.recent], 1)
    return SparseRows.of(row[known], product[known], values[known], len(visit))


def _baskets(log: VisitLog, visit: Ints) -> SparseRows:
    row, at = _spread(np.searchsorted(log.bought.visit, np.arange(len(log) + 1)), visit)
    return SparseRows.of(row, log.bought.product[at], np.ones((len(row), 1)), len(visit))


def _spread(start: Ints, group: Ints) -> tuple[Ints, Ints]:
    """Return rows and positions of all entries of each row's group, which starts where `start` says."""
    n = (start[1:] - start[:-1])[group]
    row = np.repeat(np.arange(len(group)), n)
    return row, np.repeat(start[group] - (np.cumsum(n) - n), n) + np.arange(n.sum())
