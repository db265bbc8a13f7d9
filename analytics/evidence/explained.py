"""Predictions taken apart: what moves them overall, and what the price alone does."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Explained:
    """Sampled held-out predictions taken apart.

    Parameters
    ----------
    rows : one per prediction: customer_id, product_id, visited_at, price, score and a column per group
    base_value : average prediction [share]
    groups : names of the columns that add up
    dependence : predicted share over price multipliers: multiplier, mean, low, high
    """

    rows: pd.DataFrame
    base_value: float
    groups: list[str]
    dependence: pd.DataFrame

    @property
    def importance(self) -> pd.DataFrame:
        """Return group, mean_absolute [share], the strongest first."""
        strength = self.rows[self.groups].abs().mean().sort_values(ascending=False, kind="stable")
        return strength.rename_axis("group").reset_index(name="mean_absolute")
