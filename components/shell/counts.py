"""How much the shop holds, read from one place by every page that says it."""

import pandas as pd

from components.shell import formats, session
from data.store import Shop


def of(shop: Shop) -> pd.Series:
    """Return how much a shop holds now: rows kept of all files, and what the purchases among them hold."""
    facts = session.mart(shop, "overview").iloc[0]
    return pd.concat([facts, pd.Series({"rows": int(shop.imports()["rows_kept"].sum())})])


def told(counts: pd.Series) -> list[str]:
    """Return in two lines when it was, and how many bought what."""
    nouns = {"orders": "order", "customers": "customer", "products": "product"}
    bought = " · ".join(formats.counted(counts[name], noun) for name, noun in nouns.items())
    return [formats.period(counts["first_at"], counts["last_at"]), bought]
