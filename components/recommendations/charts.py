"""Pictures of recommendations, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell.recalls import recall_chart


def comparison_chart(table: pd.DataFrame) -> go.Figure:
    """Return each recommender's recall with its band, the best above and the default full."""
    rows = table.sort_values("recall")
    title = "How much of what customers bought next stands among the ten shown"
    return recall_chart(rows, rows["is_default"], title, "purchases")
