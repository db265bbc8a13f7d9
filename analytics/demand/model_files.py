"""A fitted demand model as plain files and back: nothing that is read from disk can run."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.customer_state.estimator import CustomerState
from analytics.demand.features import FeatureEncoder
from analytics.demand.first_stage import ControlFunction
from data.schema import InputError

_VERSION = 2  # of what the network is shown


def save_choice(directory: Path, model: BasketChoice) -> None:
    """Write networks, encoder and first stage; `load_choice` reads them on any backend."""
    directory.mkdir(parents=True, exist_ok=True)
    model.network_.save(directory / "network.keras")
    model.state_.save(directory / "state.keras")
    state = {
        "version": _VERSION,
        "config": vars(model.config),
        "product_ids": model.product_ids_,
        "columns": model.columns_.tolist(),
        "encoder": plain_state(vars(model.encoder_)),
        "control": plain_state(vars(model.control_)) if model.control_ else None,
    }
    (directory / "choice.json").write_text(json.dumps(state))


def load_choice(directory: Path) -> BasketChoice:
    """Read what `save_choice` wrote.

    Raises
    ------
    InputError
        An earlier version wrote it, whose network asks for other inputs.
    """
    import keras

    import analytics.demand.network  # noqa: F401  registers the layers

    state = json.loads((directory / "choice.json").read_text())
    if state.get("version") != _VERSION:
        raise InputError("the model was trained by an earlier version", "Train it again")
    model = BasketChoice(ChoiceConfig(**state["config"]))
    model.product_ids_ = tuple(state["product_ids"])
    model.columns_ = np.array(state["columns"], np.float32).reshape(len(model.product_ids_), -1)
    model.encoder_ = restored_state(FeatureEncoder, state["encoder"])
    model.control_ = restored_state(ControlFunction, state["control"]) if state["control"] else None
    model.network_ = keras.saving.load_model(directory / "network.keras", compile=False)
    model.state_ = CustomerState.load(directory / "state.keras")
    return model


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
