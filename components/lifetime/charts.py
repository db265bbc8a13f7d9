"""The pictures of customers' value, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from analytics.segments.lifetime.checks import MOST_REPEATS
from analytics.segments.value_segments import ValueSegment
from components.lifetime import words
from components.shell import charts, formats, theme

PALE = 0.45  # of a bar, so that the band at its end is seen
SIDES = ("from_segment", "to_segment")
FADED = 0.35  # of a flow, so that crossing ones can be told apart


def value_chart(segments: pd.DataFrame, currency: str, period: str) -> go.Figure:
    """Return the mean expected value of each segment with its band."""
    rows = segments.iloc[::-1]
    figure = charts.house_figure(
        f"What a customer will bring in the coming {period}, on average, with the 90 % band",
        formats.with_unit("Contribution each", currency),
        height=120 + 56 * len(rows),
    )
    hover = charts.hover(
        "%{y}: " + currency + "%{x:,.2f} each",
        f"90 % band {currency}%{{customdata[0]:,.2f}} to {currency}%{{customdata[1]:,.2f}}",
        "%{customdata[2]:,} customers",
    )
    for place in range(len(rows)):
        row = rows.iloc[place : place + 1]
        color = words.COLORS[ValueSegment(row["value_segment"].iloc[0])]
        ends = row["mean_value"], row["mean_value_low"], row["mean_value_high"]
        charts.add_bars(
            figure,
            row["mean_value"],
            row["name"],
            theme.translucent(color, PALE),
            error_x=charts.ends(*ends, color=color, thickness=4),
            customdata=row[["mean_value_low", "mean_value_high", "n_customers"]],
            hovertemplate=hover,
        )
    return figure.update_xaxes(rangemode="tozero")


def calibration_chart(holdout: pd.DataFrame) -> go.Figure:
    """Return actual and expected repeat purchases of the days held out, by how often customers had bought."""
    figure = charts.house_figure(
        "Did the latest days bring what was expected? Dots came, the line was expected",
        "Times bought again before the days held out",
        "Repeat purchases in them [each]",
        height=400,
    )
    names = [f"{n}+" if n == MOST_REPEATS else str(n) for n in holdout["n_repeats"]]
    charts.add_line(
        figure,
        names,
        holdout["expected"],
        theme.VERMILLION,
        name="Expected",
        mode="lines+markers",
        hovertemplate=charts.hover("%{x} times before: %{y:.2f} expected"),
    )
    charts.add_dots(
        figure,
        names,
        holdout["actual"],
        name="Came (90 % band)",
        error_y=charts.ends(holdout["actual"], holdout["actual_low"], holdout["actual_high"]),
        customdata=holdout["n_customers"],
        hovertemplate=charts.hover("%{x} times before: %{y:.2f} came", "%{customdata:,} customers"),
    )
    figure.update_xaxes(type="category")
    return figure.update_yaxes(rangemode="tozero").update_layout(showlegend=True)


def moves_chart(moves: pd.DataFrame, colors: dict[str, str], order: list[str], when: str) -> go.Figure:
    """Return the moves between segments as flows from left to right.

    Parameters
    ----------
    moves : from_segment, to_segment (in words), n_customers
    colors, order : of the segments, the best first
    """
    left, right = ([name for name in order if name in set(moves[side])] for side in SIDES)
    figure = charts.house_figure(f"Who moved where {when}", height=max(360, 44 * max(len(left), len(right))))
    nodes = {
        "label": [*left, *right],
        "color": [colors[name] for name in (*left, *right)],
        "x": [0.001] * len(left) + [0.999] * len(right),
        "y": [*_heights(left, moves, SIDES[0]), *_heights(right, moves, SIDES[1])],
        "pad": 14,
        "thickness": 16,
        "line": {"width": 0},
        "hovertemplate": "%{label}: %{value:,} customers<extra></extra>",
    }
    flows = {
        "source": [left.index(name) for name in moves[SIDES[0]]],
        "target": [len(left) + right.index(name) for name in moves[SIDES[1]]],
        "value": moves["n_customers"],
        "color": [theme.translucent(colors[name], FADED) for name in moves[SIDES[0]]],
        "hovertemplate": "%{source.label} → %{target.label}: %{value:,} customers<extra></extra>",
    }
    return figure.add_sankey(arrangement="fixed", textfont={"shadow": "none"}, node=nodes, link=flows)


def roc_chart(roc: pd.DataFrame) -> go.Figure:
    """Return the ROC curve of each segment against the rest, and the line of pure chance."""
    figure = charts.house_figure(
        "Found among later customers, against false alarms (ROC)",
        "False alarms [share of the others]",
        "Found [share of the segment]",
        height=420,
    )
    for code, name in words.SEGMENTS.items():
        curve = roc[roc["segment"] == code]
        if len(curve):
            hover = charts.hover(f"{name}: %{{y:.0%}} found", "%{x:.0%} false alarms")
            color = words.COLORS[code]
            charts.add_line(
                figure, curve["false_share"], curve["true_share"], color, name=name, hovertemplate=hover
            )
    charts.add_line(figure, [0, 1], [0, 1], name="Chance", line=charts.LINE_OF_AGREEMENT, hoverinfo="skip")
    return charts.show_shares(figure).update_layout(showlegend=True)


def _heights(names: list[str], moves: pd.DataFrame, side: str) -> list[float]:
    """Return the middle of each node in order from above, as shares of the height."""
    sizes = moves.groupby(side)["n_customers"].sum().reindex(names).to_numpy(float)
    gap = 0.02
    shares = (1 - gap * (len(names) - 1)) * sizes / sizes.sum()
    tops = [sum(shares[:place]) + gap * place for place in range(len(names))]
    return [min(max(top + share / 2, 0.001), 0.999) for top, share in zip(tops, shares, strict=True)]
