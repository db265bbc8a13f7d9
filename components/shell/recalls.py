"""How much of what is right stands among the first ten, a bar for each way to rank."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, formats, theme


def recall_chart(rows: pd.DataFrame, is_chosen: "pd.Series[bool]", title: str, axis: str) -> go.Figure:
    """Return the recall of each way with its band, the chosen ones full and the others pale.

    Parameters
    ----------
    rows : title, recall with its band; the first row below
    axis : what recall is a share of
    """
    figure = charts.house_figure(
        title, f"Recall@10 [share of {axis}, of ten at most]", height=90 + 34 * len(rows)
    )
    names = [f"{name}  {formats.share(of)}" for name, of in zip(rows["title"], rows["recall"], strict=True)]
    charts.add_bars(
        figure,
        rows["recall"],
        names,
        [theme.translucent(theme.HOUSE_COLOR, 1.0 if is_it else 0.45) for is_it in is_chosen],
        error_x=charts.ends(rows["recall"], rows["recall_low"], rows["recall_high"], color=theme.GRAY),
        hovertemplate=charts.hover("%{y}: %{x:.1%}"),
    )
    return charts.show_shares(figure, "x").update_xaxes(rangemode="tozero")
