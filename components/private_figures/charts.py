"""The picture of private figures, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from analytics.cli.private_figures_words import OF_WORDS, STATISTIC_WORDS
from analytics.runs.private_figures.question import Question, Statistic
from components.shell import charts, theme


def figures_chart(rows: pd.DataFrame, question: Question) -> go.Figure:
    """Return a bar per group with its noise's 90 % band.

    Parameters
    ----------
    rows : group, figure, low, high [unit of the figure]
    """
    is_counted = question.statistic in (Statistic.COUNT, Statistic.HISTOGRAM)
    what = "Customers [count]" if is_counted else f"{OF_WORDS[question.of]}, clipped"
    title = f"{STATISTIC_WORDS[question.statistic]}, as far as noise lets it be told"
    shown = rows.iloc[::-1]
    figure = charts.house_figure(title, what, height=140 + 36 * len(shown))
    band = charts.ends(shown["figure"], shown["low"], shown["high"], color=theme.GRAY)
    hover = charts.hover("%{y}: %{x:,.2f}")
    charts.add_bars(figure, shown["figure"], shown["group"], error_x=band, hovertemplate=hover)
    return figure
