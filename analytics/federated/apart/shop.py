"""A shop that answers the middle: the same client and the same masks, wherever the questions come from."""

from collections.abc import Callable
from typing import Any

from analytics.demand.choice import BasketChoice
from analytics.federated.apart.wire import Step, Told, raw, words
from analytics.federated.client import Client
from analytics.federated.layout import Layout
from analytics.federated.secure.fixed_point import encoded
from analytics.federated.secure.member import Member


class AnsweringShop:
    """One shop of a training, from its hello to its finished model.

    Parameters
    ----------
    number : of the shop, from 0
    keep : is given the finished model

    Attributes
    ----------
    is_over : whether the model is kept, and nothing is left to ask
    """

    def __init__(self, number: int, client: Client, keep: Callable[[BasketChoice], None]) -> None:
        self.client, self.member, self.keep = client, Member(number), keep
        self.is_over = False

    def answer(self, told: Told) -> dict[str, Any]:
        """Return the answer to a question; raises RefusedError for one that would lay a shop open."""
        return getattr(self, f"_{Step(told['step'])}")(told)  # type: ignore[no-any-return]

    def _hello(self, told: Told) -> dict[str, Any]:
        return {"names": list(self.client.names), "key": self.member.public_key}

    def _meet(self, told: Told) -> dict[str, Any]:
        keys = {int(number): raw(key) for number, key in told["keys"].items()}
        self.member.meet(keys, int(told["threshold"]))
        self.layout = Layout(tuple(told["names"]), int(told["n_members"]))
        self._first = self.client.join(self.layout)
        return {"n_own": self.client.n_own}

    def _begin(self, told: Told) -> dict[str, Any]:
        self.client.begin(float(told["n_cells"]))
        return {}

    def _deal(self, told: Told) -> dict[str, Any]:
        return {"boxes": self.member.sealed_shares(int(told["part"]))}

    def _send(self, told: Told) -> dict[str, Any]:
        part = int(told["part"])
        self.member.hold({int(i): raw(box) for i, box in told["boxes"].items()}, part)
        message = self.client.train(self._shared(told), part - 1) if part else self._first
        return {"masked": self.member.masked(encoded(message), part)}

    def _reveal(self, told: Told) -> dict[str, Any]:
        found = self.member.reveal(told["arrived"], told["missing"], int(told["part"]))
        return {"shares": {i: hex(share) for i, share in found.shares.items()}, "seeds": found.seeds}

    def _finish(self, told: Told) -> dict[str, Any]:
        self.keep(self.client.finish(self._shared(told)))
        self.is_over = True
        return {}

    def _shared(self, told: Told) -> Any:
        return words(told["shared"]).reshape(len(self.layout), self.layout.n_members)
