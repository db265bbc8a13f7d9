"""Everything that was asked of a shop's customers, and what it cost."""

import pandas as pd

from analytics.cli.private_figures_words import MECHANISM_WORDS, OF_WORDS, STATISTIC_WORDS
from analytics.runs.private_figures.question import EVERYBODY, Of, Statistic
from components.shell import display, tables
from data.privacy.budget.lines import Spending
from data.privacy.budget.record import Budget

COLUMNS = {
    "at": tables.time("When (UTC)"),
    "figure": tables.text("Figure", width=220),
    "of": tables.text("Of"),
    "by": tables.text("Of each"),
    "noise": tables.text("Noise"),
    "epsilon": tables.number("ε", decimals=3),
    "delta": tables.text("δ"),
    "data": tables.text("Data state"),
}


def show_history(budget: Budget) -> None:
    """Draw what was asked, newest first; nothing where nothing was."""
    rows = [_row(one) for one in reversed(budget.history())]
    if rows:
        display.show_table(pd.DataFrame(rows), COLUMNS, "privacy-spent")


def _row(one: Spending) -> dict[str, object]:
    asked, cost = one.question, one.cost
    statistic = Statistic(asked["statistic"])
    return {
        "at": pd.Timestamp(one.at).tz_convert("UTC").tz_localize(None),
        "figure": STATISTIC_WORDS[statistic],
        "of": "" if statistic is Statistic.COUNT else OF_WORDS[Of(asked["of"])],
        "by": asked["by"] or EVERYBODY,
        "noise": MECHANISM_WORDS[cost.mechanism],
        "epsilon": cost.epsilon,
        "delta": f"{cost.delta:.1e}" if cost.delta else "0",
        "data": one.data,
    }
