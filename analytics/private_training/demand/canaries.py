"""A shop with planted customers, and an attack that guesses which of them a private demand model has seen."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles
from analytics.demand.calendar import PriceCalendar
from analytics.demand.cells import Cells, learned_cells
from analytics.demand.choice import ChoiceConfig
from analytics.demand.visit_log import Lines, VisitLog
from analytics.private_training.accounting import Spending
from analytics.private_training.attack import Attack, guess
from analytics.private_training.config import PrivacyConfig
from analytics.private_training.demand.choice import PrivateChoice

_PRODUCTS, _VISITS, _MEMBERS = 6, 6, 2
_CUSTOMERS, _CANARIES = 150, 60
_USUAL = 0.3  # chance that a customer buys a product, for whom nothing is planted
_PRICE_SD = 0.1
_FIRST = np.datetime64("2025-01-06", "us")


@dataclass(frozen=True)
class PlantedShop:
    """Customers who buy by chance, and canaries.

    Each canary has a segment of its own, so that what the model learns there it learns of the canary alone,
    and buys one half of the products at every visit, drawn for it, and never the others: the worst case.

    Attributes
    ----------
    log : of all, the canaries last
    customers : segment by customer
    is_canary : (n_customers,)
    """

    log: VisitLog
    customers: pd.DataFrame
    is_canary: Bools

    @classmethod
    def draw(cls, rng: np.random.Generator) -> "PlantedShop":
        """Draw a shop."""
        n, n_products = _CUSTOMERS + _CANARIES, _PRODUCTS
        is_canary = np.arange(n) >= _CUSTOMERS
        customer = np.repeat(np.arange(n), _VISITS).astype(np.int32)
        bought = rng.random((len(customer), n_products)) < _USUAL
        chosen = np.argsort(rng.random((n, n_products)), axis=1) < n_products // 2
        bought = np.where(is_canary[customer][:, None], chosen[customer], bought)
        ids = np.array([f"c{i:05d}" for i in range(n)], object)
        segment = np.where(is_canary, np.char.add("canary ", ids.astype(str)), "usual")
        customers = pd.DataFrame({"segment": segment}, index=pd.Index(ids, name="customer_id"))
        return cls(_log(ids, customer, bought, rng), customers, is_canary)

    def attack(
        self, privacy: PrivacyConfig, rng: np.random.Generator, spending: Spending | None = None
    ) -> Attack:
        """Train on half of the canaries, drawn by lot, and guess which they were.

        Parameters
        ----------
        rng : of the lots, and of the noise
        spending : in place of the least noise that keeps to epsilon
        """
        is_in = ~self.is_canary | (rng.random(len(self.is_canary)) < 0.5)
        known = self.log.where(is_in[self.log.customer])
        config = ChoiceConfig(n_members=_MEMBERS)
        model = PrivateChoice(config, privacy, rng, spending)
        model.fit(known, self.customers, np.ones(self.log.n_products, np.float32))
        losses = self._losses(model, learned_cells(self.log, 0))
        return guess(losses[self.is_canary], is_in[self.is_canary])

    def _losses(self, model: PrivateChoice, cells: Cells) -> Doubles:
        """Return the loss of each customer's visits, (n_customers,)."""
        logit = model.logits(cells, self.customers).astype(float)
        loss = np.logaddexp(0, logit) - cells.is_bought * logit
        return np.asarray(np.bincount(self.log.customer[cells.visit], loss), float)


def _log(ids: np.ndarray, customer: np.ndarray, bought: Bools, rng: np.random.Generator) -> VisitLog:
    """Return the visits, all of which see every product."""
    n_visits, n_products = bought.shape
    period = (np.arange(n_visits) % _VISITS).astype(np.int32)
    price = np.exp(rng.normal(0, _PRICE_SD, (n_products, 1, _VISITS))).astype(np.float32)
    paid = price[:, 0, :].T[period]
    return VisitLog(
        product_ids=tuple(f"p{j}" for j in range(n_products)),
        customer_ids=ids,
        customer=customer,
        visited_at=_FIRST + period.astype("timedelta64[D]"),
        period=period,
        store=np.zeros(n_visits, np.int32),
        n_bought=bought.sum(1).astype(np.int32),
        bought=_lines(bought, paid),
        seen=_lines(np.ones_like(bought), paid),
        has_views=True,
        calendar=PriceCalendar(
            price=price,
            is_sold=np.ones((n_products, _VISITS), bool),
            instruments=np.empty((n_products, _VISITS, 0), np.float32),
            stores=("",),
            first_day=_FIRST.astype("datetime64[D]"),
            days_per_period=1,
        ),
        within_day=np.zeros(n_products),
    )


def _lines(mask: Bools, price: np.ndarray) -> Lines:
    visit, product = np.nonzero(mask)
    return Lines(visit.astype(np.int32), product.astype(np.int32), price[mask])
