"""What the model under test expects of past sales, at the prices paid and without their changes."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.demand.choice import BasketChoice
from analytics.demand.considered import considered_cells
from analytics.demand.visit_log import VisitLog
from analytics.demand.weights import Weights
from analytics.evidence.price_changes.past_sales import DRAW, DRAW_BEFORE
from analytics.numerics import expit

SUMS = ("purchases", "expected", "before", "usual", "chance", "chance_before")


@dataclass(frozen=True)
class Asked:
    """What the model under test is asked about past sales.

    Attributes
    ----------
    model, customers : the model under test, and what it knows of customers
    ratio : (n_products, n_periods) price before the change ÷ price paid; 1 where no change is on
    usual_price : (n_products,) mean price paid ÷ price today − 1
    slopes : (n_products, n_members) members' price slopes ÷ the fit's
    cross : (n_products, n_products) effects in baskets [logits]
    """

    model: BasketChoice
    customers: pd.DataFrame
    ratio: Doubles
    usual_price: Doubles
    slopes: Doubles
    cross: Doubles

    @property
    def names(self) -> list[str]:
        """What is summed, by the columns of a run's past sales."""
        members = range(1, self.slopes.shape[1])
        return [*SUMS, *(f"{of}{m}" for m in members for of in (DRAW, DRAW_BEFORE))]

    def sums(self, log: VisitLog) -> dict[str, Doubles]:
        """Return sums over a log's cells by product and period, (n_products, n_periods) each."""
        cells, shape = considered_cells(log, np.arange(len(log))), self.ratio.shape
        if not len(cells):
            return dict.fromkeys(self.names, np.zeros(shape))
        period = log.period[cells.visit].astype(np.int64)
        at = cells.product.astype(np.int64) * shape[1] + period
        x = self.model.inputs(cells, self.customers).rows(slice(None))
        logit, slope = (
            of(x, 0).astype(float) for of in (self.model.weights_.logit, self.model.weights_.slopes)
        )
        paid = x["price"].astype(float)
        back = paid - ((1 + paid) * self.ratio[cells.product, period] - 1)
        chance = expit(logit)
        others = _Others(len(log), self.cross, cells.visit, cells.product)
        before = others.without(logit + slope * back, chance)
        told = {
            "purchases": cells.is_bought.astype(float),
            "expected": chance,
            "before": before,
            "usual": expit(logit + slope * paid),
            "chance": chance * (1 - chance),
            "chance_before": before * (1 - before),
        }
        away = slope * (paid - self.usual_price[cells.product])
        for m in range(1, self.slopes.shape[1]):
            other = logit - (self.slopes[cells.product, m] - 1) * away
            own = expit(other)
            told[f"{DRAW}{m}"] = own
            own_before = other + self.slopes[cells.product, m] * slope * back
            told[f"{DRAW_BEFORE}{m}"] = others.without(own_before, own)
        n = shape[0] * shape[1]
        return {
            name: np.bincount(at, of, n).astype(float).reshape(shape)
            for name, of in zip(self.names, told.values(), strict=True)
        }


@dataclass(frozen=True)
class _Others:
    """What else is in the baskets of some visits."""

    n_visits: int
    cross: Doubles
    visit: Ints
    product: Ints

    def without(self, logit: Doubles, chance: Doubles) -> Doubles:
        """Return chances without the changes: baskets then hold more or less of other products as well.

        To first order: what a change added to the chance of a product is taken out of the baskets again.

        Parameters
        ----------
        logit, chance : (n_cells,) at the product's own price before, and of the purchase at the price paid
        """
        own = expit(logit)
        if not self.cross.any():
            return own
        less = np.zeros((self.n_visits, len(self.cross)))
        less[self.visit, self.product] = own - chance
        return expit(logit + (less @ self.cross)[self.visit, self.product])


def member_slopes(model: BasketChoice, product_ids: tuple[str, ...], learned_share: float) -> Doubles:
    """Return members' price slopes ÷ the fit's, (n_products, n_members), as of a model of fewer visits.

    Parameters
    ----------
    model : of all visits
    learned_share : of its visits that the other model learned from; the fewer, the farther apart its members
    """
    at, weights = [model.product_ids_.index(product) for product in product_ids], model.weights_
    of_segments = weights.log_slope[at, None] + weights.segment_slope[None]  # product, segment, member
    slope = Weights.slope(of_segments).astype(float).mean(1)
    return np.asarray((slope / slope[:, :1]) ** (1 / np.sqrt(learned_share)))


def cross_effects(model: BasketChoice) -> Doubles:
    """Return the fit's effects of products on each other in a basket, (n_products, n_products) [logits]."""
    pairs, effect = model.pairs_.learned, model.weights_.cross
    table = np.zeros((model.pairs_.n_products,) * 2)
    if len(effect):
        table[pairs.a, pairs.b] = table[pairs.b, pairs.a] = effect[:, 0]
    return table
