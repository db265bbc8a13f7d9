"""A secret in shares: enough of them tell it, fewer tell nothing."""

import secrets
from collections.abc import Mapping

_PRIME = 2**521 - 1  # a Mersenne prime above any secret of 32 bytes
_BYTES = 32


def split(secret: bytes, n: int, threshold: int) -> dict[int, int]:
    """Return n shares of a secret by their places, from 1 on.

    References
    ----------
    Shamir (1979), How to share a secret.
    """
    factors = [int.from_bytes(secret), *(secrets.randbelow(_PRIME) for _ in range(threshold - 1))]
    return {x: sum(f * pow(x, i, _PRIME) for i, f in enumerate(factors)) % _PRIME for x in range(1, n + 1)}


def joined(shares: Mapping[int, int]) -> bytes:
    """Return the secret of as many shares as its threshold; raises OverflowError where they are not its."""
    secret = 0
    for x, y in shares.items():
        above = below = 1
        for other in shares:
            if other != x:
                above = above * other % _PRIME
                below = below * (other - x) % _PRIME
        secret = (secret + y * above * pow(below, -1, _PRIME)) % _PRIME
    return secret.to_bytes(_BYTES)
