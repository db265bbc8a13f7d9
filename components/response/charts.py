"""The pictures of the price response, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, formats, results, theme

N_LETTERS = 36


def elasticities_chart(products: pd.DataFrame) -> go.Figure:
    """Return each product's elasticity with its 90 % band, the most sensitive on top, colored by verdict."""
    rows = products.dropna(subset="elasticity").sort_values("elasticity", ascending=False)
    names = rows["title"].map(lambda title: results.shortened(title, N_LETTERS))
    figure = charts.house_figure(
        "How many per cent of sales a price rise of 1 % costs",
        "Change of sales per 1 % of price [%], with 90 % band",
        height=130 + 26 * len(rows),
    )
    for verdict, group in rows.groupby("verdict", sort=False):
        value, low, high = (group[name] for name in ("elasticity", "elasticity_low", "elasticity_high"))
        charts.add_dots(
            figure,
            value,
            names[group.index],
            theme.VERDICT_COLORS[verdict],
            error_x=charts.ends(value, low, high),
            name=str(verdict),
            customdata=group[["title", "elasticity_low", "elasticity_high", "reason"]],
            hovertemplate=charts.hover(
                "<b>%{customdata[0]}</b>",
                "%{x:.2f} % of sales per 1 % of price",
                "90 % band %{customdata[1]:.2f} to %{customdata[2]:.2f}",
                "%{customdata[3]}",
            ),
        )
    figure.update_layout(showlegend=True)
    figure.update_yaxes(categoryorder="array", categoryarray=list(names))
    return figure.update_xaxes(rangemode="tozero")


def segments_chart(elasticities: pd.DataFrame) -> go.Figure:
    """Return elasticity by product (rows) and segment (columns) as a heat map with its figures."""
    elasticities = elasticities.dropna(subset="elasticity")
    table = elasticities.pivot_table(index="title", columns="segment", values="elasticity", sort=False)
    table = table.loc[table.mean(axis=1).sort_values(ascending=False).index]
    figure = charts.house_figure(
        "Who answers prices most (darker: sales fall more)", height=150 + 24 * len(table)
    )
    figure.add_heatmap(
        z=table.to_numpy(),
        x=[str(name) for name in table.columns],
        y=[results.shortened(str(name), N_LETTERS) for name in table.index],
        colorscale=theme.PALE_SCALE,
        reversescale=True,
        textfont={"color": theme.ON_PALE},
        texttemplate="%{z:.2f}",
        xgap=2,
        ygap=2,
        colorbar={"title": {"text": "% of sales<br>per 1 % of price"}, "thickness": 12},
        hovertemplate=charts.hover("%{y}", "%{x}: %{z:.2f} % of sales per 1 % of price"),
    )
    figure.update_xaxes(showgrid=False)
    return figure.update_yaxes(showgrid=False)


def verdict_words(verdict: str) -> str:
    """Return what a verdict means for whoever reads it."""
    return {"PASS": "can be trusted", "WARN": "use with care", "FAIL": "no advice"}[verdict]


def sales_words(elasticity: float) -> str:
    """Return what a price rise of 1 % does: 'sales fall by 2.1 %'."""
    return f"sales fall by {formats.number(-elasticity, 1)} %"
