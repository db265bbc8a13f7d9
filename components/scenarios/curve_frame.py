"""What profit curves are drawn within: the best discount, what no price has shown, room for words."""

import math
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from components.shell import formats, theme

LEGEND_PER_ROW = 4


def mark_best(figure: go.Figure, discount_share: float) -> None:
    """Mark the best single discount within the prices seen."""
    figure.add_vline(
        x=discount_share,
        line={"color": theme.HOUSE_COLOR, "width": 1.5, "dash": "dash"},
        annotation={"text": f"best for all: {formats.share(discount_share, 0)}", "font": {"size": 12}},
        annotation_position="top left" if discount_share > 0.15 else "top right",
    )


def frame(figure: go.Figure, curves: Sequence[pd.DataFrame], deepest: float) -> None:
    """Shade what lies beyond every price seen; show gains in full and losses as far as they matter."""
    if deepest < 0.6:
        figure.add_vrect(
            x0=max(deepest, 0.0),
            x1=0.6,
            fillcolor=theme.GRAY,
            opacity=0.14,
            line_width=0,
            layer="below",
            annotation={"text": "deeper than seen", "font": {"size": 12}},
            annotation_position="top right",
        )
    highest = max([*(curve["high"].max() for curve in curves), 0.0])
    steepest = min(float(curve["low"].min()) for curve in curves)
    lowest = max(steepest, -0.6 * highest) if highest > 0 else steepest
    room = 0.08 * (highest - lowest)
    figure.update_layout(meta=[lowest - room, highest + 2 * room])


def with_fixed_margins(figure: go.Figure) -> go.Figure:
    """Return the figure with room for labels and legend set aside: finding it anew doubles every redraw."""
    widest = max(len(f"{bound:,.0f}") for bound in figure.layout.meta)
    n_rows = math.ceil(sum(bool(trace.name) for trace in figure.data) / LEGEND_PER_ROW) + 1
    figure.update_xaxes(automargin=False)
    figure.update_yaxes(automargin=False)
    return figure.update_layout(margin={"l": 44 + 9 * widest, "b": 56 + 20 * n_rows, "t": 40})
