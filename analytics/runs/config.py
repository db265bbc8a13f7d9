"""What a run is asked to do; it travels as JSON into the run's process and stays beside its results."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from analytics.jobs.typed_json import from_plain
from analytics.pricing.constraints import NO_LIMITS, Constraints
from analytics.pricing.money import AS_IN_FILES, CostAssumptions
from analytics.pricing.price_book.market import Offer
from analytics.pricing.ranges import check_ranges
from analytics.private_training.config import PrivacyConfig
from analytics.runs.artifacts import CONFIG
from analytics.segments.choice import SegmentChoice
from data.privacy.artifacts import reading
from data.schema import InputError

HOLDOUT_SHARE = 0.2  # of the visits, the latest
LARGEST_SEED = 2**32 - 1  # that every library of a run takes


@dataclass(frozen=True)
class RunConfig:
    """A training run.

    Parameters
    ----------
    products : product ids in scope; the default scope where empty
    n_products : most products of the default scope; all that can be priced where None
    segments : what makes a segment
    instruments : columns of the events that shift prices but not demand
    costs : what is assumed of costs beside the shop's files; marked as assumed
    limits : what the shop allows
    n_pairs, n_triples : candidates where no offers are given; as many as suit the scope where None
    offers : offers to price; candidates are found where empty
    barred : attributes of customers that no price may rest on: neither learned from nor a segment
    seed : of everything drawn by lot, 0 to `LARGEST_SEED`, but for the noise of a private training
    privacy : what the model may tell of one customer; anything where None

    Raises
    ------
    InputError
        A seed outside its range, or segments by an attribute that is barred.
    """

    products: tuple[str, ...] = ()
    n_products: int | None = None
    segments: SegmentChoice = field(default_factory=SegmentChoice)
    instruments: tuple[str, ...] = ()
    costs: CostAssumptions = AS_IN_FILES
    limits: Constraints = NO_LIMITS
    n_pairs: int | None = None
    n_triples: int | None = None
    offers: tuple[Offer, ...] = ()
    seed: int = 0
    barred: tuple[str, ...] = ()
    privacy: PrivacyConfig | None = None

    def __post_init__(self) -> None:
        check_ranges(self, seed=(0, LARGEST_SEED))
        if self.segments.attribute in self.barred:
            raise InputError(
                "this column is barred from prices, so it makes no segments",
                "Choose other segments, or do not bar it",
                column=self.segments.attribute,
            )

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "RunConfig":
        """Return the config out of what JSON holds of it, also where only a margin could be given."""
        if "margin_share" in plain:
            margin = {"margin_share": plain["margin_share"]}
            plain = {name: value for name, value in plain.items() if name not in margin} | {"costs": margin}
        return from_plain(cls, plain)


def write_config(directory: Path, config: RunConfig) -> None:
    """Write what a run is asked to do."""
    CONFIG.write(directory, asdict(config))


def read_config(directory: Path) -> RunConfig:
    """Return what a run was asked to do; raises DamagedRunError where that cannot be read."""
    with reading(directory, CONFIG.name):
        return RunConfig.from_plain(CONFIG.read(directory))
