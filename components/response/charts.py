"""The pictures of the price response, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from analytics.findings import Verdict
from components.shell import charts, formats, theme

MOST_ROWS = 24  # products; of more only both ends are drawn
MOST_CATEGORIES = 24
COVERED = {Verdict.PASS: "Can be trusted", Verdict.WARN: "Use with care", Verdict.FAIL: "No advice"}
NOT_LOOKED_AT = "Not looked at"
CHANGE = "Change of sales per 1 % of price [%]"


def both_ends(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the first and the last of many sorted rows, as many as can be read; all of few."""
    half = MOST_ROWS // 2
    return rows if len(rows) <= MOST_ROWS else pd.concat([rows.head(half), rows.tail(half)])


def elasticities_chart(products: pd.DataFrame) -> go.Figure:
    """Return each product's elasticity with its 90 % band, the most sensitive on top, colored by verdict.

    Of many products the most and the least sensitive ones, half of the rows each.
    """
    known = products.dropna(subset="elasticity")
    rows = both_ends(known.sort_values("elasticity", ascending=False))
    ends = "" if len(known) == len(rows) else f": the {len(rows) // 2} most and least sensitive"
    title = f"How many per cent of sales a price rise of 1 % costs{ends}"
    figure = charts.house_figure(title, f"{CHANGE}, with 90 % band", height=130 + 26 * len(rows))
    for verdict, group in rows.groupby("verdict", sort=False):
        value, low, high = (group[name] for name in ("elasticity", "elasticity_low", "elasticity_high"))
        charts.add_dots(
            figure,
            value,
            group["product_id"].astype(str),
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
    charts.name_rows(figure, rows["product_id"], rows["title"])
    return figure.update_xaxes(rangemode="tozero")


def categories_chart(categories: pd.DataFrame) -> go.Figure:
    """Return the median elasticity of each category, larger dots where more revenue can be priced.

    Parameters
    ----------
    categories : of `by_category`; those with most revenue are drawn
    """
    rows = categories.dropna(subset="elasticity").head(MOST_CATEGORIES).sort_values("elasticity")[::-1]
    title = "Which categories answer prices most, by the median of their products"
    figure = charts.house_figure(title, f"{CHANGE}, middle half", height=140 + 26 * len(rows))
    value, covered = rows["elasticity"], [formats.share(share, 0) for share in rows["covered_share"]]
    charts.add_dots(
        figure,
        value,
        rows["category"].astype(str),
        size=7 + 17 * (rows["revenue"] / max(float(rows["revenue"].max()), 1e-9)).clip(lower=0) ** 0.5,
        error_x=charts.ends(value, rows["lower_quarter"], rows["upper_quarter"], thickness=1.5),
        customdata=pd.DataFrame({"n": rows["n_products"], "covered": covered}),
        hovertemplate=charts.hover(
            "<b>%{y}</b>",
            "%{x:.2f} % of sales per 1 % of price, %{customdata[0]:,} products",
            "%{customdata[1]} of its revenue can be priced",
        ),
    )
    charts.name_rows(figure, rows["category"], rows["category"])
    return figure.update_xaxes(rangemode="tozero")


def coverage_chart(coverage: pd.DataFrame) -> go.Figure:
    """Return the shop's revenue as one bar, by what can be said of its products' prices.

    Parameters
    ----------
    coverage : of `coverage_of`
    """
    figure = charts.house_figure("How much of the revenue can be priced", "Share of revenue", height=150)
    for row in coverage.itertuples():
        words = COVERED.get(row.verdict, NOT_LOOKED_AT)
        charts.add_bars(
            figure,
            [row.revenue_share],
            [""],
            theme.VERDICT_COLORS.get(row.verdict, theme.GRAY),
            name=f"{words}: {formats.share(row.revenue_share, 0)}",
            customdata=[formats.counted(row.n_products, "product")],
            hovertemplate=charts.hover(f"<b>{words}</b>", "%{x:.1%}, %{customdata}"),
        )
    figure.update_layout(barmode="stack", showlegend=True, legend_traceorder="normal")
    figure.update_yaxes(visible=False)
    return charts.show_shares(figure, "x").update_xaxes(range=[0, 1])


def segments_chart(elasticities: pd.DataFrame) -> go.Figure:
    """Return elasticity by product (rows) and segment (columns) as a heat map with its figures.

    Of many products the most and the least sensitive ones on average, half of the rows each.
    """
    known = elasticities.dropna(subset="elasticity")
    table = known.pivot_table(index="product_id", columns="segment", values="elasticity", sort=False)
    table = both_ends(table.loc[table.mean(axis=1).sort_values(ascending=False).index])
    titles = known.drop_duplicates("product_id").set_index("product_id")["title"].reindex(table.index)
    title = "Who answers prices most (stronger color: sales fall more)"
    figure = charts.house_figure(title, height=150 + 24 * len(table))
    segments = [str(name) for name in table.columns]
    figure.add_heatmap(
        z=table.to_numpy(),
        x=segments,
        y=[str(product) for product in table.index],
        customdata=[[title] * len(segments) for title in titles],
        **charts.cell_style(theme.Scale.AMOUNTS),
        reversescale=True,
        texttemplate="%{z:.2f}",
        xgap=2,
        ygap=2,
        colorbar={"title": {"text": "% of sales<br>per 1 % of price"}, "thickness": 12},
        hovertemplate=charts.hover("%{customdata}", "%{x}: %{z:.2f} % of sales per 1 % of price"),
    )
    figure.update_xaxes(showgrid=False)
    charts.name_rows(figure, segments, segments, axis="x", longest=24)
    return charts.name_rows(figure, table.index, titles).update_yaxes(showgrid=False)


def verdict_words(verdict: str) -> str:
    """Return what a verdict means for whoever reads it."""
    return COVERED[Verdict(verdict)].lower()


def sales_words(elasticity: float) -> str:
    """Return what a price rise of 1 % does: 'sales fall by 2.1 %'."""
    return f"sales fall by {formats.number(-elasticity, 1)} %"
