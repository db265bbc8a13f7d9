"""The marts of a shop as its holder may run them."""

from pathlib import Path

import pandas as pd

from data.engine.marts import Variables
from data.store import Shop


class GuardedEngine:
    """Runs marts for whoever reads rows."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def run(self, mart: str, variables: Variables) -> pd.DataFrame:
        """Return a mart as a frame of plain types."""
        return self._shop.read(mart, **variables)

    def export(self, mart: str, variables: Variables, path: Path) -> None:
        """Write a mart to a Parquet file."""
        self._shop.export(mart, path, **variables)
