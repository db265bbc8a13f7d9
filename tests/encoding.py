"""Visits as the features of the demand model."""

import numpy as np
import pandas as pd
from analytics.demand.features import FeatureEncoder


def customers(n=1, **columns):
    return pd.DataFrame({"segment": ["all"] * n, **columns}, index=[f"c{i}" for i in range(n)])


def encoder(visits, who, reference_price=1.0):
    price = np.broadcast_to(np.float32(reference_price), visits.n_products).copy()
    return FeatureEncoder(price).fit(visits, who)


def encoded(visits, who=None, **changes):
    who = customers(len(visits.customer_ids)) if who is None else who
    return encoder(visits, who, **changes).transform(visits, who)
