"""The comparison on the page: its context, where the shop keeps it, and what it is called."""

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from analytics.pricing.scenarios.context import ComparisonContext
from analytics.pricing.scenarios.offered import Offered
from analytics.runs.results import Results
from components.bundles.offers import whole_book_of
from components.shell import jobs, results, session
from data.privacy.artifacts import frame_of, has
from data.store import Shop

T = TypeVar("T")


@dataclass(frozen=True)
class Comparison(ComparisonContext):
    """The comparison on the page; what it computes is remembered for the shop.

    Attributes
    ----------
    title : of the chosen bundle
    whose, whose_key : who is shown it, for sentences and for caches; empty for all customers
    link : id of the saved comparison that is open, if any
    """

    shop: Shop
    found: Results
    title: str
    whose: str = ""
    whose_key: Hashable = ""
    link: str = ""

    @property
    def currency(self) -> str:
        """Return the shop's currency."""
        return str(self.shop.setting("currency", ""))

    @property
    def labels(self) -> dict[str, str]:
        """Return the products' titles."""
        return results.product_labels(self.found)

    @property
    def key(self) -> str:
        """Return what the analyst's choices for this comparison are remembered under."""
        names = self.product_ids, self.link, self.whose_key, self.found.key
        digest = hashlib.sha256(repr(names).encode()).hexdigest()[:12]
        return f"{self.shop.name}-{self.found.run_id}-{digest}"

    def offered_first(self) -> Offered:
        """Return the chosen bundle with the discounts that the price book advises."""
        return self.advised(whole_book_of(self.shop, self.found))

    def computed(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Return `compute()`, remembered for this bundle, its audience, run and costs under a key."""
        return session.computed(self.shop, (key, self.found.key, self.product_ids, self.whose_key), compute)

    def visits(self) -> pd.DataFrame:
        """Return the run's visits (visit_id, visited_at), of everyone; none where the run kept none."""
        return session.held(self.shop, ("visit times", self.found.run_id), self._read_visits)

    def _read_visits(self) -> pd.DataFrame:
        directory = jobs.run_directory(self.shop, self.found.run_id)
        if has(directory, "visits.parquet"):
            return frame_of(directory, "visits", ["visit_id", "visited_at"])
        return pd.DataFrame({"visit_id": [], "visited_at": pd.to_datetime([])})
