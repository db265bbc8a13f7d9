"""What every model of a run says to the same price questions, about the same customers' latest visits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Floats, Ints
from analytics.demand.cells import Cells, cells_of
from analytics.demand.choice import BasketChoice
from analytics.demand.tables import weighted_quantile
from analytics.demand.training import Arrays
from analytics.demand.visit_log import VisitLog
from analytics.evidence.baselines.plain import Baseline
from analytics.evidence.baselines.plain_advice import independent_discounts
from analytics.evidence.baselines.price_response import Chances, rising_share, sales_elasticity
from analytics.evidence.baselines.textbook.estimator import Textbook
from analytics.numerics import random_stream
from analytics.pricing.money import Costs
from analytics.runs.baselines import DOUBLE_ML, FREE, TEXTBOOK, FittedModels, chance_of, chances_by_elasticity
from analytics.runs.cells import baseline_cells, of_their_customers

_MOST_ASKED = 600  # customers: shares of them to two per cent
_FEWEST_ASKED = 30  # of a segment


@dataclass(frozen=True)
class Panel:
    """Customers whose latest visit is asked about.

    Attributes
    ----------
    log : all visits of these customers
    rows : (n_asked,) the latest of each
    customers : what models know of customers
    segments : names behind the codes
    segment : (n_asked,) code, as of today
    weight : (n_asked,) customers that each stands for
    n_visits : (n_asked,) visits that each stands for
    low, high : (n_products,) relative prices between which nearly all visits lay
    """

    log: VisitLog
    rows: Ints
    customers: pd.DataFrame
    segments: tuple[str, ...]
    segment: Ints
    weight: Doubles
    n_visits: Doubles
    low: Doubles
    high: Doubles

    @property
    def cells(self) -> Cells:
        """Return every product at every visit asked about, by visit and product."""
        n = self.log.n_products
        return cells_of(self.log, np.repeat(self.rows, n), np.tile(np.arange(n), len(self.rows)))


def choose_panel(
    cells: Cells, customers: pd.DataFrame, segment_now: pd.Series, reference_price: Floats, seed: int
) -> Panel:
    """Return some customers of every segment.

    Parameters
    ----------
    cells : of the log of all visits, of few products; they tell which prices were seen
    customers : segments and attributes by customer, as the models were trained on
    segment_now : segment by customer, as of today
    reference_price : (n_products,) prices today [currency]
    """
    log = cells.log
    present = np.unique(log.customer)
    code, names = pd.factorize(segment_now.reindex(log.customer_ids[present]).astype(str), sort=True)
    chosen, stands_for = _stratified(code, len(names), seed)
    who = present[chosen]
    own, rows = of_their_customers(log, np.searchsorted(log.customer, who, "right") - 1)
    relative = (cells.price / reference_price[cells.product]).astype(np.float32)
    low, high = (np.nan_to_num(weighted_quantile(cells, relative, share), nan=1.0) for share in (0.01, 0.99))
    return Panel(
        log=own,
        rows=rows,
        customers=customers,
        segments=tuple(map(str, names)),
        segment=code[chosen],
        weight=stands_for,
        n_visits=stands_for * log.n_visits_of_customer[who],
        low=low,
        high=high,
    )


def chances_of(models: FittedModels, panel: Panel) -> dict[str, Chances]:
    """Return every model as a function of relative prices; the demand model is named "model"."""
    shape, cells = (len(panel.rows), panel.log.n_products), panel.cells
    x = models.model.inputs(cells, panel.customers).rows(slice(None))
    known = baseline_cells(models.model, cells, panel.customers)
    chances: dict[str, Chances] = {
        name: partial(_demand, model, x, shape)
        for name, model in (("model", models.model), (FREE, models.free))
    }
    chances |= {name: partial(_plain, baseline, known, shape) for name, baseline in models.plain.items()}
    if models.textbook:
        chances[TEXTBOOK] = partial(_textbook, models.textbook, panel)
    if models.double and "frequency" in chances:
        usual = np.asarray(chances["frequency"](np.ones(shape[1])), np.float64)
        chances[DOUBLE_ML] = partial(chances_by_elasticity, usual, models.double)
    return chances


def price_answers(chances: dict[str, Chances], panel: Panel) -> dict[str, dict[str, float]]:
    """Return `rising_share` and `elasticity` of each model."""
    return {
        name: {
            "rising_share": rising_share(ask, panel.low, panel.high, panel.weight),
            "elasticity": sales_elasticity(ask, panel.log.n_products, panel.n_visits),
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
    at = {product: j for j, product in enumerate(panel.log.product_ids)}
    parts = [[at[product] for product in ids] for ids in offers.values()]
    market = price, lowest_price, costs
    grid = pd.MultiIndex.from_product([offers, panel.segments], names=["offer_id", "segment"])
    frames = []
    for name, ask in chances.items():
        best = independent_discounts(ask, panel.segment, panel.n_visits, parts, *market)
        frames.append(pd.DataFrame({"model": name, "discount_share": best.ravel()}, grid).reset_index())
    return pd.concat(frames, ignore_index=True)[["model", "offer_id", "segment", "discount_share"]]


def _demand(model: BasketChoice, x: Arrays, shape: tuple[int, int], price: Doubles) -> Doubles:
    relative = np.tile(price.astype(np.float32) - 1, shape[0])
    return chance_of(model, {**x, "price": relative}).reshape(shape)


def _plain(baseline: Baseline, known: pd.DataFrame, shape: tuple[int, int], price: Doubles) -> Doubles:
    asked = known.assign(relative_price=np.tile(price, shape[0]))
    return baseline.predict_proba1(asked).reshape(shape)


def _textbook(textbook: Textbook, panel: Panel, price: Doubles) -> Floats:
    relative = np.tile(price.astype(np.float32), (len(panel.rows), 1))
    return textbook.predict(panel.log, panel.rows, relative)


def _stratified(code: Ints, n_groups: int, seed: int) -> tuple[Ints, Doubles]:
    """Return rising positions, at most so many of each group, and how many each stands for."""
    rng = random_stream(seed)
    most = max(_MOST_ASKED // n_groups, _FEWEST_ASKED)
    groups = [np.flatnonzero(code == group) for group in range(n_groups)]
    chosen = [rows if len(rows) <= most else rng.choice(rows, most, replace=False) for rows in groups]
    weight = [np.full(len(few), len(all_) / len(few)) for few, all_ in zip(chosen, groups, strict=True)]
    order = np.argsort(np.concatenate(chosen))
    return np.concatenate(chosen)[order], np.concatenate(weight)[order]
