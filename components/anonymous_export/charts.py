"""The picture of an attack on a table, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, formats, theme


def attack_chart(attacks: pd.DataFrame) -> go.Figure:
    """Return whom knowing one column, two and so on singles out, before and after.

    Parameters
    ----------
    attacks : n_known, before and after [0-1]
    """
    rows = attacks.iloc[::-1]
    title = "Whom somebody singles out who knows so much of them"
    figure = charts.house_figure(title, "Share of people [%]", height=160 + 60 * len(rows))
    names = [f"{formats.counted(n, 'column')} known" for n in rows["n_known"]]
    for name, column, color in (("After", "after", theme.GREEN), ("Before", "before", theme.VERMILLION)):
        shown = charts.hover(f"{name}, %{{y}}: %{{x:.1%}}")
        charts.add_bars(figure, rows[column], names, color, name=name, hovertemplate=shown)
    figure.update_layout(barmode="group", showlegend=True, legend_traceorder="reversed")
    return charts.show_shares(figure.update_xaxes(rangemode="tozero"), "x")
