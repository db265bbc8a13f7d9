"""What is chosen on the validation: hyperparameters, and which recommender to go on with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Ints
from analytics.recommend.combined import Hybrid, combined_of
from analytics.recommend.cut import Cut
from analytics.recommend.fitted import CANDIDATES, Fitted, fit_all, fresh
from analytics.recommend.judged import judge_of
from analytics.recommend.models.recommender import Method, Recommender
from analytics.recommend.purchases import Purchases

Report = Callable[[float], None]


@dataclass(frozen=True)
class GainOfShown:
    """What knowing what customers were shown, and took or not, is worth to the hybrid on the validation.

    Attributes
    ----------
    ndcg, ndcg_without : of the same customers, with and without it
    """

    ndcg: float
    ndcg_without: float

    @property
    def is_used(self) -> bool:
        """Whether the hybrid learns from it."""
        return self.ndcg > self.ndcg_without


def choose_hyperparameters(
    cut: Cut, methods: Sequence[Method], seed: int, report: Report
) -> dict[Method, Recommender]:
    """Return each method as the validation chooses it among its candidates, not fitted."""
    judge, chosen = judge_of(cut.before, cut.then), {}
    for n, method in enumerate(methods):
        found: dict[int, float] = {}
        for model in CANDIDATES[method] if len(CANDIDATES[method]) > 1 else ():
            fitted = fresh(model, seed).fit(cut.before, cut.products)
            found[len(found)] = judge.of(fitted.scores).ndcg
            report((n + len(found) / len(CANDIDATES[method])) / len(methods))
        chosen[method] = CANDIDATES[method][max(found, key=lambda place: found[place], default=0)]
    return chosen


@dataclass(frozen=True)
class Lesson:
    """What the combined learn from before the validation judges them.

    Attributes
    ----------
    fitted, later : recommenders of an earlier history, and what was bought after it
    judges : (n_judges,) customers that the validation judges by; all where None
    """

    fitted: Fitted
    later: Purchases
    judges: Ints | None


def lesson_of(
    cut: Cut, chosen: Mapping[Method, Recommender], earlier: Fitted, seed: int, report: Report
) -> Lesson:
    """Return the horizon before the validation as a lesson.

    Where hardly anybody had bought by then, the validation itself is one: half of its customers teach, and
    the others judge.
    """
    if cut.can_teach:
        return Lesson(fit_all(cut.first, cut.products, chosen, seed, report), cut.between, None)
    is_judge = np.arange(cut.before.n_customers) % 2 == 0
    return Lesson(earlier, cut.then.chosen(~is_judge[cut.then.customer]), np.flatnonzero(is_judge))


def validate(
    cut: Cut, earlier: Fitted, lesson: Lesson | None, wanted: Sequence[Method], seed: int
) -> tuple[dict[Method, float], GainOfShown | None]:
    """Return each method's NDCG on the validation, and what knowing what was shown is worth to the hybrid.

    Where it is known what customers were shown, the hybrid is validated with it and without.
    """
    judge = judge_of(cut.before, cut.then, lesson.judges if lesson else None)
    found = {method: judge.of(model.scores).ndcg for method, model in earlier.models.items()}
    if lesson is None:
        return found, None
    combined = combined_of(wanted, lesson.fitted, lesson.later, earlier, seed, with_shown=False)
    found |= {method: judge.of(model.scores).ndcg for method, model in combined.items()}
    if cut.before.shown is None or Method.HYBRID not in wanted:
        return found, None
    told = Hybrid(seed).fit(lesson.fitted, lesson.later, earlier)
    gain = GainOfShown(judge.of(told.scores).ndcg, found[Method.HYBRID])
    return found | {Method.HYBRID: max(gain.ndcg, gain.ndcg_without)}, gain
