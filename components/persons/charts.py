"""The picture of joined ids, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, formats

MOST_SHOWN = 8  # numbers of ids with a bar of their own; the table has all


def sizes_chart(sizes: pd.DataFrame) -> go.Figure:
    """Return how many persons have two ids, three, and so on."""
    rows = sizes.head(MOST_SHOWN).iloc[::-1]
    title = "Under how many ids a joined person was known"
    figure = charts.house_figure(title, "Persons [count]", height=120 + 40 * len(rows))
    charts.add_bars(
        figure,
        rows["n_persons"],
        [formats.counted(n, "id") for n in rows["n_ids"]],
        text=[formats.count(n) for n in rows["n_persons"]],
        **charts.TEXT_OUTSIDE,
        hovertemplate=charts.hover("%{y}: %{x:,} persons"),
    )
    return figure.update_xaxes(rangemode="tozero")
