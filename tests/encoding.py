"""Visits as the demand model is told of them."""

from typing import Any

import numpy as np
import pandas as pd

from analytics.demand.cells import learned_cells
from analytics.demand.encoder import Encoder, SeenVisits
from analytics.demand.visit_log import VisitLog


def customers(n: int = 1, **columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"segment": ["all"] * n, **columns}, index=[f"c{i}" for i in range(n)])


def encoder(log: VisitLog, who: pd.DataFrame, reference_price: float = 1.0) -> Encoder:
    return Encoder(np.full(log.n_products, reference_price, np.float32)).fit(learned_cells(log, 0), who)


def encoded(log: VisitLog, who: pd.DataFrame | None = None) -> SeenVisits:
    who = customers(len(log.customer_ids)) if who is None else who
    return encoder(log, who).visits(log, who)
