"""What all scenarios of a page stand on: the shop, its run, the bundle, and who is shown it."""

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import pandas as pd

from components import jobs, results, session
from components.bundles.offers import whole_book_of
from components.scenarios.crowd import Crowd
from components.scenarios.offering import offered
from components.scenarios.outcomes import Offered
from components.scenarios.settings import AS_ON_THE_PAGE, Setting
from data.store import Shop
from data.store.artifacts import frame_of, has

if TYPE_CHECKING:
    from analytics.runs.results import Results


T = TypeVar("T")


@dataclass(frozen=True)
class Ground:
    """What all scenarios of a page stand on.

    Attributes
    ----------
    offer_id, title, product_ids : of the chosen bundle
    link : id of the saved comparison that is open, if any
    """

    shop: Shop
    found: "Results"
    crowd: Crowd
    offer_id: str
    title: str
    product_ids: tuple[str, ...]
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
        """Return what the analyst's choices on this ground are remembered under."""
        names = self.product_ids, self.link, self.crowd.key, self.found.key
        digest = hashlib.sha256(repr(names).encode()).hexdigest()[:12]
        return f"{self.shop.name}-{self.found.run_id}-{digest}"

    def offered(self, setting: Setting = AS_ON_THE_PAGE) -> Offered:
        """Return what a setting offers at every discount: computed once, afterwards only looked up."""
        usual = setting.with_usual_visits
        market, audience = self.found.market, self.crowd.audience
        return self.computed(("offered", usual), lambda: offered(market, audience, self.product_ids, usual))

    def advised(self) -> Offered:
        """Return the chosen bundle with the discounts that the price book advises.

        They differ from the best where bundles share a budget or a stock.
        """
        offer = self.offered()
        if not self.found.market.limits.is_shared or self.crowd.words:
            return offer
        book = whole_book_of(self.shop, self.found)
        given = book[book["offer_id"] == self.offer_id].set_index("segment")["discount_share"].dropna()
        best = [
            replace(best, at=round(100 * given[name])) if name in given.index else best
            for name, best in zip(offer.segments, offer.best, strict=True)
        ]
        return replace(offer, best=tuple(best))

    def computed(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Return `compute()`, remembered for this bundle, crowd, run and costs under a key."""
        return session.computed(self.shop, (key, self.found.key, self.product_ids, self.crowd.key), compute)

    def visits(self) -> pd.DataFrame:
        """Return the run's visits (visit_id, visited_at), of everyone; none where the run kept none."""
        return session.held(self.shop, ("visit times", self.found.run_id), self._read_visits)

    def _read_visits(self) -> pd.DataFrame:
        directory = jobs.run_directory(self.shop, self.found.run_id)
        if has(directory, "visits.parquet"):
            return frame_of(directory, "visits", ["visit_id", "visited_at"])
        return pd.DataFrame({"visit_id": [], "visited_at": pd.to_datetime([])})
