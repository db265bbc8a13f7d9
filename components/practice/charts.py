"""The pictures of nearness to the truth, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import formats, theme

TRUE_COLOR = theme.OCHRE


def elasticities_chart(rows: pd.DataFrame) -> go.Figure:
    """Return estimated elasticities with their 90 % bands against the true ones; on the line they agree."""
    figure = theme.house_figure(
        "Estimated against true: on the line they agree",
        "True change of sales per 1 % of price [%]",
        "Estimated, with 90 % band [%]",
        height=420,
    )
    ends = rows[["true_elasticity", "elasticity", "elasticity_low", "elasticity_high"]]
    _add_line(figure, float(ends.min().min()), float(ends.max().max()))
    figure.add_scatter(
        x=rows["true_elasticity"],
        y=rows["elasticity"],
        error_y={
            "array": rows["elasticity_high"] - rows["elasticity"],
            "arrayminus": rows["elasticity"] - rows["elasticity_low"],
            "thickness": 2,
            "width": 0,
        },
        mode="markers",
        marker={"color": theme.HOUSE_COLOR, "size": 9},
        customdata=rows[["title", "elasticity_low", "elasticity_high"]],
        hovertemplate=theme.hover(
            "<b>%{customdata[0]}</b>",
            "estimated %{y:.2f} (90 % band %{customdata[1]:.2f} to %{customdata[2]:.2f})",
            "true %{x:.2f}",
        ),
    )
    return figure


def profits_chart(rows: pd.DataFrame, currency: str, per: int) -> go.Figure:
    """Return the promised extra profit against the true one, a mark per bundle and segment."""
    unit = f" [{currency}]" if currency else ""
    figure = theme.house_figure(
        "Promised against true profit of the advised discounts",
        f"True extra profit per {per:,} visits{unit}",
        f"Promised{unit}",
        height=420,
    )
    promised, true = per * rows["incremental_profit_per_visit"], per * rows["true_profit"]
    _add_line(figure, float(min(promised.min(), true.min())), float(max(promised.max(), true.max())))
    colors = theme.segment_colors(rows["segment"])
    for segment, group in rows.groupby("segment", sort=True):
        figure.add_scatter(
            x=true[group.index],
            y=promised[group.index],
            mode="markers",
            name=str(segment),
            marker={"color": colors[str(segment)], "size": 9},
            customdata=pd.DataFrame(
                {
                    "title": group["title"],
                    "advised": [formats.share(share, 0) for share in group["discount_share"]],
                    "best": [formats.share(share, 0) for share in group["best_discount_share"]],
                }
            ),
            hovertemplate=theme.hover(
                f"<b>%{{customdata[0]}}</b>, {segment}",
                f"promised {currency}%{{y:,.2f}}, true {currency}%{{x:,.2f}}",
                "advised %{customdata[1]}, best %{customdata[2]}",
            ),
        )
    figure.update_layout(showlegend=True)
    return figure


def curves_chart(curves: pd.DataFrame, rows: pd.DataFrame, currency: str, per: int) -> go.Figure:
    """Return the true profit of a bundle over all discounts by segment, with the advised and best ones.

    Parameters
    ----------
    curves : segment, discount_share, true_profit
    rows : segment, discount_share (NaN where withheld), true_profit, best_discount_share, best_profit
    """
    figure = theme.house_figure(
        "What every discount truly earns: advised (dot) and best (ring)",
        "Discount",
        f"True extra profit per {per:,} visits{f' [{currency}]' if currency else ''}",
        height=420,
    )
    colors = theme.segment_colors(curves["segment"])
    for segment, curve in curves.groupby("segment", sort=True):
        color = colors[str(segment)]
        figure.add_scatter(
            x=curve["discount_share"],
            y=per * curve["true_profit"],
            mode="lines",
            name=str(segment),
            line={"color": color, "width": 2},
            hovertemplate=theme.hover(f"<b>{segment}</b>", f"%{{x:.0%}} off: {currency}%{{y:,.2f}}"),
        )
        for row in rows[rows["segment"] == segment].itertuples():
            for x, y, symbol in (
                (row.discount_share, row.true_profit, "circle"),
                (row.best_discount_share, row.best_profit, "circle-open"),
            ):
                if pd.isna(x):
                    continue
                marker = {"color": color, "size": 11, "symbol": symbol, "line": {"width": 2}}
                figure.add_scatter(
                    x=[x], y=[per * y], mode="markers", marker=marker, showlegend=False, hoverinfo="skip"
                )
    figure.update_layout(showlegend=True)
    figure.update_xaxes(tickformat=formats.PERCENT_AXIS)
    low = min(float((per * rows["true_profit"]).min()), 0.0)
    high = max(float((per * rows["best_profit"]).max()), 1.0)
    figure.update_yaxes(range=[low - 0.6 * high, 1.15 * high])  # deep discounts fall far below what matters
    return figure


def _add_line(figure: go.Figure, low: float, high: float) -> None:
    """Add the line on which both axes agree, and give both the same range."""
    margin = 0.05 * (high - low)
    figure.update_xaxes(range=[low - margin, high + margin])
    figure.update_yaxes(range=[low - margin, high + margin])
    figure.add_scatter(
        x=[low, high],
        y=[low, high],
        mode="lines",
        line={"color": theme.GRAY, "dash": "dot", "width": 1.5},
        showlegend=False,
        hoverinfo="skip",
    )
