"""What the demand model's network is shown of a visit: every input, declared in this one place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_ROWS = 8192  # asked at a time
OUTCOME = "outcome"  # what only the loss reads; no answer depends on it


@dataclass(frozen=True)
class NetworkInput:
    """One input of the network, as training, testing, explaining and scoring know it.

    Attributes
    ----------
    about : what it tells of; inputs about the same are explained together
    sizes : of a visit's axes, by their names in `NetworkConfig`
    levels : how many codes there are, by its name in `NetworkConfig`; none where it is a number
    is_own : whether a product is told by its own entry of the first axis alone
    """

    name: str
    about: str
    sizes: tuple[str, ...] = ()
    levels: str = ""
    is_own: bool = False

    @property
    def dtype(self) -> str:
        """Return the type of its numbers."""
        return "int32" if self.levels else "float32"

    def shape(self, config: Any) -> tuple[int, ...]:
        """Return its shape of one visit in a network of these sizes (`NetworkConfig`)."""
        return tuple(int(getattr(config, size)) for size in self.sizes)


INPUTS = (
    NetworkInput("price", "price", ("n_products",), is_own=True),
    NetworkInput("control", "price", ("n_products",), is_own=True),
    NetworkInput("instrument", "price", ("n_products", "n_instruments"), is_own=True),
    NetworkInput("past", "history", ("n_products", "n_past"), is_own=True),
    NetworkInput("activity", "habits", ("n_activity",)),
    NetworkInput("segment", "segment", levels="n_segments"),
    NetworkInput("season", "season", ("n_season",)),
    NetworkInput("period", "season", levels="n_periods"),
    NetworkInput("basket", "basket", ("n_products",)),
    NetworkInput("attributes", "attributes", ("n_attributes",)),
    NetworkInput("counts", OUTCOME, ("n_products",)),
)
NAMES = tuple(one.name for one in INPUTS)
OWN_PAST = tuple(one.name for one in INPUTS if one.about in ("history", "habits"))


def all_inputs(found: Mapping[str, NDArray[np.generic]]) -> dict[str, NDArray[np.generic]]:
    """Return what was made of visits, each input with n_visits rows, in their order.

    Raises
    ------
    ValueError
        One is missing, or is none of the network's.
    """
    if odd := set(found) ^ set(NAMES):
        raise ValueError(f"made of visits, but no input, or the other way round: {', '.join(sorted(odd))}")
    return {name: found[name] for name in NAMES}


def relative_price(x: Mapping[str, NDArray[np.generic]]) -> NDArray[np.float32]:
    """Return price ÷ price today − 1 of what was made of visits, (n_visits, n_products)."""
    return np.asarray(x["price"], np.float32)


def answers(
    network: Any, x: Mapping[str, NDArray[np.generic]], names: Sequence[str]
) -> Iterator[dict[str, NDArray[np.float32]]]:
    """Yield what a network says of its inputs, some rows at a time, as far as it is asked for by name."""
    asked = list(network.input)  # one stored by an earlier version may ask for less, never for more
    for start in range(0, len(x[NAMES[0]]), _ROWS):
        found = network.predict_on_batch({name: x[name][start : start + _ROWS] for name in asked})
        yield {name: np.asarray(found[name]) for name in names}
