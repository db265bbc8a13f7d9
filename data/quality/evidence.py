"""What there is to learn from: facts of the shop and of each product sold."""

import pandas as pd

from data.engine.frames import plain_frame
from data.sql import execute
from data.store import Shop


def read_evidence(shop: Shop) -> tuple[pd.Series, pd.DataFrame]:
    """Return the facts of which answers a shop has: of the shop, and one row per product sold."""
    with shop.looking() as connection:
        facts = plain_frame(execute(connection, "quality/evidence_shop")).iloc[0]
        products = plain_frame(execute(connection, "quality/evidence_products"))
    return facts, products
