"""What completes bundles, in words; the command line and the page say the same."""

from collections.abc import Mapping

import pandas as pd

from analytics.cli.wording import counted, percent
from analytics.recommend.bundles.completion import Clue
from analytics.recommend.bundles.judged_completion import CompletionMethod

CLUE_WORDS: Mapping[Clue, str] = {
    Clue.WORDS: "A title like theirs",
    Clue.SPELLING: "Spelled like theirs",
    Clue.CATEGORIES: "Of categories like theirs",
    Clue.TOGETHER: "Bought together with them",
    Clue.POPULARITY: "In many baskets",
}
COMPLETION_WORDS: Mapping[CompletionMethod, str] = {
    CompletionMethod.COMPLETION: "All clues",
    CompletionMethod.ITEM_KNN: "Bought together alone (item-kNN)",
    CompletionMethod.POPULARITY: "In many baskets",
}


def judged_words(table: pd.DataFrame) -> str:
    """Return how often a product left out of a later basket is found again, beside simpler ways.

    Parameters
    ----------
    table : as `judge_completion` returns it
    """
    if table.empty:
        return "Too few later baskets hold several products to judge this by."
    rows = {row["method"]: row for row in table.to_dict("records")}
    best = rows[CompletionMethod.COMPLETION]
    others = [
        f"{words[0].lower()}{words[1:]} {percent(rows[method]['recall'], 1)}"
        for method, words in COMPLETION_WORDS.items()
        if method is not CompletionMethod.COMPLETION
    ]
    return (
        f"Of {counted(best['n_left_out'], 'product')} left out of later baskets, the ten that complete "
        f"them best hold {percent(best['recall'], 1)} (90 % band {percent(best['recall_low'], 1)} to "
        f"{percent(best['recall_high'], 1)}); {', '.join(others)}."
    )
