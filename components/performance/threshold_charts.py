"""The pictures of a threshold, from numbers alone."""

import plotly.graph_objects as go

from analytics.evidence.curves.decisions import Confusion
from analytics.evidence.curves.money import ThresholdProfits
from analytics.evidence.held_out import MODEL
from components.performance.charts import add_way
from components.performance.names import COLORS, NAMES
from components.shell import charts, formats, theme

CHOSEN = {"color": theme.GRAY, "width": 2, "dash": "dash"}
STAR = {"symbol": "star", "size": 15, "line": {"width": 1, "color": theme.ON_DARK}}


def profit_chart(
    profits: dict[str, ThresholdProfits], threshold: float, highest: float, currency: str
) -> go.Figure:
    """Return profit over the threshold for every way, the model's with its band, its best and the chosen."""
    figure = charts.house_figure(
        "What each threshold earns; the star marks the best",
        "Threshold [predicted share that buys]",
        formats.with_unit("Profit per 1,000 chances", currency),
        height=420,
    )
    band = profits[MODEL].table
    charts.add_band(figure, band["threshold"], band["low"], band["high"], COLORS[MODEL], "90 % band")
    for key, of in profits.items():
        told = f"from %{{x:.1%}}: {currency}%{{y:,.2f}} per 1,000 chances"
        add_way(figure, key, of.table["threshold"], of.table["profit"], NAMES[key], told)
    figure.add_vline(x=threshold, line=CHOSEN)
    best = profits[MODEL]
    hover = charts.hover("<b>The best</b>", f"from %{{x:.1%}}: {currency}%{{y:,.2f}} per 1,000 chances")
    style = {"marker": STAR, "name": "Best", "hovertemplate": hover}
    charts.add_dots(figure, [best.best], [best.most["profit"]], COLORS[MODEL], 15, **style)
    figure.update_layout(showlegend=True)
    return charts.show_shares(figure, "x").update_xaxes(range=[0, max(highest, min(best.best, 1))])


def confusion_chart(counted: Confusion) -> go.Figure:
    """Return the four outcomes of a threshold with their counts."""
    cells = [
        [(counted.false_negative, "missed"), (counted.true_negative, "rightly left")],
        [(counted.true_positive, "found"), (counted.false_positive, "false alarm")],
    ]
    total = max(sum(n for row in cells for n, _ in row), 1)
    figure = charts.house_figure("Who is addressed, and who buys", height=420)
    figure.add_heatmap(
        z=[[n / total for n, _ in row] for row in cells],
        x=["Bought", "Not bought"],
        y=["Not addressed", "Addressed"],
        text=[
            [f"<b>{formats.count(n)}</b><br>{formats.share(n / total)}<br>{word}" for n, word in row]
            for row in cells
        ],
        texttemplate="%{text}",
        **charts.cell_style(theme.Scale.AMOUNTS) | {"textfont": {"size": 14, "color": theme.ON_PALE}},
        showscale=False,
        xgap=3,
        ygap=3,
        hoverinfo="skip",
    )
    figure.update_xaxes(side="top", showgrid=False)
    figure.update_yaxes(showgrid=False)
    return figure.update_layout(margin_t=88)
