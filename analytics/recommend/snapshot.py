"""What a snapshot of a shop tells recommenders: who bought what and was shown what, and the products."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from numpy.typing import NDArray

from analytics.jobs.shop_work import home_of
from analytics.recommend.files import ATTRIBUTES, EXPOSURES, PICTURES, PRODUCTS, PURCHASES
from analytics.recommend.purchases import Purchases, purchases_of


@dataclass(frozen=True)
class Snapshot:
    """What was known of a shop when its recommendations were asked for.

    Attributes
    ----------
    directory : where it lies
    purchases : of all products
    exposures, catalog, attributes : the marts of what was shown, of products, and of their further columns
    pictures : product_ids (n_pictured,) and vectors (n_pictured, 1280); empty where there are none
    """

    directory: Path
    purchases: Purchases
    exposures: pd.DataFrame
    catalog: pd.DataFrame
    attributes: pd.DataFrame
    pictures: Mapping[str, NDArray[Any]]

    @classmethod
    def read(cls, directory: Path) -> "Snapshot":
        """Read what the work has written of a shop."""
        exposures = EXPOSURES.read(directory)
        return cls(
            directory,
            purchases_of(PURCHASES.read(directory), exposures),
            exposures,
            PRODUCTS.read(directory),
            ATTRIBUTES.read(directory),
            PICTURES.read(directory) if PICTURES.is_in(directory) else {},
        )

    def described(self, report: Callable[[float], None]) -> pd.DataFrame:
        """Return what describes the products, in the order of the purchases' products."""
        from analytics.recommend.describing import describe

        ids, home = list(self.purchases.product_ids), home_of(self.directory)
        return describe(self.catalog, self.attributes, self.pictures, ids, home, report)
