"""Pictures of how well searches are answered, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, formats, theme


def rankings_chart(table: pd.DataFrame, right: str) -> go.Figure:
    """Return the recall of each ranking with its band, the ones that are used full and the others pale.

    Parameters
    ----------
    table : title, is_used, recall with its band; the first row above
    right : what counts as a right answer, within a sentence
    """
    figure = charts.house_figure(
        f"How much of {right} stands among the first ten",
        "Recall@10 [share of right answers, of ten at most]",
        height=100 + 38 * len(table),
    )
    rows = table.iloc[::-1]
    names = [f"{title}  {formats.share(of)}" for title, of in zip(rows["title"], rows["recall"], strict=True)]
    colors = [theme.translucent(theme.HOUSE_COLOR, 1.0 if is_it else 0.45) for is_it in rows["is_used"]]
    charts.add_bars(
        figure,
        rows["recall"],
        names,
        colors,
        error_x=charts.ends(rows["recall"], rows["recall_low"], rows["recall_high"], color=theme.GRAY),
        hovertemplate=charts.hover("%{y}: %{x:.1%}"),
    )
    return charts.show_shares(figure, "x").update_xaxes(rangemode="tozero")
