"""A fitted demand model as plain files and back: nothing that is read from disk can run."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from analytics.arrays import Floats
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.customer_state.estimator import CustomerState
from analytics.demand.encoder import Encoder
from analytics.demand.first_stage import ControlFunction
from analytics.demand.look_rarity import looks_of_before
from analytics.demand.pairs import Pairs
from analytics.demand.weights import Weights
from data.schema import InputError

_VERSION = 3  # of what the network is shown
_OF_PAIRS = ("a", "b", "surprise", "spread", "is_alike", "is_learned")
_ARRAYS, _MEMORY, _REST = "weights.npz", "memory.keras", "choice.json"


def save_choice(directory: Path, model: BasketChoice) -> None:
    """Write weights, encoder, first stage and states; `load_choice` reads them on any backend."""
    directory.mkdir(parents=True, exist_ok=True)
    pairs = {f"pair_{name}": getattr(model.pairs_, name) for name in _OF_PAIRS}
    beside = {"columns": model.columns_, "directions": model.state_.directions_}
    arrays: dict[str, Any] = {**vars(model.weights_), **pairs, **beside}
    np.savez_compressed(directory / _ARRAYS, **arrays)
    (directory / _MEMORY).unlink(missing_ok=True)
    if model.state_.memory_ is not None:
        model.state_.memory_.save(directory / _MEMORY)
    state = {
        "version": _VERSION,
        "config": vars(model.config),
        "product_ids": model.product_ids_,
        "encoder": plain_state(vars(model.encoder_)),
        "control": plain_state(vars(model.control_)) if model.control_ else None,
    }
    (directory / _REST).write_text(json.dumps(state))


def load_choice(directory: Path) -> BasketChoice:
    """Read what `save_choice` wrote.

    Raises
    ------
    InputError
        An earlier version wrote it, whose network asks for other inputs.
    """
    state = json.loads((directory / _REST).read_text())
    if state.get("version") != _VERSION:
        raise InputError("the model was trained by an earlier version", "Train it again")
    model = BasketChoice(ChoiceConfig(**state["config"]))
    model.product_ids_ = tuple(state["product_ids"])
    model.encoder_ = restored_state(Encoder, state["encoder"])
    model.control_ = restored_state(ControlFunction, state["control"]) if state["control"] else None
    with (directory / _ARRAYS).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        found = dict(arrays)
    pairs = {name: found.pop(f"pair_{name}") for name in _OF_PAIRS}
    pairs["is_learned"] = bool(pairs["is_learned"])
    model.pairs_ = Pairs(len(model.product_ids_), **pairs)
    model.columns_, directions = found.pop("columns"), found.pop("directions")
    if found["control_shared"].ndim == 1:  # from when no neighboring periods were asked
        found["control_shared"] = np.stack([found["control_shared"], 0 * found["control_shared"]])
    if "rarity" not in found:
        found |= looks_of_before(model.pairs_, found["cross"])
    model.weights_ = Weights(**found)
    model.state_ = _state_of(directory, directions)
    return model


def _state_of(directory: Path, directions: Floats) -> CustomerState:
    state = CustomerState()
    state.directions_ = directions
    if (directory / _MEMORY).exists():
        import keras

        import analytics.demand.customer_state.network  # noqa: F401  registers the layers

        state.memory_ = keras.saving.load_model(directory / _MEMORY, compile=False)
    return state


def plain_state(state: dict[str, Any]) -> dict[str, Any]:
    """Return a fitted dataclass's fields with arrays as lists."""
    return {key: value.tolist() if isinstance(value, np.ndarray) else value for key, value in state.items()}


def restored_state(kind: type[Any], state: dict[str, Any]) -> Any:
    """Return the fitted dataclass that `plain_state` was taken of."""
    arrays = {key: np.asarray(value) if _is_array(key, value) else value for key, value in state.items()}
    if "levels_" in arrays:
        for name in ("levels_", "cuts_"):
            arrays[name] = {column: tuple(values) for column, values in state[name].items()}
        arrays["segments_"] = tuple(state["segments_"])
    return kind(**arrays)


def _is_array(key: str, value: object) -> bool:
    return isinstance(value, list) and key != "segments_"
