"""Rows of a log spoiled on purpose, each one known: what an import has to find."""

import numpy as np
import pandas as pd

from analytics.simulation.assortment import extra_rng
from analytics.simulation.config import WorldConfig
from data.schema.reasons import RejectReason

SPOILED = {  # column → what it holds then, and the reason for which the row is refused
    "product_id": (None, RejectReason.PRODUCT_MISSING),
    "net_price": (0.0, RejectReason.PRICE_NOT_POSITIVE),
    "event_type": ("no such event", RejectReason.EVENT_TYPE_UNKNOWN),
}


def spoiled(config: WorldConfig, events: pd.DataFrame, block: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the events with some rows spoiled, and these rows: row (from 0), column, reason."""
    if config.defect_share == 0:
        return events, pd.DataFrame({"row": np.empty(0, np.int64), "column": [], "reason": []})
    rng = extra_rng(config, "defects", block)
    rows = np.flatnonzero(rng.random(len(events)) < config.defect_share)
    columns = rng.choice(list(SPOILED), len(rows))
    is_bought = events["event_type"].to_numpy()[rows] == "purchase"
    columns = np.where((columns == "net_price") & ~is_bought, "product_id", columns)  # a view may be free
    events = events.copy()
    for column, (value, _) in SPOILED.items():
        events.loc[rows[columns == column], column] = value
    reasons = [SPOILED[str(column)][1] for column in columns]
    return events, pd.DataFrame({"row": rows, "column": columns.astype(str), "reason": reasons})
