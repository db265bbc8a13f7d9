"""The pictures of the segments, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, formats, theme

FAR = 1000  # from which powers of ten are marks enough


def shares_chart(profiles: pd.DataFrame) -> go.Figure:
    """Return each segment's share of customers beside its share of revenue."""
    rows = profiles.iloc[::-1]
    colors = theme.segment_colors(profiles["segment"])
    figure = charts.house_figure(
        "Who brings the revenue: share of customers (pale) and of revenue (full)",
        "Share",
        height=120 + 46 * len(rows),
    )
    for column, opacity, words in (("revenue_share", 1.0, "revenue"), ("customer_share", 0.45, "customers")):
        charts.add_bars(
            figure,
            rows[column],
            rows["segment"],
            [theme.translucent(colors[name], opacity) for name in rows["segment"]],
            text=[formats.share(value, 0) for value in rows[column]],
            **charts.TEXT_OUTSIDE,
            hovertemplate=charts.hover(f"%{{y}}: %{{x:.1%}} of {words}"),
        )
    return charts.show_shares(figure, "x").update_xaxes(rangemode="tozero")


def customers_chart(customers: pd.DataFrame, segments: list[str], currency: str) -> go.Figure:
    """Return a sample of customers by orders and recency, dot size by money spent."""
    figure = charts.house_figure(
        "How often and how lately they buy (larger dot: spends more)",
        "Orders [count, log scale]",
        "Days since the last order [log scale]",
        height=440,
    )
    largest = max(float(customers["monetary"].max()), 1.0)
    colors = theme.segment_colors(segments)
    for name in segments:
        dots = customers[customers["segment"] == name]
        figure.add_scattergl(
            x=dots["n_orders"],
            y=dots["recency_days"].clip(lower=1),  # a logarithm needs one day at least
            mode="markers",
            name=name,
            marker={
                "color": colors[name],
                "size": 4 + 18 * (dots["monetary"].clip(lower=0) / largest) ** 0.5,
                "opacity": 0.65,
                "line": {"width": 0},
            },
            customdata=dots[["recency_days", "monetary"]],
            hovertemplate=charts.hover(
                name,
                "%{x:,} orders, the last %{customdata[0]:,.0f} days ago",
                f"{currency}%{{customdata[1]:,.2f}} spent",
            ),
        )
    figure.update_xaxes(type="log", dtick=_ticks(customers["n_orders"]))
    figure.update_yaxes(type="log", dtick=_ticks(customers["recency_days"]))
    return figure.update_layout(showlegend=True)


def _ticks(values: pd.Series) -> int | str:
    """Return which ticks a logarithmic axis names: powers of ten, or 1, 2, 5 where there are hardly any."""
    return 1 if values.clip(lower=1).max() >= FAR else "D2"
