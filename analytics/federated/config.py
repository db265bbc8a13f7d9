"""How shops train together."""

from dataclasses import dataclass
from enum import StrEnum


class Shared(StrEnum):
    """Which tables the shops have in common, by its code."""

    ALL = "all"  # tastes and what prices do to them
    PRICES = "prices"  # what prices do, and what products do to each other; tastes stay each shop's own


@dataclass(frozen=True)
class FederatedConfig:
    """How a federated training goes.

    Parameters
    ----------
    rounds : between them, shops exchange updates; each does its share of the steps that it would do alone
    clip : root mean square that a round may move the shared weights by [logits]; larger updates are shrunk
    learning_rate : falls to zero along a cosine over all rounds, so that shops agree in the end
    """

    rounds: int = 20
    shared: Shared = Shared.ALL
    clip: float = 1.0
    n_members: int = 12
    learning_rate: float = 0.05
    seed: int = 0
