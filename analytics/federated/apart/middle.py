"""The middle of a training among processes: it adds up what it cannot read, and goes on without the lost."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from analytics.arrays import Doubles
from analytics.federated.apart.wire import Step, packed, raw, unpacked, words
from analytics.federated.averaging import Averaging
from analytics.federated.config import FederatedConfig
from analytics.federated.layout import Layout
from analytics.federated.secure.fixed_point import decoded
from analytics.federated.secure.member import Revealed
from analytics.federated.secure.secure_sum import fewest_of, unmasked


class Lines(Protocol):
    """The way to the shops."""

    def ask(self, questions: dict[int, bytes]) -> dict[int, bytes]:
        """Return the answers of those that can be reached, by the numbers of their shops."""
        ...


class LostError(Exception):
    """So few shops can be reached that a training cannot even begin."""


@dataclass
class Middle:
    """A training of shops behind lines.

    Parameters
    ----------
    is_lost : whether a shop is not asked in a round, from 1 on, as if it could not be reached

    Attributes
    ----------
    lost : shop and round of every message that did not arrive
    n_own : rows of weights that stay in each shop
    bytes_sent : by all shops
    """

    lines: Lines
    n_shops: int
    config: FederatedConfig
    is_lost: Callable[[int, int], bool] = lambda shop, part: False
    lost: list[tuple[int, int]] = field(default_factory=list)
    n_own: tuple[int, ...] = ()
    bytes_sent: int = 0

    @property
    def fewest(self) -> int:
        """Return how many shops it takes for a sum."""
        return fewest_of(self.n_shops)

    def train(self, report: Callable[[float], None]) -> Averaging:
        """Train to the end, and let every shop that can be reached keep its model.

        Raises
        ------
        LostError
            A shop is not there from the first, or none of the first sums comes about.
        """
        server = self._meet()
        first = self._total(0, {})
        if first is None:
            raise LostError
        self._ask(range(self.n_shops), Step.BEGIN, n_cells=server.start(first[0]))
        server.bytes_sent = self.bytes_sent
        for part in range(1, self.config.rounds + 1):
            found = self._total(part, {"shared": server.shared})
            if found is not None:
                server.advance(*found, self.bytes_sent)
            report(part / self.config.rounds)
        self._ask(range(self.n_shops), Step.FINISH, shared=server.shared)
        return server

    def _meet(self) -> Averaging:
        hello = self._ask(range(self.n_shops), Step.HELLO)
        if len(hello) < self.n_shops:
            raise LostError
        layout = Layout.of([told["names"] for told in hello.values()], self.config.n_members)
        keys = {i: raw(told["key"]) for i, told in hello.items()}
        met = {"names": layout.names, "n_members": layout.n_members, "keys": keys, "threshold": self.fewest}
        own = self._ask(range(self.n_shops), Step.MEET, **met)
        self.n_own = tuple(int(own.get(i, {"n_own": 0})["n_own"]) for i in range(self.n_shops))
        return Averaging(layout)

    def _total(self, part: int, more: dict[str, Any]) -> tuple[Doubles, int] | None:
        """Return the sum of a round's messages, and of how many shops it is; None of too few."""
        there = [i for i in range(self.n_shops) if not (part and self.is_lost(i, part))]
        dealt = self._ask(there, Step.DEAL, part=part)
        boxes = {
            i: {j: told["boxes"][str(i)] for j, told in dealt.items() if j != i} for i in range(self.n_shops)
        }
        sent = self._each({i: {"boxes": boxes[i], "part": part, **more} for i in dealt}, Step.SEND)
        masked = {i: words(told["masked"], "<u8") for i, told in sent.items()}
        missing = [i for i in range(self.n_shops) if i not in masked]
        self.lost += [(i, part) for i in missing]
        if len(masked) < self.fewest:
            return None
        asked = {"arrived": list(masked), "missing": missing, "part": part}
        told = {i: _revealed(one) for i, one in self._ask(masked, Step.REVEAL, **asked).items()}
        if len(told) < self.fewest:
            return None
        return decoded(unmasked(masked, told, self.fewest)), len(masked)

    def _ask(self, shops: Iterable[int], step: Step, **told: Any) -> dict[int, dict[str, Any]]:
        return self._each(dict.fromkeys(shops, told), step)

    def _each(self, told: dict[int, dict[str, Any]], step: Step) -> dict[int, dict[str, Any]]:
        """Ask each shop its own question."""
        answers = self.lines.ask({i: packed({"step": step.value, **one}) for i, one in told.items()})
        self.bytes_sent += sum(map(len, answers.values()))
        found = {i: unpacked(answer) for i, answer in answers.items()}
        return {i: one for i, one in found.items() if "refused" not in one}


def _revealed(told: dict[str, Any]) -> Revealed:
    return Revealed(
        {int(i): int(share, 16) for i, share in told["shares"].items()},
        {int(i): raw(seed) for i, seed in told["seeds"].items()},
    )
