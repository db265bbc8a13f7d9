"""What recommendations say, in sentences."""

from typing import Any

import pandas as pd

from analytics.cli.method_words import NO_GAIN
from analytics.recommend.judged import PLAIN, gains_nothing
from components.shell import formats


def comparison_words(table: pd.DataFrame, record: dict[str, Any]) -> str:
    """Return in a sentence which recommender is best, how good it is, and what the plainest reach.

    Parameters
    ----------
    table : title, method, is_default, recall, with its band
    record : horizon_days, n_customers
    """
    best = table[table["is_default"]].iloc[0]
    band = f"90 % band {formats.share(best['recall_low'])} to {formats.share(best['recall_high'])}"
    days = formats.counted(record["horizon_days"], "day")
    words = (
        f"{best['title']}: ten products shown to each customer hold {formats.share(best['recall'])} of what "
        f"they bought in the next {days}, of ten at most ({band})."
    )
    plain = table[table["method"].isin(PLAIN) & ~table["is_default"]]
    if plain.empty:
        return words
    told = [f"{row['title'].lower()} {formats.share(row['recall'])}" for _, row in plain.iterrows()]
    words = f"{words} The plainest reach: {', '.join(told)}."
    return f"{words} {NO_GAIN}" if gains_nothing(table) else words


def cold_words(rows: pd.DataFrame) -> str:
    """Return how those without a past are answered."""
    if rows.empty:
        return "In the weeks that judge, no new customer bought, and no product with few buyers was bought."
    return (
        "A customer without a purchase is shown what many bought lately. A product with few buyers is found "
        "by its description alone, ranked among others of its kind."
    )
