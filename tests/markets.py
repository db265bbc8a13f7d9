"""Markets made by hand: an audience, its costs, and gates that are all passed."""

from typing import Any

import numpy as np
from scipy import sparse

from analytics.pricing.bundles.effects import CrossEffects
from analytics.pricing.money import Costs
from analytics.pricing.price_book.market import Market
from tests.demand import audience_by_hand, costs_by_hand


def market_by_hand(taste: Any, slope: Any = 10.0, costs: Costs | None = None, **changes: Any) -> Market:
    """Return a market over `audience_by_hand` that has seen 60 % off, without limits where none are given.

    Parameters
    ----------
    changes : fields of the market or, else, of its audience
    """
    of_market = {name: changes.pop(name) for name in ("limits", "visits_per_week") if name in changes}
    audience = audience_by_hand(taste, slope, **changes)
    n_products = len(audience.product_ids)
    fields: dict[str, Any] = {
        "audience": audience,
        "costs": costs or costs_by_hand(n_products),
        "gates": [],
        "effects": CrossEffects.of_table(audience.cross),
        "n_both": sparse.csr_array(np.full((n_products, n_products), 100)),
        "lowest_price": 0.4 * audience.price,
        "n_customers": np.full(len(audience.segments), 7),
    }
    return Market(**fields | of_market)
