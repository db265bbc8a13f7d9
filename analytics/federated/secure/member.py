"""A shop in secure aggregation: it masks what it sends, and helps to unmask the sum alone."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from analytics.federated.secure import shares
from analytics.federated.secure.fixed_point import Words

_SHARE_BYTES, _NONCE = 66, b"\0" * 12  # of 521 bits; every key is used once


class RefusedError(Exception):
    """A shop does not tell what would lay another shop's update open."""


@dataclass(frozen=True)
class Revealed:
    """What a shop tells after a round.

    Attributes
    ----------
    shares : of the own masks of shops whose message arrived, by their number
    seeds : of the masks between this shop and those whose message did not arrive
    """

    shares: dict[int, int]
    seeds: dict[int, bytes]


@dataclass
class Member:
    """A shop's keys, and what it has told.

    Parameters
    ----------
    number : of the shop, from 0
    """

    number: int
    _key: X25519PrivateKey = field(default_factory=X25519PrivateKey.generate)
    _secrets: dict[int, bytes] = field(default_factory=dict)  # with every other shop
    _held: dict[tuple[int, int], int] = field(default_factory=dict)  # shares, by round and shop
    _answered: set[int] = field(default_factory=set)

    @property
    def public_key(self) -> bytes:
        """Return what others need for a secret with this shop, 32 bytes."""
        return self._key.public_key().public_bytes_raw()

    def meet(self, keys: Mapping[int, bytes], threshold: int) -> None:
        """Agree on a secret with each of the other shops.

        Parameters
        ----------
        keys : public, by the shops' numbers
        threshold : shops that it takes to tell an own mask
        """
        self._n, self._threshold = len(keys), threshold
        for number, key in keys.items():
            if number != self.number:
                self._secrets[number] = self._key.exchange(X25519PublicKey.from_public_bytes(key))

    def sealed_shares(self, part: int) -> dict[int, bytes]:
        """Draw this round's own mask; return its shares, each sealed for the shop that is to hold it."""
        self._own = secrets.token_bytes(32)
        cut = shares.split(self._own, self._n, self._threshold)
        self._held[part, self.number] = cut[self.number + 1]
        return {
            other: ChaCha20Poly1305(self._seed(other, part, f"share of {self.number}")).encrypt(
                _NONCE, cut[other + 1].to_bytes(_SHARE_BYTES), None
            )
            for other in self._secrets
        }

    def hold(self, sealed: Mapping[int, bytes], part: int) -> None:
        """Keep the shares that other shops sealed for this one, by their numbers."""
        for other, box in sealed.items():
            key = self._seed(other, part, f"share of {other}")
            opened = ChaCha20Poly1305(key).decrypt(_NONCE, box, None)
            self._held[part, other] = int.from_bytes(opened)

    def masked(self, words: Words, part: int) -> Words:
        """Return a message under the own mask and one with each other shop, which cancel in the sum."""
        total = words + mask(self._own, len(words))
        for other in self._secrets:
            between = mask(self._seed(other, part, "mask"), len(words))
            total = total + between if self.number < other else total - between
        return total

    def reveal(self, arrived: Iterable[int], missing: Iterable[int], part: int) -> Revealed:
        """Tell what unmasks the sum of those that arrived, once a round.

        Raises
        ------
        RefusedError
            Asked again, or for both masks of a shop, or for a sum of so few that it hides nobody.
        """
        arrived, missing = set(arrived), set(missing)
        if part in self._answered or arrived & missing or len(arrived) < max(self._threshold, 2):
            raise RefusedError
        self._answered.add(part)
        told = {other: self._held[part, other] for other in arrived}
        self._held = {key: share for key, share in self._held.items() if key[0] > part}
        return Revealed(told, {other: self._seed(other, part, "mask") for other in missing})

    def _seed(self, other: int, part: int, purpose: str) -> bytes:
        """Return a key of one use that both shops can derive, 32 bytes."""
        kdf = HKDF(hashes.SHA256(), 32, None, f"bundlewise {purpose}, round {part}".encode())
        return kdf.derive(self._secrets[other])


def mask(seed: bytes, n: int) -> Words:
    """Return n numbers that nobody without the seed can tell from chance."""
    stream = Cipher(algorithms.ChaCha20(seed, b"\0" * 16), None).encryptor()
    return np.frombuffer(stream.update(b"\0" * (8 * n)), np.uint64)
