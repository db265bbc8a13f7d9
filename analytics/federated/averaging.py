"""The middle of a federated training: sums of the shops' messages become the next shared weights."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from analytics.arrays import Doubles
from analytics.federated.client import Client
from analytics.federated.config import FederatedConfig
from analytics.federated.layout import Layout


class Summing(Protocol):
    """Adds up messages, of which it need not be able to read one.

    Attributes
    ----------
    bytes_sent : so far, by all shops
    """

    bytes_sent: int

    @property
    def fewest(self) -> int:
        """Return how many messages there have to be."""
        ...

    def total(self, messages: dict[int, Doubles], part: int) -> Doubles:
        """Return the sum of messages by the numbers of their shops."""
        ...


@dataclass
class PlainSum:
    """Messages in the open."""

    bytes_sent: int = 0

    @property
    def fewest(self) -> int:
        """Return how many messages there have to be."""
        return 2

    def total(self, messages: dict[int, Doubles], part: int) -> Doubles:
        """Return the sum of messages by the numbers of their shops."""
        self.bytes_sent += sum(message.nbytes for message in messages.values())
        return np.asarray(np.sum(list(messages.values()), axis=0))


@dataclass(frozen=True)
class Round:
    """What came of one exchange of updates.

    Attributes
    ----------
    loss : mean of the shops' own losses, priors included [nats per cell and member]
    n_shops : that took part
    n_clipped : shops whose update was shrunk
    moved : root mean square that the shared weights moved by [logits]
    """

    number: int
    loss: float
    n_shops: int
    n_clipped: int
    moved: float
    bytes_sent: int


@dataclass
class Averaging:
    """Federated averaging, weighted row by row with the cells that tell of it.

    Attributes
    ----------
    shared : (n_rows, n_members)
    rounds : what came of each
    bytes_sent : by all shops

    References
    ----------
    McMahan et al. (2017), Communication-efficient learning of deep networks from decentralized data.
    """

    layout: Layout
    shared: Doubles = field(default_factory=lambda: np.zeros((0, 0)))
    rounds: list[Round] = field(default_factory=list)
    bytes_sent: int = 0

    def start(self, total: Doubles) -> float:
        """Start where the shops would start on average; return how many cells they have together."""
        self.shared, figures = self.layout.means(total)
        return figures["n_cells"]

    def advance(self, total: Doubles, n_shops: int, bytes_sent: int) -> Round:
        """Move the shared weights by the mean of the updates of some shops.

        Parameters
        ----------
        total : sum of the shops' messages
        bytes_sent : so far
        """
        moved, figures = self.layout.means(total)
        self.shared = self.shared + moved
        size = float(np.sqrt(np.mean(moved**2))) if moved.size else 0.0
        loss = figures["loss"] / max(figures["n_cells"] * self.layout.n_members, 1.0)
        sent, self.bytes_sent = bytes_sent - self.bytes_sent, bytes_sent
        number, n_clipped = len(self.rounds) + 1, round(figures["n_clipped"])
        self.rounds.append(Round(number, loss, n_shops, n_clipped, size, sent))
        return self.rounds[-1]


def train_together(
    clients: Sequence[Client],
    config: FederatedConfig,
    summing: Summing,
    report: Callable[[float], None] = lambda share: None,
    lost: Callable[[int, int], bool] = lambda shop, part: False,
) -> Averaging:
    """Train shops that are at hand in this process; what they exchange is what they would send.

    Parameters
    ----------
    report : called with the share done, 0–1; may raise to stop
    lost : whether a shop is out of reach in a round, from 1 on; it learns on by itself and comes back
    """
    layout = Layout.of([client.names for client in clients], config.n_members)
    server = Averaging(layout)
    first = summing.total({i: client.join(layout) for i, client in enumerate(clients)}, 0)
    n_cells, server.bytes_sent = server.start(first), summing.bytes_sent
    for client in clients:
        client.begin(n_cells)
    for part in range(config.rounds):
        messages = {}
        for i, client in enumerate(clients):
            message = client.train(server.shared, part)
            if not lost(i, part + 1):
                messages[i] = message
            report((part + (i + 1) / len(clients)) / config.rounds)
        if len(messages) >= summing.fewest:
            server.advance(summing.total(messages, part + 1), len(messages), summing.bytes_sent)
    return server
