"""What a run is asked to do; it travels as JSON into the run's process and stays beside its results."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from analytics.demand.scope import N_PRODUCTS
from analytics.pricing.constraints import NO_LIMITS, Constraints
from analytics.pricing.money import AS_IN_FILES, CostAssumptions
from analytics.pricing.price_book.market import Offer
from analytics.pricing.ranges import check_ranges
from analytics.segments import SegmentChoice
from data.privacy.artifacts import content_of, reading

FILE = "config.json"
HOLDOUT_SHARE = 0.2  # of the visits, the latest
LARGEST_SEED = 2**32 - 1  # that every library of a run takes


@dataclass(frozen=True)
class RunConfig:
    """A training run.

    Parameters
    ----------
    products : product ids in scope; the default scope where empty
    n_products : size of the default scope: more pairs than an analyst reads, quick enough to wait for
    segments : what makes a segment
    instruments : columns of the events that shift prices but not demand
    costs : what is assumed of costs beside the shop's files; marked as assumed
    limits : what the shop allows
    n_pairs, n_triples : candidates in the price book where no offers are given
    offers : offers to price; candidates are found where empty
    seed : of everything drawn by lot, 0 to `LARGEST_SEED`

    Raises
    ------
    InputError
        A seed outside its range.
    """

    products: tuple[str, ...] = ()
    n_products: int = N_PRODUCTS
    segments: SegmentChoice = field(default_factory=SegmentChoice)
    instruments: tuple[str, ...] = ()
    costs: CostAssumptions = AS_IN_FILES
    limits: Constraints = NO_LIMITS
    n_pairs: int = 24
    n_triples: int = 8
    offers: tuple[Offer, ...] = ()
    seed: int = 0

    def __post_init__(self) -> None:
        check_ranges(self, seed=(0, LARGEST_SEED))

    @property
    def margin_share(self) -> float:
        """Return the margin assumed where a product's cost is unknown [share of price]."""
        return self.costs.margin_share

    def to_json(self) -> str:
        """Return the config as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "RunConfig":
        """Read what `to_json` wrote, also where only a margin could be given."""
        plain: dict[str, Any] = json.loads(text)
        _check_types(plain)
        plain["segments"] = SegmentChoice(**plain["segments"])
        plain["offers"] = tuple(
            Offer(o["offer_id"], tuple(o["product_ids"]), o["discount_share"]) for o in plain["offers"]
        )
        for name in ("products", "instruments"):
            plain[name] = tuple(plain[name])
        if "margin_share" in plain:
            plain["costs"] = {"margin_share": plain.pop("margin_share")}
        plain["costs"] = CostAssumptions(**plain["costs"])
        plain["limits"] = limits_from(plain.get("limits", {}))
        return cls(**plain)


def read_config(directory: Path) -> RunConfig:
    """Return what a run was asked to do; raises DamagedRunError where that cannot be read."""
    with reading(directory, FILE):
        return RunConfig.from_json(content_of(directory, FILE).decode())


def _check_types(plain: dict[str, Any]) -> None:
    """Raise TypeError where a field of a config holds another kind of value than it should."""
    texts = [*plain["products"], *plain["instruments"], *(o["offer_id"] for o in plain["offers"])]
    texts += [product for offer in plain["offers"] for product in offer["product_ids"]]
    counts = [plain[name] for name in ("n_products", "n_pairs", "n_triples", "seed") if name in plain]
    if not (
        all(isinstance(plain[name], list) for name in ("products", "instruments", "offers"))
        and all(isinstance(text, str) for text in texts)
        and all(isinstance(count, int) for count in counts)
    ):
        raise TypeError("a config holds lists of ids, and whole numbers")


def limits_from(plain: dict[str, Any]) -> Constraints:
    """Return limits from what JSON holds of them."""
    stock = tuple((str(product), float(units)) for product, units in plain.get("stock", ()))
    return Constraints(**plain | {"stock": stock, "excluded": tuple(plain.get("excluded", ()))})
