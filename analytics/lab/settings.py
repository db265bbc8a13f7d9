"""The figures of a method that an analyst may set, and a search may vary: one home of their ranges."""

from dataclasses import dataclass, replace
from typing import Any

from analytics.lab.config import Method, TrainConfig
from analytics.pricing.ranges import check_ranges
from data.schema import InputError

_NETWORKS = (Method.NETWORK, Method.DEEP_ENSEMBLE)
_LINEAR = (Method.LOGISTIC, Method.BAGGING, Method.STACKING)
_TREES = (Method.BOOSTING, Method.FOREST, Method.ADDITIVE)
_BOOSTED = (Method.BOOSTING, Method.ADDITIVE)


@dataclass(frozen=True)
class Setting:
    """A figure of `TrainConfig` with its range.

    Attributes
    ----------
    methods : those that read it
    low, high : what may be asked for [inclusive]
    search : where a search begins and ends unless told
    is_log : whether a search steps by factors
    """

    methods: tuple[Method, ...]
    low: float
    high: float
    search: tuple[float, float]
    is_log: bool = False
    is_whole: bool = False


def _whole(
    methods: tuple[Method, ...], low: int, high: int, search: tuple[int, int], is_log: bool = True
) -> Setting:
    return Setting(methods, low, high, search, is_log, is_whole=True)


SETTINGS: dict[str, Setting] = {
    "n_embedded": _whole(_NETWORKS, 2, 256, (8, 64)),
    "n_recurrent": _whole(_NETWORKS, 4, 512, (16, 128)),
    "n_hidden": _whole(_NETWORKS, 4, 1024, (16, 128)),
    "n_layers": _whole(_NETWORKS, 1, 4, (1, 2), is_log=False),
    "dropout": Setting(_NETWORKS, 0.0, 0.9, (0.0, 0.5)),
    "l1": Setting((*_NETWORKS, *_LINEAR, *_BOOSTED), 0.0, 10.0, (1e-8, 1e-2), is_log=True),
    "l2": Setting((*_NETWORKS, *_LINEAR, *_BOOSTED), 0.0, 10.0, (1e-8, 1e-2), is_log=True),
    "learning_rate": Setting(_NETWORKS, 1e-5, 0.3, (3e-4, 3e-2), is_log=True),
    "batch_size": _whole(_NETWORKS, 0, 65_536, (64, 2048)),
    "most_epochs": _whole((*_NETWORKS, *_LINEAR), 1, 1_000, (5, 40)),
    "patience": _whole((*_NETWORKS, *_BOOSTED), 0, 100, (1, 8), is_log=False),
    "n_trees": _whole(_TREES, 1, 5_000, (50, 600)),
    "n_leaves": _whole(_TREES, 2, 1_024, (4, 128)),
    "tree_rate": Setting(_BOOSTED, 0.001, 1.0, (0.01, 0.3), is_log=True),
    "fewest_in_leaf": _whole(_TREES, 1, 10_000, (5, 200)),
    "row_share": Setting(_TREES, 0.05, 1.0, (0.4, 1.0)),
    "column_share": Setting((Method.BOOSTING, Method.FOREST), 0.05, 1.0, (0.3, 1.0)),
    "n_members": _whole((Method.BAGGING, Method.DEEP_ENSEMBLE), 2, 50, (3, 15)),
    "n_components": _whole(tuple(Method), 1, 64, (2, 16)),
}


def settings_of(method: Method) -> dict[str, Setting]:
    """Return the figures that a method reads."""
    return {name: one for name, one in SETTINGS.items() if method in one.methods}


def with_settings(config: TrainConfig, figures: dict[str, Any]) -> TrainConfig:
    """Return a configuration with some figures changed.

    Raises
    ------
    InputError
        A figure is out of its range, or the method does not read it.
    """
    own = settings_of(config.method)
    for name, value in figures.items():
        if name not in own:
            raise InputError(f"{config.method} has no setting {name}", f"Set one of {', '.join(own)}")
        if not own[name].low <= value <= own[name].high:
            span = f"{own[name].low:g} to {own[name].high:g}"
            raise InputError(f"{name} {value:g} is out of range", f"Give a figure from {span}")
    whole = {name: int(value) for name, value in figures.items() if own[name].is_whole}
    return replace(config, **(figures | whole))


def check_settings(config: TrainConfig) -> None:
    """Raise InputError where a figure that the method reads, or a share of the split, is out of range."""
    own = settings_of(config.method)
    with_settings(config, {name: getattr(config, name) for name in own})
    check_ranges(config, test_share=(0.01, 0.9), validation_share=(0.01, 0.9), seed=(0, 2**32 - 1))
    if Method.STACKING in config.stacked or not config.stacked:
        raise InputError("models are stacked that cannot be", "Stack one or more of the other methods")
