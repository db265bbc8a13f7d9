"""What every model of a run says to the same price questions, about the same customers' latest visits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.demand.choice import BasketChoice
from analytics.demand.visits import Floats, Visits
from analytics.evidence.baselines.plain import Baseline
from analytics.evidence.baselines.plain_advice import independent_discounts
from analytics.evidence.baselines.price_response import Chances, rising_share, sales_elasticity
from analytics.evidence.baselines.textbook.estimator import Textbook
from analytics.numerics import expit, random_stream
from analytics.pricing.money import Costs
from analytics.runs.baselines import DOUBLE_ML, FREE, TEXTBOOK, FittedModels, chances_by_elasticity
from analytics.runs.cells import Positions, baseline_cells

_MOST_ASKED = 600  # customers: shares of them to two per cent
_FEWEST_ASKED = 30  # of a segment
Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Panel:
    """Customers whose latest visit is asked about.

    Attributes
    ----------
    visits : all visits of these customers
    rows : (n_asked,) the latest of each
    customers : what models know of customers
    segments : names behind the codes
    segment : (n_asked,) code, as of today
    weight : (n_asked,) customers that each stands for
    n_visits : (n_asked,) visits that each stands for
    low, high : (n_products,) relative prices between which nearly all visits lay
    """

    visits: Visits
    rows: Positions
    customers: pd.DataFrame
    segments: tuple[str, ...]
    segment: NDArray[np.int64]
    weight: Doubles
    n_visits: Doubles
    low: Doubles
    high: Doubles

    @property
    def n_products(self) -> int:
        """How many products are asked about."""
        return self.visits.n_products


def choose_panel(
    visits: Visits, customers: pd.DataFrame, segment_now: pd.Series, reference_price: Floats, seed: int
) -> Panel:
    """Return some customers of every segment.

    Parameters
    ----------
    customers : segments and attributes by customer, as the models were trained on
    segment_now : segment by customer, as of today
    reference_price : (n_products,) prices today [currency]
    """
    present = np.unique(visits.customer)
    code, names = pd.factorize(segment_now.reindex(visits.customer_ids[present]).astype(str), sort=True)
    chosen, stands_for = _stratified(code, len(names), seed)
    who = present[chosen]
    own = visits.where(np.isin(visits.customer, who))
    return Panel(
        visits=own,
        rows=np.searchsorted(own.customer, who, "right") - 1,
        customers=customers,
        segments=tuple(map(str, names)),
        segment=code[chosen],
        weight=stands_for,
        n_visits=stands_for * np.bincount(visits.customer, minlength=len(visits.customer_ids))[who],
        low=_seen(visits, reference_price, 0.01),
        high=_seen(visits, reference_price, 0.99),
    )


def chances_of(models: FittedModels, panel: Panel) -> dict[str, Chances]:
    """Return every model as a function of relative prices; the demand model is named "model"."""
    shape = len(panel.rows), panel.n_products
    cells = baseline_cells(models.model, panel.visits, panel.customers)
    frame = cells(np.repeat(panel.rows, shape[1]), np.tile(np.arange(shape[1]), shape[0]))
    chances: dict[str, Chances] = {"model": _demand(models.model, panel), FREE: _demand(models.free, panel)}
    chances |= {name: _plain(baseline, frame, shape) for name, baseline in models.plain.items()}
    if models.textbook:
        chances[TEXTBOOK] = _textbook(models.textbook, panel)
    if models.double and "frequency" in chances:
        usual = np.asarray(chances["frequency"](np.ones(shape[1])), np.float64)
        chances[DOUBLE_ML] = partial(chances_by_elasticity, usual, models.double)
    return chances


def price_answers(chances: dict[str, Chances], panel: Panel) -> dict[str, dict[str, float]]:
    """Return `rising_share` and `elasticity` of each model."""
    return {
        name: {
            "rising_share": rising_share(ask, panel.low, panel.high, panel.weight),
            "elasticity": sales_elasticity(ask, panel.n_products, panel.n_visits),
        }
        for name, ask in chances.items()
    }


def plain_advice(
    chances: dict[str, Chances],
    panel: Panel,
    offers: Mapping[str, Sequence[str]],
    price: Doubles,
    lowest_price: Doubles,
    costs: Costs,
) -> pd.DataFrame:
    """Return the discounts that each model would advise: model, offer_id, segment, discount_share.

    Parameters
    ----------
    offers : offer_id → product ids
    price, lowest_price : (n_products,) today's and the lowest seen [currency]
    """
    at = {product: j for j, product in enumerate(panel.visits.product_ids)}
    parts = [[at[product] for product in ids] for ids in offers.values()]
    market = price, lowest_price, costs
    grid = pd.MultiIndex.from_product([offers, panel.segments], names=["offer_id", "segment"])
    frames = []
    for name, ask in chances.items():
        best = independent_discounts(ask, panel.segment, panel.n_visits, parts, *market)
        frames.append(pd.DataFrame({"model": name, "discount_share": best.ravel()}, grid).reset_index())
    return pd.concat(frames, ignore_index=True)[["model", "offer_id", "segment", "discount_share"]]


def _demand(model: BasketChoice, panel: Panel) -> Chances:
    x = model.inputs(panel.visits, panel.customers)
    x = {name: values[panel.rows] for name, values in x.items()}

    def chances(price: Doubles) -> Floats:
        relative = np.tile(price.astype(np.float32) - 1, (len(panel.rows), 1))
        logit = model.logits({**x, "price": relative})
        return expit(logit.astype(float))

    return chances


def _plain(baseline: Baseline, frame: pd.DataFrame, shape: tuple[int, int]) -> Chances:
    def chances(price: Doubles) -> Doubles:
        asked = frame.assign(relative_price=np.tile(price, shape[0]))
        return baseline.predict_proba1(asked).reshape(shape)

    return chances


def _textbook(textbook: Textbook, panel: Panel) -> Chances:
    def chances(price: Doubles) -> Floats:
        relative = np.tile(price.astype(np.float32), (len(panel.rows), 1))
        return textbook.predict(panel.visits, panel.rows, relative)

    return chances


def _stratified(code: NDArray[np.int64], n_groups: int, seed: int) -> tuple[Positions, Doubles]:
    """Return rising positions, at most so many of each group, and how many each stands for."""
    rng = random_stream(seed)
    most = max(_MOST_ASKED // n_groups, _FEWEST_ASKED)
    groups = [np.flatnonzero(code == group) for group in range(n_groups)]
    chosen = [rows if len(rows) <= most else rng.choice(rows, most, replace=False) for rows in groups]
    weight = [np.full(len(few), len(all_) / len(few)) for few, all_ in zip(chosen, groups, strict=True)]
    order = np.argsort(np.concatenate(chosen))
    return np.concatenate(chosen)[order], np.concatenate(weight)[order]


def _seen(visits: Visits, reference_price: Floats, quantile: float) -> Doubles:
    """Return a quantile of each product's relative prices, 1 where it was never on sale, (n_products,)."""
    relative = visits.price / reference_price
    seen = visits.considered.T
    return np.array([np.quantile(relative[s, j], quantile) if s.any() else 1.0 for j, s in enumerate(seen)])
