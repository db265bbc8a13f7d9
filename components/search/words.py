"""What the search says, in sentences."""

from typing import Any

from analytics.cli.search_words import JUDGED_WORDS
from analytics.recommend.search.evaluation import Ranking
from analytics.recommend.search.questions import JudgedBy
from components.shell import formats

RIGHT_WORDS = {
    JudgedBy.PURCHASES: "what was bought after a search",
    JudgedBy.CATEGORIES: "the category that was searched for",
}
SHORT = {
    Ranking.WORDS: "words alone",
    Ranking.MEANING: "meaning alone",
    Ranking.BOTH: "both",
    Ranking.PERSONAL: "both with interests",
}
NO_TITLES = "No product has a title: products are found by the words of their categories and brands."


def answer_words(record: dict[str, Any]) -> str:
    """Return in a sentence how good the search is, beside what it is made of."""
    without = "" if record["n_with"]["title"] else f" {NO_TITLES}"
    by = JudgedBy(record["judged_by"])
    indexed = f"{formats.counted(record['n_products'], 'product')} can be found."
    if by is JudgedBy.NOTHING:
        return f"{indexed} {JUDGED_WORDS[by]}{without}"
    rows = {row["ranking"]: row for row in record["rankings"]}
    best = rows.get(Ranking.PERSONAL, rows[Ranking.BOTH])
    band = f"90 % band {formats.share(best['recall_low'])} to {formats.share(best['recall_high'])}"
    others = [f"{told} {formats.share(rows[of]['recall'])}" for of, told in SHORT.items() if of in rows]
    return (
        f"{indexed} The first ten hold {formats.share(best['recall'])} of {RIGHT_WORDS[by]} ({band}): "
        f"{', '.join(others)}.{without}"
    )


def weights_words(record: dict[str, Any]) -> str:
    """Return what the ranking weighs, and how that was chosen."""
    meaning = record["meaning_weight"]
    words = f"The order is {formats.share(1 - meaning, 0)} words and {formats.share(meaning, 0)} meaning"
    interests = f"interests count {formats.share(record['interest_weight'], 0)}"
    by = JudgedBy(record["judged_by"])
    if by is JudgedBy.PURCHASES:
        return f"{words}, and {interests} of all: as good as any on earlier searches than those that judge."
    if by is JudgedBy.CATEGORIES:
        words += ": as good as any on other categories than those that judge"
    return f"{words}. Of a customer, {interests}."


def found_words(n_found: int, n_shown: int, n_with_words: int) -> str:
    """Return how many products are found, and by what."""
    if not n_found:
        return "Nothing is found: no product has these words, and none means something alike."
    if not n_with_words:
        return "No product has these words. These mean something alike."
    if n_shown == n_found:
        return f"{formats.counted(n_found, 'product')} found, the best first."
    return f"The first {n_shown} of {formats.counted(n_found, 'product')} that fit."
