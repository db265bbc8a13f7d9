"""What the models are called, and their colors, on every chart and table of the page."""

import pandas as pd

from analytics.runs.known_answers import MODEL
from components.shell import display, tables, theme

WAYS = {  # name, long name, color
    MODEL: ("Model", "the model of this shop", theme.BLUE),
    "textbook": ("Textbook network", "textbook network (LSTM over the last purchases)", theme.OCHRE),
    "boosting": ("Boosting", "gradient boosting, buying less at higher prices", theme.GREEN),
    "logit": ("Logit", "logit regression", theme.VERMILLION),
    "frequency": ("Frequency", "how often the customer bought it before", theme.PURPLE),
    "free": (
        "Unconstrained twin",
        "unconstrained twin: the model, free to buy more at higher prices",
        theme.INDIGO,
    ),
    "double_ml": ("Double machine learning", "double machine learning (elasticities only)", theme.OLIVE),
}
WAY = {"name": tables.text("Way")}
NAMES, LONG_NAMES, COLORS = ({key: way[place] for key, way in WAYS.items()} for place in range(3))
CURVES = (MODEL, "textbook", "boosting", "logit", "frequency")  # the twin's would lie on the model's
TWIN = "free"  # no simpler way, but the model's own


def by_name(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the tables of several ways below each other, headed by what each is called."""
    return display.named_rows({NAMES[key]: table for key, table in tables.items()}, "name")
