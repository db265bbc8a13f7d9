"""Searches of a shop judged: which weights answer earlier ones best, and how well later ones are answered."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.arrays import Floats
from analytics.jobs.state import part_of
from analytics.numerics import random_stream
from analytics.recommend.purchases import Purchases
from analytics.recommend.search.evaluation import USUAL, Answered, Weights, best_weights, compared, with_bands
from analytics.recommend.search.index import Matches
from analytics.recommend.search.misspelled import misspelled
from analytics.recommend.search.products import popularity
from analytics.recommend.search.questions import JudgedBy, Questions
from analytics.recommend.search.searcher import Searcher
from analytics.recommend.search.tastes import tastes_of

_FEWEST = 10  # questions that choose, and that judge
_TIMES = 6  # at which tastes are taken anew, so that nobody's later purchases tell what they like
Report = Callable[[float], None]


@dataclass(frozen=True)
class Study:
    """What was found of the searches of a shop.

    Attributes
    ----------
    by : what told whether they were answered well
    weights : the best on earlier searches, the usual ones where nothing judges
    rankings : one row per ranking, as `compared` gives them; none where nothing judges
    errors : the same of searches with a typing error, read as typed and as meant: is_forgiving, measures
    """

    by: JudgedBy
    weights: Weights
    rankings: pd.DataFrame
    errors: pd.DataFrame


def study(
    searcher: Searcher,
    asked: tuple[JudgedBy, Questions, Questions],
    purchases: Purchases,
    products: pd.DataFrame,
    seed: int,
    report: Report,
) -> Study:
    """Return the weights that answer earlier searches best, and how well they answer later ones.

    Parameters
    ----------
    searcher : that what judges is put to; its weights do not matter
    asked : what tells, the searches that choose, and those that judge
    products : product_id, [category, brand], as the searcher has them
    """
    by, choosing, judging = asked
    if by is JudgedBy.NOTHING or min(len(choosing), len(judging)) < _FEWEST:
        return Study(JudgedBy.NOTHING, USUAL, pd.DataFrame(), pd.DataFrame())
    is_personal = any(judging.customer_ids)
    answers = _Answers(searcher, purchases, products)
    validation = answers.to(choosing, part_of(report, 0.0, 0.3))
    weights = best_weights(validation, is_personal)
    test = answers.to(judging, part_of(report, 0.3, 0.7))
    rankings = compared(test, weights, is_personal, seed)
    errors = _with_errors(answers, judging, weights, seed, part_of(report, 0.7, 1.0))
    return Study(by, weights, rankings, errors)


@dataclass(frozen=True)
class _Answers:
    """What answers questions.

    Attributes
    ----------
    searcher, purchases, products : as `study` takes them
    """

    searcher: Searcher
    purchases: Purchases
    products: pd.DataFrame

    def to(self, questions: Questions, report: Report, is_forgiving: bool = True) -> Answered:
        searcher, matches = self._before(questions), []
        for n, typed in enumerate(questions.typed):
            report(n / len(questions))
            matches.append(searcher.matches(typed, searcher.read(typed) if is_forgiving else typed))
        return Answered(questions, matches, self._likings(questions, matches), searcher.index.popularity)

    def _before(self, questions: Questions) -> Searcher:
        """Return the searcher with products as popular as they were before the first of the questions."""
        if not questions.day.any():
            return self.searcher
        past = self.purchases.before(int(questions.day[questions.day > 0].min()))
        place = pd.Index(past.product_ids).get_indexer(pd.Index(self.products["product_id"]))
        n_buyers = np.where(place >= 0, past.n_buyers[place], 0)
        return replace(self.searcher, index=replace(self.searcher.index, popularity=popularity(n_buyers)))

    def _likings(self, questions: Questions, matches: list[Matches]) -> list[Floats]:
        """Return how much who asked liked each match, by what was bought before some time that had come."""
        found = [np.zeros(len(of.product), np.float32) for of in matches]
        asked = np.flatnonzero(questions.day > 0)
        for places in np.array_split(asked[np.argsort(questions.day[asked], kind="stable")], _TIMES):
            if len(places):
                tastes = tastes_of(self.purchases.before(int(questions.day[places[0]])), self.products)
                who = pd.Index(tastes.customer_ids).get_indexer([questions.customer_ids[n] for n in places])
                for n, customer in zip(places[who >= 0], who[who >= 0], strict=True):
                    found[n] = tastes.likings(int(customer), matches[n].product)
        return found


def _with_errors(
    answers: _Answers, questions: Questions, weights: Weights, seed: int, report: Report
) -> pd.DataFrame:
    """Return how well the same searches are answered with an error in each, forgiven or not."""
    rng = random_stream(seed, "typing errors")
    wrong = [misspelled(typed, rng) for typed in questions.typed]
    few = questions.chosen(np.flatnonzero([text is not None for text in wrong]))
    if len(few) < _FEWEST:
        return pd.DataFrame()
    few = replace(few, typed=[text for text in wrong if text is not None])
    rows = []
    for n, is_forgiving in enumerate((False, True)):
        answered = answers.to(few, part_of(report, n / 2, (n + 1) / 2), is_forgiving)
        figures = answered.figures(weights.meaning, weights.interests)
        rows.append({"is_forgiving": is_forgiving} | with_bands(figures, seed))
    return pd.DataFrame(rows)
