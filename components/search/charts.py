"""Pictures of how well searches are answered, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell.recalls import recall_chart


def rankings_chart(table: pd.DataFrame, right: str) -> go.Figure:
    """Return the recall of each ranking with its band, the ones that are used full and the others pale.

    Parameters
    ----------
    table : title, is_used, recall with its band; the first row above
    right : what counts as a right answer, within a sentence
    """
    rows = table.iloc[::-1]
    title = f"How much of {right} stands among the first ten"
    return recall_chart(rows, rows["is_used"], title, "right answers")
