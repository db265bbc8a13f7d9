"""What prices by one segmentation or another are worth against one best price for all."""

from collections.abc import Iterable, Mapping

import numpy as np

from analytics.arrays import Doubles, Floats, Ints
from analytics.pricing.selling.personal_prices import Trial, best_together


def worth_of_segmentations(trials: Iterable[Trial], segments: Mapping[str, Ints]) -> dict[str, Doubles]:
    """Return what each segmentation adds to one price for all, over all offers, (2, n_valued) [currency].

    Every offer has one price, or one per segment, whichever earns most as half of the members see it; the
    other half values it, by each choice rule. Amounts are per visit.

    Parameters
    ----------
    trials : of one audience, an offer each; what offers add sums up where they share no product
    segments : by name, (n_rows of the audience,) codes from 0
    """
    found: dict[str, Doubles] = {}
    for trial in trials:
        profit = trial.profit
        for name, codes in segments.items():
            added = _added(trial, profit, codes[trial.sample.rows])
            found[name] = found[name] + added if name in found else added
    return found


def _added(trial: Trial, profit: Floats, segment: Ints) -> Doubles:
    """Return what prices by segment add to one price for one offer, (2, n_valued)."""
    weight, everyone = trial.sample.weight, np.zeros(len(segment), np.int64)
    rows, added = np.arange(len(segment)), []
    for choosing, valuing in trial.sample.folds:
        seen = profit[:, choosing].mean((0, 1)).astype(float)
        one, own = (best_together(seen, weight, groups) for groups in (everyone, segment))
        gain = (profit[:, m, rows, own] - profit[:, m, rows, one] for m in valuing)
        added += [of.astype(float) @ weight for of in gain]
    return np.column_stack(added)
