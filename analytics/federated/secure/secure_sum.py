"""The sum of masked messages, also where shops are lost on the way."""

from collections.abc import Collection, Mapping

import numpy as np

from analytics.arrays import Doubles
from analytics.federated.secure import shares
from analytics.federated.secure.fixed_point import Words, decoded, encoded
from analytics.federated.secure.member import Member, Revealed, mask


class SecureSum:
    """Adds up messages that it cannot read, as the shops mask them.

    Each message carries the shop's own mask, and one with every other shop; the latter cancel in the sum. A
    shop that is lost leaves masks with the others behind, whose seeds of this round those reveal; of a shop
    whose message arrived, enough others tell its own mask, also when it is lost right after. No shop tells
    both of one shop.

    It hides a shop's update from a server that keeps to the protocol, and from fewer shops than
    `threshold` that put together what they know, but not from all others together: a sum less all but one of
    its parts is the last. Public keys come through the server, so that one that forges them is not stopped.

    Parameters
    ----------
    n_shops : that take part, two or more

    Attributes
    ----------
    threshold : shops that have to arrive, and to answer, for a sum
    bytes_sent : by all shops, keys, shares and seeds included

    References
    ----------
    Bonawitz et al. (2017), Practical secure aggregation for privacy-preserving machine learning.
    """

    def __init__(self, n_shops: int) -> None:
        self.threshold, self.bytes_sent = fewest_of(n_shops), 0
        self.members = [Member(number) for number in range(n_shops)]
        keys = {member.number: member.public_key for member in self.members}
        for member in self.members:
            member.meet(keys, self.threshold)
        self.bytes_sent += sum(map(len, keys.values()))

    @property
    def fewest(self) -> int:
        """Return how many messages there have to be."""
        return self.threshold

    def total(self, messages: Mapping[int, Doubles], part: int, silent: Collection[int] = ()) -> Doubles:
        """Return the sum of messages by the numbers of their shops; those without one were lost.

        Parameters
        ----------
        silent : shops that are lost after their message, before they help to unmask
        """
        self._deal(part)
        masked = {i: self.members[i].masked(encoded(message), part) for i, message in messages.items()}
        self.bytes_sent += sum(words.nbytes for words in masked.values())
        missing = [member.number for member in self.members if member.number not in masked]
        told = {i: self.members[i].reveal(masked, missing, part) for i in masked if i not in silent}
        self.bytes_sent += sum(66 * len(one.shares) + 32 * len(one.seeds) for one in told.values())
        return decoded(unmasked(masked, told, self.threshold))

    def _deal(self, part: int) -> None:
        """Hand on the shares of own masks, sealed from shop to shop."""
        boxes = {member.number: member.sealed_shares(part) for member in self.members}
        for member in self.members:
            others = {i: box[member.number] for i, box in boxes.items() if i != member.number}
            member.hold(others, part)
        self.bytes_sent += sum(len(box) for of in boxes.values() for box in of.values())


def fewest_of(n_shops: int) -> int:
    """Return how many shops it takes for a sum, and to tell an own mask: more than half, two at least."""
    return max(n_shops // 2 + 1, 2)


def unmasked(masked: Mapping[int, Words], told: Mapping[int, Revealed], threshold: int) -> Words:
    """Return the sum of masked messages without its masks.

    Parameters
    ----------
    masked : by the numbers of their shops
    told : by those that answered

    Raises
    ------
    ValueError
        Fewer shops answered than it takes.
    """
    if len(told) < threshold:
        raise ValueError(f"{len(told)} shops answered, and it takes {threshold}")
    total: Words = np.asarray(np.sum(list(masked.values()), axis=0, dtype=np.uint64))
    for i in masked:
        cut = {j + 1: one.shares[i] for j, one in list(told.items())[:threshold]}
        total = total - mask(shares.joined(cut), len(total))
    for i, one in told.items():
        for other, seed in one.seeds.items():
            between = mask(seed, len(total))
            total = total - between if i < other else total + between
    return total
