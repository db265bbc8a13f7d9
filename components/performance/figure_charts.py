"""Pictures of figures with their bands: a dot for each way, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from analytics.cli.performance_words import FIGURE_WORDS
from analytics.evidence.curves.decisions import ThresholdFigure
from analytics.evidence.curves.summary import Figure
from components.performance.names import COLORS, NAMES
from components.shell import charts, formats, theme

BETTER = {  # where the better ways lie
    Figure.AUC: "right is better",
    Figure.PR_AUC: "right is better",
    Figure.LOG_LOSS: "left is better",
    Figure.BRIER: "left is better",
    Figure.ECE: "left is better",
}
NO_LINE = {"color": theme.GRAY, "width": 2, "dash": "dash"}


def figure_chart(rows: pd.DataFrame, code: str) -> go.Figure:
    """Return one figure of every way with its 90 % band.

    Parameters
    ----------
    rows : way, value, low, high
    """
    title = f"{FIGURE_WORDS[code]} with its band: {BETTER[Figure(code)]}"
    figure = charts.house_figure(title, f"{FIGURE_WORDS[code]} [from 0 to 1]", height=380)
    if code == Figure.LOG_LOSS:
        figure.update_xaxes(title_text="Log-loss [natural units]")
    return _add_dots(figure, rows, "value", ".4f")


def lead_chart(rows: pd.DataFrame) -> go.Figure:
    """Return how far the model's AUC lies ahead of every other way's, with its band.

    Parameters
    ----------
    rows : way, difference, low, high
    """
    title = "The model's lead in AUC: sure beyond zero"
    figure = charts.house_figure(title, "AUC ahead of this way", height=380)
    return _add_dots(figure, rows, "difference", "+.4f").add_vline(x=0, line=NO_LINE)


def threshold_figures_chart(rows: pd.DataFrame) -> go.Figure:
    """Return the figures of those picked at a threshold, a dot for each way with its band.

    Parameters
    ----------
    rows : way, figure, value, low, high
    """
    title = "How right each way is at this threshold, with 90 % bands"
    figure = charts.house_figure(title, "Figure [from 0 to 1; MCC from −1 on]", height=460)
    names = [FIGURE_WORDS[code] for code in ThresholdFigure]
    own = rows[rows["figure"].isin(list(ThresholdFigure))]
    ways = list(dict.fromkeys(own["way"]))
    for place, way in enumerate(ways):
        of = own[own["way"] == way].dropna(subset="value")
        height = [names.index(FIGURE_WORDS[code]) + _apart(place, len(ways)) for code in of["figure"]]
        _add_way(figure, way, of, of["value"], height, "%{x:.3f}")
    ticks = list(range(len(names)))
    figure.update_yaxes(tickvals=ticks, ticktext=names, range=[len(names) - 0.5, -0.5])
    return figure.update_layout(showlegend=True)


def _apart(place: int, n: int) -> float:
    """Return where one of several dots lies in its row, between −0.35 and 0.35."""
    return 0.7 * ((place + 0.5) / n - 0.5)


def _add_dots(figure: go.Figure, rows: pd.DataFrame, column: str, digits: str) -> go.Figure:
    for way, of in rows.iloc[::-1].groupby("way", sort=False):
        _add_way(figure, str(way), of, of[column], [NAMES[str(way)]] * len(of), f"%{{x:{digits}}}")
    return figure


def _add_way(
    figure: go.Figure, way: str, rows: pd.DataFrame, x: pd.Series, y: list[float] | list[str], told: str
) -> None:
    bands = [formats.band(low, high, decimals=3) for low, high in zip(rows["low"], rows["high"], strict=True)]
    charts.add_dots(
        figure,
        x,
        y,
        COLORS[way],
        10,
        name=NAMES[way],
        error_x=charts.ends(x, rows["low"], rows["high"]),
        customdata=bands,
        hovertemplate=charts.hover(f"<b>{NAMES[way]}</b>", told, "90 % band %{customdata}"),
    )
