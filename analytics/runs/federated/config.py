"""What a federated training is asked for."""

from dataclasses import dataclass
from enum import StrEnum

from analytics.federated.config import FederatedConfig, Shared
from analytics.pricing.ranges import check_ranges
from analytics.runs.config import LARGEST_SEED
from analytics.segments.choice import SegmentChoice
from data.schema import InputError

ROUNDS, MOST_LOST, MOST_SHOPS = (1, 200), 0.5, 20


class Place(StrEnum):
    """Where the shops of a training are at work, by its code."""

    ONE = "one"  # process, side by side
    PROCESSES = "processes"  # of their own, over the loopback address
    FLOWER = "flower"  # processes of their own, their messages carried by Flower


@dataclass(frozen=True)
class JointConfig:
    """Which shops train together, and how.

    Parameters
    ----------
    shops : their names, two or more
    rounds : exchanges of updates
    shared : which tables they have in common
    lost_share : of the messages that are lost, by lot, to see that training survives it [share]
    segments : the customer attribute that makes segments; RFM where None
    place : where the shops train
    is_compared : whether each shop alone and all rows pooled are trained too, for shops of one house
    """

    shops: tuple[str, ...] = ()
    rounds: int = 20
    shared: Shared = Shared.ALL
    lost_share: float = 0.0
    segments: str | None = None
    place: Place = Place.ONE
    is_compared: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        check_ranges(self, rounds=ROUNDS, lost_share=(0, MOST_LOST), seed=(0, LARGEST_SEED))
        if len(set(self.shops)) < len(self.shops):
            raise InputError("a shop is named twice", "Name each shop once")
        if len(self.shops) > MOST_SHOPS:
            raise InputError(f"more than {MOST_SHOPS} shops", "Name fewer")

    @property
    def choice(self) -> SegmentChoice:
        """Return what makes segments: rules that mean the same in every shop."""
        return SegmentChoice("attribute", self.segments) if self.segments else SegmentChoice()

    @property
    def training(self) -> FederatedConfig:
        """Return how the shops train."""
        return FederatedConfig(rounds=self.rounds, shared=self.shared, seed=self.seed)
