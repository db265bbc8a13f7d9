"""Random numbers that nobody can draw again: the seed of a run is known, and would take the noise away."""

import secrets

import numpy as np

_BITS = 256


def secret_stream() -> np.random.Generator:
    """Return random numbers from the system's own entropy."""
    return np.random.default_rng(secrets.randbits(_BITS))
