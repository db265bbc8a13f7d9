"""The pictures of a comparison, and the rows in two dimensions, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, theme

BEFORE, AFTER = "As learned", "Recalibrated"
COLORS = {BEFORE: theme.VERMILLION, AFTER: theme.HOUSE_COLOR}
TITLES = {
    "recall_half": ("Balancing finds more of the rare outcome from 50 % on", "Recall from 50 % on [share]"),
    "ece": ("What balancing does to predicted shares, recalibration mends", "Calibration error [share]"),
}


def ways_chart(rows: pd.DataFrame, figure_name: str) -> go.Figure:
    """Return one figure of each way, before and after recalibration.

    Parameters
    ----------
    rows : way (words), is_recalibrated, and the figure
    """
    title, unit = TITLES[figure_name]
    figure = charts.house_figure(title, unit, height=420)
    for is_recalibrated, name in ((False, BEFORE), (True, AFTER)):
        part = rows[rows["is_recalibrated"] == is_recalibrated]
        figure.add_bar(
            x=part[figure_name],
            y=part["way"],
            orientation="h",
            name=name,
            marker_color=COLORS[name],
            hovertemplate=charts.hover("<b>%{y}</b>", f"{name}: %{{x:.1%}}"),
        )
    figure.update_layout(showlegend=True, barmode="group").update_yaxes(autorange="reversed")
    return charts.show_shares(figure, "x")


def map_chart(points: pd.DataFrame, explained: tuple[float, float]) -> go.Figure:
    """Return rows in two dimensions by how they came out.

    Parameters
    ----------
    points : x, y, outcome
    explained : of the variance of the inputs, by each axis [share]
    """
    names = [
        f"Axis {i} ({share:.0%} of the variance)".replace("%", " %") for i, share in enumerate(explained, 1)
    ]
    figure = charts.house_figure("Where the colors part, the inputs tell yes from no", *names, height=460)
    for outcome, name, color in ((0.0, "No", theme.GRAY), (1.0, "Yes", theme.VERMILLION)):
        part = points[points["outcome"] == outcome]
        figure.add_scatter(
            x=part["x"],
            y=part["y"],
            mode="markers",
            name=name,
            marker={"color": color, "size": 5, "opacity": 0.6},
            hovertemplate=charts.hover(f"<b>{name}</b>", "%{x:.2f}, %{y:.2f}"),
        )
    return figure.update_layout(showlegend=True)
