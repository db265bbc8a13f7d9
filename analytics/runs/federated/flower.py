"""Lines that Flower carries: its server and one of its clients a shop, from an environment of its own."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from analytics.federated.apart.middle import Lines
from analytics.federated.apart.sockets import Address
from data.schema import InputError

PYTHON = "BUNDLEWISE_FLOWER"  # names a Python that has what requirements-federated.txt lists


@contextmanager
def flower_lines(addresses: Mapping[int, Address], key: bytes) -> Iterator[Lines]:
    """Give lines to shops through Flower."""
    if not os.environ.get(PYTHON):
        raise InputError("x", "y")
    raise NotImplementedError
    yield
