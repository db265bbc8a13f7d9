"""Purchases by customers with tastes: two kinds of people, two halves of a catalog, and habits."""

import numpy as np
import pandas as pd

from analytics.recommend.purchases import Purchases, purchases_of
from tests.builders import event

DAY_ONE = np.datetime64("2024-01-01")


def taste_rows(n_customers=60, n_products=20, n_days=150, n_orders=10, size=2, seed=0) -> pd.DataFrame:
    """Return who bought what when: even customers buy even products, and some of them again and again.

    Nine purchases of ten are of a customer's own half; the first product of a half is bought by most.
    """
    draws = np.random.default_rng(seed)
    appeal = 1 / (1 + np.arange(n_products) // 2)
    rows = []
    for customer in range(n_customers):
        own = np.where(np.arange(n_products) % 2 == customer % 2, 9.0, 1.0) * appeal
        own *= draws.gamma(0.7, size=n_products) + 0.05
        for day in np.sort(draws.choice(n_days, n_orders, replace=False)):
            for product in draws.choice(n_products, size, replace=False, p=own / own.sum()):
                rows.append((f"c{customer:03d}", f"p{product:02d}", DAY_ONE + int(day)))
    found = pd.DataFrame(rows, columns=["customer_id", "product_id", "day"])
    return found.assign(n_orders=1, n_views=0)


def shown_rows(rows: pd.DataFrame, n_days=150, n_weekly=4, seed=1) -> pd.DataFrame:
    """Return what such customers were shown week by week, by lot, and whether they bought it within days."""
    draws = np.random.default_rng(seed)
    products = np.sort(rows["product_id"].unique())
    bought = rows.groupby(["customer_id", "product_id"])["day"].agg(list).to_dict()
    found = []
    for customer in rows["customer_id"].unique():
        for week in range(0, n_days - 7, 7):
            day = DAY_ONE + week
            for product in draws.choice(products, n_weekly, replace=False):
                later = [d for d in bought.get((customer, product), ()) if 0 <= (d - day).days <= 7]
                found.append((customer, product, day, min(later, default=pd.NaT)))
    told = pd.DataFrame(found, columns=["customer_id", "product_id", "day", "bought_day"])
    return told.assign(arm="random", n_shown=1, looked_day=pd.NaT)


def tastes(**changes) -> Purchases:
    """Return such purchases as a history."""
    return purchases_of(taste_rows(**changes))


def catalog(purchases: Purchases) -> pd.DataFrame:
    """Return the products; their titles and categories say which half they are of."""
    half = [int(product[1:]) % 2 for product in purchases.product_ids]
    return pd.DataFrame(
        {
            "product_id": purchases.product_ids,
            "title": [("red apple", "blue cheese")[side] for side in half],
            "category": [("fruit", "dairy")[side] for side in half],
            "brand": None,
        }
    )


def taste_events(**changes) -> list[dict]:
    """Return such purchases as rows of a file."""
    return [
        event(
            customer_id=row.customer_id,
            product_id=row.product_id,
            event_time=f"{row.day:%Y-%m-%d} 10:00:00",
            order_id=f"{row.customer_id}-{row.day:%Y%m%d}",
            net_price=f"{5 + int(row.product_id[1:])}.00",
        )
        for row in taste_rows(**changes).itertuples()
    ]


def exposure_events(rows: pd.DataFrame) -> list[dict]:
    """Return what customers with such purchases were shown, as rows of a file."""
    return [
        {
            "customer_id": row.customer_id,
            "product_id": row.product_id,
            "event_time": f"{row.day:%Y-%m-%d} 09:00:00",
            "event_type": "exposure",
            "arm": row.arm,
        }
        for row in shown_rows(rows).itertuples()
    ]
