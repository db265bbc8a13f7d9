"""Pictures of recommendations, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, formats, theme


def comparison_chart(table: pd.DataFrame) -> go.Figure:
    """Return each recommender's recall with its band, the default full and the others pale."""
    rows = table.sort_values("recall")
    figure = charts.house_figure(
        "How much of what customers bought next stands among the ten shown",
        "Recall@10 [share of purchases, of ten at most]",
        height=90 + 34 * len(rows),
    )
    names = [
        f"{title}  {formats.share(recall)}"
        for title, recall in zip(rows["title"], rows["recall"], strict=True)
    ]
    colors = [theme.translucent(theme.HOUSE_COLOR, 1.0 if is_it else 0.45) for is_it in rows["is_default"]]
    charts.add_bars(
        figure,
        rows["recall"],
        names,
        colors,
        error_x=charts.ends(rows["recall"], rows["recall_low"], rows["recall_high"], color=theme.GRAY),
        hovertemplate=charts.hover("%{y}: %{x:.1%}"),
    )
    return charts.show_shares(figure, "x").update_xaxes(rangemode="tozero")
