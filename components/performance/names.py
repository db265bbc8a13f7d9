"""What the models are called, and their colors, on every chart and table of the page."""

from analytics.runs.against_truth import MODEL
from components.shell import theme

NAMES = {
    MODEL: "Model",
    "textbook": "Textbook network",
    "boosting": "Boosting",
    "logit": "Logit",
    "frequency": "Frequency",
    "free": "Unconstrained twin",
    "double_ml": "Double machine learning",
}
CURVES = (MODEL, "textbook", "boosting", "logit", "frequency")  # the twin's would lie on the model's
COLORS = {
    MODEL: theme.BLUE,
    "textbook": theme.OCHRE,
    "boosting": theme.GREEN,
    "logit": theme.VERMILLION,
    "frequency": theme.PURPLE,
    "free": theme.INDIGO,
    "double_ml": theme.OLIVE,
}
LONG_NAMES = {
    MODEL: "the model of this shop",
    "textbook": "textbook network (LSTM over the last purchases)",
    "boosting": "gradient boosting, buying less at higher prices",
    "logit": "logit regression",
    "frequency": "how often the customer bought it before",
    "free": "unconstrained twin: the model, free to buy more at higher prices",
    "double_ml": "double machine learning (elasticities only)",
}
TWIN = "free"  # no simpler way, but the model's own
