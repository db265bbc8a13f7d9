"""How good the search is: rankings side by side, and what forgiving typing errors is worth."""

from pathlib import Path
from typing import Any

import pandas as pd

from analytics.cli.search_words import FORGIVING_WORDS, JUDGED_WORDS, RANKING_WORDS
from analytics.recommend.search.evaluation import Ranking
from analytics.recommend.search.questions import JudgedBy
from analytics.recommend.search.work import RECORD
from components.search.charts import rankings_chart
from components.search.words import RIGHT_WORDS, weights_words
from components.shell import display, tables

USED = (Ranking.BOTH, Ranking.PERSONAL)
COLUMNS = {
    "title": tables.text("Ranking"),
    "is_used": tables.tick("Used", "By the search on this page: with interests where a customer is chosen"),
    "recall": tables.bar("Recall@10", "Of what is right, the share among the first ten (of ten at most)"),
    **tables.band("recall", tables.share),
    "ndcg": tables.number("NDCG@10", "As recall, hits further up counting more; 1 is perfect", 3),
    "mrr": tables.number("MRR", "One over the place of the first right answer, on average", 3),
    "n_questions": tables.count("Searches judged by"),
}


def show_evaluation(directory: Path) -> None:
    """Draw the rankings side by side, and what was found by."""
    record = RECORD.read(directory)
    by = JudgedBy(record["judged_by"])
    display.show_note(JUDGED_WORDS[by], weights_words(record))
    if by is not JudgedBy.NOTHING:
        table = judged_rows(record)
        figure = rankings_chart(table, RIGHT_WORDS[by])
        display.show_chart(figure, table, COLUMNS, "search-rankings", is_folded=False)


def judged_rows(record: dict[str, Any]) -> pd.DataFrame:
    """Return one row per ranking, then those with typing errors: title, is_used and measures."""
    rankings = [
        row | {"title": RANKING_WORDS[Ranking(row["ranking"])], "is_used": row["ranking"] in USED}
        for row in record["rankings"]
    ]
    errors = [
        row | {"title": FORGIVING_WORDS[row["is_forgiving"]], "is_used": row["is_forgiving"]}
        for row in record["errors"]
    ]
    return pd.DataFrame([*rankings, *errors])
