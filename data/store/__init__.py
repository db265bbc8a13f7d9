"""Shops on disk: a workspace of shops side by side, each one DuckDB file with its models and runs."""

from data.store.customers import PLACES, read_customers
from data.store.seen import EVERYWHERE, Scope
from data.store.shop import Shop
from data.store.workspace import Workspace

__all__ = ["EVERYWHERE", "PLACES", "Scope", "Shop", "Workspace", "read_customers"]
