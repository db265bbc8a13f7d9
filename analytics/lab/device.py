"""What a network is trained on: a graphics card where there is one, else the processor."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib.util import find_spec

from data.schema import InputError


class Device(StrEnum):
    """What is asked for."""

    AUTO = "auto"
    CPU = "cpu"
    GPU = "gpu"


class Backend(StrEnum):
    """What Keras computes with."""

    TENSORFLOW = "tensorflow"
    JAX = "jax"
    TORCH = "torch"


def require_backend(backend: Backend) -> None:
    """Raise InputError where a backend is not installed."""
    if find_spec(backend) is None:
        raise InputError(
            f"{backend} is not installed",
            f"Install it with pip install {backend}, or train with --backend tensorflow",
        )


def backend_now() -> str:
    """Return what Keras computes with in this process."""
    import keras

    return str(keras.backend.backend())


def chosen_device(asked: Device) -> Device:
    """Return what a network is trained on; raises InputError where a graphics card is missing."""
    if asked is Device.CPU:
        return asked
    if n_cards() > 0:
        return Device.GPU
    if asked is Device.GPU:
        raise InputError(
            f"{backend_now()} finds no graphics card on this computer", "Train on the processor (cpu)"
        )
    return Device.CPU


def n_cards() -> int:
    """Return how many graphics cards the backend of Keras finds."""
    import keras

    return len(keras.distribution.list_devices("gpu"))


@contextmanager
def training_on(device: Device) -> Iterator[None]:
    """Let Keras place what the block computes on a device."""
    import keras

    with keras.device(f"{device}:0"):
        yield
