"""What all scenarios of a comparison share: the market, who is shown the bundle, and the bundle."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import pandas as pd

from analytics.findings import Gate, Verdict
from analytics.pricing.price_book.market import Market, offer_gates
from analytics.pricing.scenarios.audience_subset import AudienceSubset
from analytics.pricing.scenarios.fairness import BrokenLimit, broken_limit, within_limit
from analytics.pricing.scenarios.offered import Offered, offered
from analytics.pricing.scenarios.scenario import Scenario
from analytics.pricing.scenarios.setting import AS_CHOSEN, Setting

T = TypeVar("T")


@dataclass(frozen=True)
class ComparisonContext:
    """What all scenarios of a comparison share.

    Attributes
    ----------
    subset : of the market's audience
    offer_id, product_ids : of the chosen bundle
    """

    market: Market
    subset: AudienceSubset
    offer_id: str
    product_ids: tuple[str, ...]

    def offered(self, setting: Setting = AS_CHOSEN) -> Offered:
        """Return what a setting offers at every discount."""
        usual = setting.with_usual_visits
        market, audience = self.market, self.subset.audience

        def best() -> Offered:
            return within_limit(market, offered(market, audience, self.product_ids, usual))

        return self.computed(("offered", usual), best)

    def offers(self, scenarios: Sequence[Scenario]) -> dict[Setting, Offered]:
        """Return what scenarios offer, by what they differ in; the chosen bundle as it is comes first."""
        settings = [AS_CHOSEN, *(scenario.setting.with_usual_visits for scenario in scenarios)]
        return {setting: self.offered(setting) for setting in dict.fromkeys(settings)}

    def advised(self, book: pd.DataFrame) -> Offered:
        """Return the chosen bundle with the discounts that a price book advises.

        They differ from the best where bundles share a budget or a stock.
        """
        offer = self.offered()
        if not self.market.limits.is_shared or self.subset.audience is not self.market.audience:
            return offer
        given = book[book["offer_id"] == self.offer_id].set_index("segment")["discount_share"].dropna()
        best = [
            replace(best, at=round(100 * given[name])) if name in given.index else best
            for name, best in zip(offer.segments, offer.best, strict=True)
        ]
        return within_limit(self.market, replace(offer, best=tuple(best)))

    def broken_limits(self, scenarios: Sequence[Scenario]) -> list[BrokenLimit]:
        """Return which scenarios break the limit on what groups pay, and how."""
        offers = self.offers(scenarios)
        found = (
            broken_limit(self.market, offers[scenario.setting.with_usual_visits], scenario)
            for scenario in scenarios
        )
        return [broken for broken in found if broken is not None]

    def deepest(self, seen: float) -> float:
        """Return the deepest discount that prices have seen and limits allow [share]."""
        return min(seen, self.market.limits.deepest)

    def failed_gate(self, setting: Setting = AS_CHOSEN) -> Gate | None:
        """Return the first check that the parts of a setting do not pass, None where all do."""
        parts = self.market.audience.positions(setting.of(self.product_ids))
        return next((gate for gate in offer_gates(self.market, parts) if gate.verdict == Verdict.FAIL), None)

    def computed(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Return `compute()`; whoever has a memory keeps it there under the key."""
        return compute()
