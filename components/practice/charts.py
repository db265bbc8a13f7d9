"""The pictures of nearness to the truth, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, formats, theme, units

RING = {"symbol": "circle-open", "line": {"width": 2}}
DOT = RING | {"symbol": "circle"}


def elasticities_chart(rows: pd.DataFrame) -> go.Figure:
    """Return estimated elasticities with their 90 % bands against the true ones; on the line they agree."""
    figure = charts.house_figure(
        "Estimated against true: on the line they agree",
        "True change of sales per 1 % of price [%]",
        "Estimated, with 90 % band [%]",
        height=420,
    )
    _add_agreement(figure, rows[["true_elasticity", "elasticity", "elasticity_low", "elasticity_high"]])
    charts.add_dots(
        figure,
        rows["true_elasticity"],
        rows["elasticity"],
        error_y=charts.ends(rows["elasticity"], rows["elasticity_low"], rows["elasticity_high"]),
        customdata=rows[["title", "elasticity_low", "elasticity_high"]],
        hovertemplate=charts.hover(
            "<b>%{customdata[0]}</b>",
            "estimated %{y:.2f} (90 % band %{customdata[1]:.2f} to %{customdata[2]:.2f})",
            "true %{x:.2f}",
        ),
    )
    return figure


def profits_chart(rows: pd.DataFrame, unit: units.MoneyUnit) -> go.Figure:
    """Return the promised extra profit against the true one, a mark per bundle and segment."""
    figure = charts.house_figure(
        "Promised against true profit of the advised discounts",
        unit.with_currency(f"True extra profit {unit.words}"),
        unit.with_currency(f"Promised {unit.words}"),
        height=420,
    )
    promised, true = rows["incremental_profit_per_visit"], rows["true_profit"]
    currency, decimals = unit.currency, unit.decimals(true.max())
    _add_agreement(figure, pd.DataFrame({"promised": promised, "true": true}))
    colors = theme.segment_colors(rows["segment"])
    for segment, group in rows.groupby("segment", sort=True):
        told = {
            "title": group["title"],
            "advised": [formats.share(share, 0) for share in group["discount_share"]],
            "best": [formats.share(share, 0) for share in group["best_discount_share"]],
        }
        charts.add_dots(
            figure,
            true[group.index],
            promised[group.index],
            colors[str(segment)],
            name=str(segment),
            customdata=pd.DataFrame(told),
            hovertemplate=charts.hover(
                f"<b>%{{customdata[0]}}</b>, {segment}",
                f"promised {currency}%{{y:,.{decimals}f}}, true {currency}%{{x:,.{decimals}f}}",
                "advised %{customdata[1]}, best %{customdata[2]}",
            ),
        )
    return figure.update_layout(showlegend=True)


def curves_chart(curves: pd.DataFrame, rows: pd.DataFrame, unit: units.MoneyUnit) -> go.Figure:
    """Return the true profit of a bundle over all discounts by segment, with the advised and best ones.

    Parameters
    ----------
    curves : segment, discount_share, true_profit
    rows : segment, discount_share (NaN where withheld), true_profit, best_discount_share, best_profit
    """
    decimals = unit.decimals(rows["best_profit"].max())
    title = "What every discount truly earns: advised (dot) and best (ring)"
    axis = unit.with_currency(f"True extra profit {unit.words}")
    figure = charts.house_figure(title, "Discount", axis, height=420)
    colors = theme.segment_colors(curves["segment"])
    for segment, curve in curves.groupby("segment", sort=True):
        color = colors[str(segment)]
        told = charts.hover(f"<b>{segment}</b>", f"%{{x:.0%}} off: {unit.currency}%{{y:,.{decimals}f}}")
        x, y = curve["discount_share"], curve["true_profit"]
        charts.add_line(figure, x, y, color, name=str(segment), hovertemplate=told)
        for row in rows[rows["segment"] == segment].itertuples():
            _add_mark(figure, row.discount_share, row.true_profit, color, DOT)
            _add_mark(figure, row.best_discount_share, row.best_profit, color, RING)
    figure.update_layout(showlegend=True)
    low, high = min(float(rows["true_profit"].min()), 0.0), max(float(rows["best_profit"].max()), 1.0)
    figure.update_yaxes(range=[low - 0.6 * high, 1.15 * high])  # deep discounts fall far below what matters
    return charts.show_shares(figure, "x")


def _add_mark(figure: go.Figure, x: float, y: float, color: str, marker: dict) -> None:
    if not pd.isna(x):
        charts.add_dots(figure, [x], [y], color, 11, marker=marker, showlegend=False, hoverinfo="skip")


def _add_agreement(figure: go.Figure, values: pd.DataFrame) -> None:
    """Add the line on which both axes agree, and give both the same range."""
    low, high = float(values.min().min()), float(values.max().max())
    margin = 0.05 * (high - low)
    figure.update_xaxes(range=[low - margin, high + margin])
    figure.update_yaxes(range=[low - margin, high + margin])
    charts.add_agreement(figure, low, high, showlegend=False)
