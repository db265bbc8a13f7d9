"""Price books of a market of three products whose members differ a little, made by hand."""

import numpy as np
from scipy import sparse

from analytics.cli.reasons import with_reason_words
from analytics.pricing.bundles.effects import CrossEffects
from analytics.pricing.price_book.book import build_price_book
from analytics.pricing.price_book.market import Market, Offer
from tests.demand import audience_by_hand, costs_by_hand

TITLES = {f"p{j}": f"Product {j}" for j in range(3)}


def market(taste=(-1.0, -1.0, -1.0), slope=10.0, gates=(), lowest=0.5, n_both=100, spread=0.02, **changes):
    """A market of one segment whose members differ a little in slope, with all gates passed."""
    taste = np.atleast_2d(np.asarray(taste, np.float32))
    n_visits, n_products = taste.shape
    slopes = slope * (1 + spread * np.array([0, -1, 0, 1], np.float32))
    audience = audience_by_hand(
        taste,
        slope,
        sample=np.arange(n_visits),
        member_taste=np.repeat(taste[:, None], 4, 1),
        member_slope=np.broadcast_to(slopes[None, :, None], (n_visits, 4, n_products)).astype(np.float32),
        cross=np.zeros((4, n_products, n_products), np.float32),
        **changes,
    )
    return Market(
        audience=audience,
        costs=costs_by_hand(n_products),
        gates=list(gates),
        effects=CrossEffects.of_table(audience.cross),
        n_both=sparse.csr_array(np.full((n_products, n_products), n_both)),
        lowest_price=audience.price * lowest,
        n_customers=np.full(len(audience.segments), 7),
    )


def book(where, *offers, titles=TITLES):
    rows = build_price_book(where, list(offers) or [Offer("B01", ("p0", "p1"))])
    return with_reason_words(rows, titles)


def first_row(where, *offers):
    return book(where, *offers).iloc[0]
