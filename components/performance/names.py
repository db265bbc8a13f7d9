"""What the models are called, and their colors, on every chart and table of the page."""

from analytics.runs.known_answers import MODEL
from components.shell import theme

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
NAMES, LONG_NAMES, COLORS = ({key: way[place] for key, way in WAYS.items()} for place in range(3))
CURVES = (MODEL, "textbook", "boosting", "logit", "frequency")  # the twin's would lie on the model's
TWIN = "free"  # no simpler way, but the model's own
