"""A shop whose customers came one after the other, in orders alone."""

from pathlib import Path

import numpy as np
import pandas as pd


def write_newcomers(files: Path) -> None:
    """Write the orders of customers who came one after the other, enough to tell what they become."""
    rng, n = np.random.default_rng(3), 520
    came = np.sort(rng.uniform(0, 420, n))
    rate = rng.gamma(0.8, 0.05, n)
    again = [
        np.sort(rng.uniform(0, 450 - day, rng.poisson(often * (450 - day))))
        for day, often in zip(came, rate, strict=True)
    ]
    day = np.concatenate([day + np.append(0.0, more) for day, more in zip(came, again, strict=True)])
    who = np.repeat(np.arange(n), [1 + len(more) for more in again])
    rows = pd.DataFrame(
        {"customer_id": [f"n{i}" for i in who], "order_id": [f"o{i}" for i in range(len(who))]}
    )
    rows["event_time"] = pd.Timestamp("2024-01-01") + pd.to_timedelta((day * 86400).astype(int), unit="s")
    rows["product_id"], rows["net_price"] = rng.choice(["p1", "p2"], len(who)), 10.0
    rows.assign(event_type="purchase", quantity=1).to_csv(files / "newcomers.csv", index=False)
