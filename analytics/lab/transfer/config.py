"""What is pre-trained on which shop, and how much of the other shop is known when fine-tuning."""

from dataclasses import dataclass

from analytics.lab.config import Method, Recurrent, Split, TrainConfig
from analytics.pricing.ranges import check_ranges
from data.schema import InputError

MOST_SEEDS, ROWS = 20, (500, 200_000)
NETWORK = TrainConfig(
    Method.NETWORK,
    Split.CUSTOMER,
    test_share=0.3,  # few customers are enough to learn from; as many judge as possible
    recurrent=Recurrent.GRU,
    n_embedded=16,
    n_recurrent=32,
    n_hidden=32,
    batch_size=64,  # at least: larger where there are many rows
    most_epochs=30,
    patience=4,
)


@dataclass(frozen=True)
class TransferConfig:
    """What a transfer asks for.

    Parameters
    ----------
    source : name of the shop that is pre-trained on
    shares : of the customers that may be learned from [share, above 0 up to 1], ascending
    seeds : trainings at each share, with other customers drawn and other starts; pre-trained is once
    most_rows : of the shop that is fine-tuned on, at most; so many stretches of the other
    """

    source: str = ""
    shares: tuple[float, ...] = (0.02, 0.05, 0.1, 0.3, 1.0)
    seeds: int = 5
    most_rows: int = 20_000
    seed: int = 0

    def __post_init__(self) -> None:
        if not self.shares or not all(0 < share <= 1 for share in self.shares):
            raise InputError("a share of the customers is out of range", "Give shares above 0 up to 1")
        if len(set(self.shares)) < len(self.shares):
            raise InputError("a share of the customers is given twice", "Give each share once")
        ranges = {"seeds": (1, MOST_SEEDS), "most_rows": ROWS, "seed": (0, 2**32 - 1)}
        check_ranges(self, **ranges)
