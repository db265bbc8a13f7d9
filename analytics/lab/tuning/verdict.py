"""Whether the winner of a search wins on rows that no search has seen, and which settings mattered."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from analytics.evidence.curves.summary import log_losses
from analytics.lab.examples import Examples
from analytics.lab.tuning.config import TuneConfig
from analytics.lab.tuning.search import study_of
from analytics.lab.tuning.trials import Outcome, Trial
from analytics.lab.variant import Variant
from analytics.numerics import mean_with_band, random_stream

_FEWEST = 4  # trials that tell anything of what matters
_MOST_BLOCKS = 20_000  # of customers that are drawn together: all of a large table take too much memory


class Verdict(StrEnum):
    """What the winner is worth beside the default."""

    GAIN = "gain"
    NONE = "none"  # the band of the difference holds zero
    LOSS = "loss"


@dataclass(frozen=True)
class Difference:
    """The winner beside the default on the test rows.

    Attributes
    ----------
    default, winner : mean log loss
    gain : what the winner takes off it, and the 90 % band by a bootstrap over customers
    """

    default: float
    winner: float
    gain: float
    low: float
    high: float
    n_rows: int

    @property
    def verdict(self) -> Verdict:
        """Return what the band says."""
        if self.low > 0:
            return Verdict.GAIN
        return Verdict.LOSS if self.high < 0 else Verdict.NONE


def difference(default: Variant, winner: Variant, test: Examples, seed: int) -> Difference:
    """Judge both on the same rows, once."""
    before, after = (log_losses(test.outcome, one.predict(test)) for one in (default, winner))
    rng = random_stream(seed, "tuning difference")
    gain, low, high = mean_with_band((before - after)[:, None], rng, test.customer % _MOST_BLOCKS)
    ends = [float(part[0]) for part in (gain, low, high)]
    return Difference(float(before.mean()), float(after.mean()), ends[0], ends[1], ends[2], len(test))


def importance_of(config: TuneConfig, trials: Sequence[Trial]) -> dict[str, float]:
    """Return how much of the losses' variance each setting explains [share], most first; empty where unknown.

    References
    ----------
    Hutter, Hoos, Leyton-Brown (2014), An Efficient Approach for Assessing Hyperparameter Importance.
    """
    from optuna.importance import FanovaImportanceEvaluator, get_param_importances

    seen = [trial for trial in trials if trial.outcome is Outcome.DONE and not trial.is_default]
    if len(seen) < _FEWEST or np.ptp([trial.loss for trial in seen]) == 0:
        return {}
    study = study_of(config, seen)
    evaluator = FanovaImportanceEvaluator(seed=config.train.seed)
    return {name: float(share) for name, share in get_param_importances(study, evaluator=evaluator).items()}
