"""What a run is asked to do; it travels as JSON into the run's process and stays beside its results."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from analytics.pricing.price_book import Offer
from analytics.segments import SegmentChoice

HOLDOUT_SHARE = 0.2  # of the visits, the latest


@dataclass(frozen=True)
class RunConfig:
    """A training run.

    Parameters
    ----------
    products : product ids in scope; the default scope where empty
    n_products : size of the default scope: more pairs than an analyst reads, quick enough to wait for
    segments : what makes a segment
    instruments : columns of the events that move prices without moving wishes
    margin_share : margin assumed where a product's cost is unknown [share of price]; marked as assumed
    n_pairs, n_triples : candidates in the price book where no offers are given
    offers : offers to price; candidates are found where empty
    """

    products: tuple[str, ...] = ()
    n_products: int = 30
    segments: SegmentChoice = field(default_factory=SegmentChoice)
    instruments: tuple[str, ...] = ()
    margin_share: float = 0.3
    n_pairs: int = 24
    n_triples: int = 8
    offers: tuple[Offer, ...] = ()
    seed: int = 0

    def to_json(self) -> str:
        """Return the config as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "RunConfig":
        """Read what `to_json` wrote."""
        plain: dict[str, Any] = json.loads(text)
        plain["segments"] = SegmentChoice(**plain["segments"])
        plain["offers"] = tuple(
            Offer(o["offer_id"], tuple(o["product_ids"]), o["discount_share"]) for o in plain["offers"]
        )
        for name in ("products", "instruments"):
            plain[name] = tuple(plain[name])
        return cls(**plain)
