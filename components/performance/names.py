"""What the models are called, and their colors, on every chart and table of the page."""

import pandas as pd

from analytics.cli.performance_words import WAY_WORDS
from analytics.evidence.held_out import MAJORITY, MODEL
from components.shell import display, tables, theme

COLORS = {
    MODEL: theme.BLUE,
    "textbook": theme.OCHRE,
    "boosting": theme.GREEN,
    "logit": theme.VERMILLION,
    "frequency": theme.PURPLE,
    "free": theme.INDIGO,
    "double_ml": theme.OLIVE,
    MAJORITY: theme.GRAY,
}
WAY = {"name": tables.text("Way")}
NAMES, LONG_NAMES = ({key: words[place] for key, words in WAY_WORDS.items()} for place in range(2))
CURVES = (MODEL, "textbook", "boosting", "logit", "frequency")  # the twin's would lie on the model's
TWIN = "free"  # no simpler way, but the model's own


def by_name(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the tables of several ways below each other, headed by what each is called."""
    return display.named_rows({NAMES[key]: table for key, table in tables.items()}, "name")


def named(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of ways with what each is called."""
    return table.assign(name=table["way"].map(NAMES))
