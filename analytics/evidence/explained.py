"""Predictions taken apart: what moves them overall, and what the price alone does."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

_SHARE, _TOLD, _SECOND = "share:", "told:", "second:"  # what columns of rows begin with


def part_code(group: str, part: str) -> str:
    """Return the code of a part beside those of the groups: history.recent_rate."""
    return f"{group}.{part}"


def share_of(code: str) -> str:
    """Return the column of what a group or part adds to the score."""
    return f"{_SHARE}{code}"


def told_by(code: str) -> str:
    """Return the column of what the input of a group or part says."""
    return f"{_TOLD}{code}"


def second_of(code: str) -> str:
    """Return the column of what a second opinion says that a group adds to the score."""
    return f"{_SECOND}{code}"


@dataclass(frozen=True)
class Explained:
    """Held-out predictions taken apart.

    Parameters
    ----------
    rows : one per prediction: customer_id, product_id, visited_at, price, score, and by code of group or part
        the columns `share_of`, `told_by` and `second_of`; the last two only where many were explained
    base_value : average prediction [share]
    groups : codes of what adds up to score − base_value
    parts : codes of the parts of groups with several, which add up to their group
    dependence : predicted share over price multipliers: multiplier, mean, low, high
    """

    rows: pd.DataFrame
    base_value: float
    groups: list[str]
    parts: list[str]
    dependence: pd.DataFrame

    @property
    def importance(self) -> pd.DataFrame:
        """Return group, mean_absolute [share], the strongest first."""
        return self._strength(self.groups)

    @property
    def part_importance(self) -> pd.DataFrame:
        """Return group (a part's code), mean_absolute [share], the strongest first."""
        return self._strength(self.parts)

    def shares(self, row: "pd.Series[Any]", group: str | None = None) -> "pd.Series[float]":
        """Return what groups, or the parts of one of them, add to a prediction, by code."""
        codes = self.groups if group is None else self.parts_of(group)
        return pd.Series({code: float(row[share_of(code)]) for code in codes})

    def parts_of(self, group: str) -> list[str]:
        """Return the codes of a group's parts, none where it has no finer ones."""
        return [code for code in self.parts if code.startswith(f"{group}.")]

    @property
    def opened(self) -> list[str]:
        """Return the groups with parts."""
        return [group for group in self.groups if self.parts_of(group)]

    @property
    def told(self) -> list[str]:
        """Return the codes of the groups and parts whose inputs are told in plain figures."""
        return [code for code in (*self.groups, *self.parts) if told_by(code) in self.rows]

    def _strength(self, codes: list[str]) -> pd.DataFrame:
        shares = self.rows[[share_of(code) for code in codes]].set_axis(codes, axis=1)
        strength = shares.abs().mean().sort_values(ascending=False, kind="stable")
        return strength.rename_axis("group").reset_index(name="mean_absolute")
