"""Shops on disk: a workspace of shops side by side, each one DuckDB file with its models and runs."""

from data.store.shop import Shop
from data.store.workspace import Workspace

__all__ = ["Shop", "Workspace"]
