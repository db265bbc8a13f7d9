"""What a search is asked for: a method, ranges of its settings, how they are gone through, and a budget."""

from dataclasses import dataclass, field
from enum import StrEnum

from analytics.lab.config import Reduction, TrainConfig
from analytics.lab.settings import settings_of
from analytics.pricing.ranges import check_ranges
from data.schema import InputError

MOST_TRIALS = 10_000
MOST_MINUTES = 7 * 24 * 60.0


class Sampler(StrEnum):
    """How the next settings to try are chosen."""

    GRID = "grid"
    RANDOM = "random"
    TPE = "tpe"  # Bayesian: where good ones were denser than bad ones
    EVOLUTIONARY = "evolutionary"  # the better ones are crossed and varied


class Pruner(StrEnum):
    """Which trials are not worth going on with."""

    NONE = "none"
    MEDIAN = "median"  # worse than half of the earlier ones were as far into their training
    HALVING = "halving"  # not among the best part of those that came as far


@dataclass(frozen=True)
class Range:
    """Where a search may look for a setting [inclusive]."""

    name: str
    low: float
    high: float


@dataclass(frozen=True)
class TuneConfig:
    """One search.

    Parameters
    ----------
    train : the default that the winner has to beat; its method, split and seed are those of every trial
    n_trials : at most, those that were given up early counted
    minutes : at most; 0 sets no limit
    space : the settings to vary; empty varies all that the method reads
    """

    train: TrainConfig = field(default_factory=TrainConfig)
    sampler: Sampler = Sampler.TPE
    pruner: Pruner = Pruner.MEDIAN
    n_trials: int = 30
    minutes: float = 0.0
    space: tuple[Range, ...] = ()

    def __post_init__(self) -> None:
        check_ranges(self, n_trials=(1, MOST_TRIALS), minutes=(0, MOST_MINUTES))
        for one in self.space:
            _check(one, self.train)

    @property
    def ranges(self) -> tuple[Range, ...]:
        """Return the ranges to search."""
        return self.space or usual_space(self.train)


def usual_space(train: TrainConfig) -> tuple[Range, ...]:
    """Return where a search looks unless told: every setting that the method reads and that has an effect."""
    own = settings_of(train.method)
    is_idle = {"n_components"} if train.reduction is Reduction.NONE else set()
    return tuple(Range(name, *one.search) for name, one in own.items() if name not in is_idle)


def _check(asked: Range, train: TrainConfig) -> None:
    """Raise InputError where a range is none of the method's, or reaches beyond what may be set."""
    own = settings_of(train.method)
    if asked.name not in own:
        raise InputError(f"{train.method} has no setting {asked.name}", f"Search one of {', '.join(own)}")
    low, high = own[asked.name].low, own[asked.name].high
    if not low <= asked.low <= asked.high <= high:
        raise InputError(
            f"{asked.name} from {asked.low:g} to {asked.high:g} cannot be searched",
            f"Give a range within {low:g} to {high:g}",
        )
