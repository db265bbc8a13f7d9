"""How well searches are answered: by words, by meaning, by both, and with the interests of who asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Floats, Ints
from analytics.numerics import mean_with_band, random_stream
from analytics.recommend.metrics import NOBODY, ndcg_at, recall_at
from analytics.recommend.search.index import Matches
from analytics.recommend.search.questions import Questions

PLACES = 10
SHOWN = 100  # places among which the first right answer is looked for
BLENDS = (0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98)  # the other still tells equals apart
INTERESTS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
MEASURES = ("recall", "ndcg", "mrr")
_TIE = 1e-4


class Ranking(StrEnum):
    """What products are ordered by."""

    WORDS = "words"
    MEANING = "meaning"
    BOTH = "both"
    PERSONAL = "personal"


@dataclass(frozen=True)
class Answered:
    """Questions with the products that may answer them.

    Attributes
    ----------
    questions : what was asked
    matches : (n_questions,) of each question
    likings : (n_questions,) how much who asked likes each match
    popularity : (n_products,) orders what fits alike
    """

    questions: Questions
    matches: Sequence[Matches]
    likings: Sequence[Floats]
    popularity: Floats

    def figures(self, meaning_weight: float, interest_weight: float = 0.0) -> pd.DataFrame:
        """Return recall, ndcg and mrr of each question, (n_questions,) rows."""
        ranked = np.full((len(self.matches), SHOWN), NOBODY, np.int64)
        for n, (found, liking) in enumerate(zip(self.matches, self.likings, strict=True)):
            score = (1 - interest_weight) * found.scores(meaning_weight) + interest_weight * liking
            score = score + np.float32(_TIE) * self.popularity[found.product]
            best = found.product[np.argsort(-score, kind="stable")[:SHOWN]]
            ranked[n, : len(best)] = best
        truth = self.questions.answers
        return pd.DataFrame(
            {
                "recall": recall_at(ranked, truth, PLACES, capped=True),
                "ndcg": ndcg_at(ranked, truth, PLACES),
                "mrr": reciprocal_ranks(ranked, truth),
            }
        )


@dataclass(frozen=True)
class Weights:
    """What a ranking weighs.

    Attributes
    ----------
    meaning : of what texts mean beside their words, 0-1
    interests : of who asks beside both, 0-1
    """

    meaning: float
    interests: float


USUAL = Weights(0.5, 0.1)  # where nothing tells: who asks decides between products that fit alike


def best_weights(validation: Answered, is_personal: bool) -> Weights:
    """Return the weights nearest to the usual ones that answer about as well as the best, by NDCG@10.

    Parameters
    ----------
    is_personal : whether it is known who asked; the weight of interests is the usual one where not

    References
    ----------
    Breiman, Friedman, Olshen & Stone (1984), the rule of one standard error.
    """
    meaning = _best(BLENDS, USUAL.meaning, lambda weight: validation.figures(weight))
    interests = USUAL.interests
    if is_personal:
        interests = _best(INTERESTS, USUAL.interests, lambda weight: validation.figures(meaning, weight))
    return Weights(meaning, interests)


def _best(weights: Sequence[float], usual: float, figures: Callable[[float], pd.DataFrame]) -> float:
    """Return the weight nearest to the usual that the best does not beat by more than a standard error."""
    found = {weight: figures(weight)["ndcg"].to_numpy(float) for weight in weights}
    best = max(found.values(), key=lambda of: float(of.mean()))
    behind = {weight: best - of for weight, of in found.items()}
    near = [weight for weight, of in behind.items() if of.mean() <= of.std() / np.sqrt(len(of))]
    return float(min(near, key=lambda weight: (abs(weight - usual), weight)))


def compared(test: Answered, weights: Weights, is_personal: bool, seed: int) -> pd.DataFrame:
    """Return one row per ranking: ranking, weights, n_questions, measures with their 90 % bands."""
    rankings = {
        Ranking.WORDS: Weights(0.0, 0.0),
        Ranking.MEANING: Weights(1.0, 0.0),
        Ranking.BOTH: Weights(weights.meaning, 0.0),
    }
    if is_personal:
        rankings[Ranking.PERSONAL] = weights
    rows = []
    for ranking, of in rankings.items():
        told = {"ranking": ranking.value, "meaning_weight": of.meaning, "interest_weight": of.interests}
        rows.append({**told, **with_bands(test.figures(of.meaning, of.interests), seed)})
    return pd.DataFrame(rows)


def with_bands(figures: pd.DataFrame, seed: int) -> dict[str, float]:
    """Return means with 90 % bands by bootstrap over the questions: name, name_low, name_high."""
    bands = mean_with_band(
        figures[list(MEASURES)].to_numpy(float), random_stream(seed, "questions judged by")
    )
    told: dict[str, float] = {"n_questions": len(figures)}
    for name, mean, low, high in zip(MEASURES, *bands, strict=True):
        told |= {name: float(mean), f"{name}_low": float(low), f"{name}_high": float(high)}
    return told


def reciprocal_ranks(ranked: Ints, truth: Sequence[Ints]) -> Doubles:
    """Return one over the place of the first right answer, 0 where none is shown, (n_questions,)."""
    is_right = np.array([np.isin(row, right) for row, right in zip(ranked, truth, strict=True)])
    first = is_right.reshape(ranked.shape).argmax(1)
    return np.where(is_right.any(1), 1 / (1.0 + first), 0.0) if len(ranked) else np.zeros(0)
