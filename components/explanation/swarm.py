"""The pictures of many predictions at once: a dot each, and what an input adds over what it says."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.evidence.explained import Explained, share_of, told_by
from components.explanation.names import GROUPS, HALVES, name_of, told_name
from components.shell import charts, theme

POINTS = 100  # a contribution is read in percentage points
MOST_DOTS = 300  # of an input: a browser draws so many at once
_BINS, _WIDTH = 60, 0.38  # of dots beside each other, and how far they leave their row


def swarm_points(explained: Explained, codes: Sequence[str]) -> pd.DataFrame:
    """Return the dots of a swarm: name, share, told, level (up to 1, none where it is no number)."""
    step = max(-(-len(explained.rows) // MOST_DOTS), 1)
    rows, found = explained.rows, []
    for code in codes:
        told = rows[told_by(code)] if told_by(code) in rows else pd.Series("", rows.index)
        is_number = pd.api.types.is_numeric_dtype(told)
        level = told.rank(pct=True) if is_number else pd.Series(np.nan, rows.index)
        dots = {
            "name": name_of(code),
            "share": rows[share_of(code)],
            "told": told.astype(str),
            "level": level,
        }
        found.append(pd.DataFrame(dots).iloc[::step])
    return pd.concat(found, ignore_index=True)


def swarm_chart(points: pd.DataFrame, names: Sequence[str]) -> go.Figure:
    """Return a dot per prediction and input, to the right where the input raises the prediction.

    Parameters
    ----------
    points : as `swarm_points` returns them
    names : of the inputs, the strongest first
    """
    title = "What each input does to single predictions"
    figure = charts.house_figure(title, "Move [percentage points]", height=130 + 46 * len(names))
    row = points["name"].map({name: -i for i, name in enumerate(names)})
    y = row + _spread(row.to_numpy(), points["share"].to_numpy())
    is_number = points["level"].notna()
    scale = [[0, theme.SKY], [1, theme.VERMILLION]]
    bar = {
        "title": {"text": "Input"},
        "tickvals": [0.05, 0.95],
        "ticktext": ["low", "high"],
        "thickness": 12,
    }
    for chosen, marker in (
        (~is_number, {"color": theme.GRAY}),
        (is_number, {"color": points["level"][is_number], "colorscale": scale, "colorbar": bar}),
    ):
        figure.add_scatter(
            x=POINTS * points["share"][chosen],
            y=y[chosen],
            mode="markers",
            marker={"size": 5, "opacity": 0.75, "cmin": 0, "cmax": 1} | marker,
            customdata=points[["name", "told"]][chosen],
            hovertemplate=charts.hover("%{customdata[0]}: %{customdata[1]}", "%{x:+.2f} percentage points"),
        )
    figure.add_vline(x=0, line={"color": theme.GRAY, "width": 1})
    return figure.update_yaxes(
        tickmode="array", tickvals=[-i for i in range(len(names))], ticktext=list(names)
    )


def over_chart(curve: pd.DataFrame, code: str, labels: dict[str, str]) -> go.Figure:
    """Return what an input adds over what it says; a line for each half or name of a second input.

    Parameters
    ----------
    curve : as `shares_over` returns it
    labels : what products are called by their ids
    """
    title = f"What this adds: {name_of(code)}"
    figure = charts.house_figure(title, told_name(code), "Move [percentage points]", height=420)
    parts = curve.groupby("other", sort=False) if "other" in curve else [("", curve)]
    is_number = pd.api.types.is_numeric_dtype(curve["value"])
    for i, (other, rows) in enumerate(parts):
        color = theme.PALETTE[i % len(theme.PALETTE)]
        x = rows["value"] if is_number else rows["value"].map(lambda name: labels.get(name, name))
        if is_number and other == "":
            charts.add_band(figure, x, POINTS * rows["low"], POINTS * rows["high"], color, "Nine in ten")
        name = HALVES.get(str(other), labels.get(str(other), str(other)))
        style = {"mode": "lines+markers" if is_number else "markers", "name": name}
        told = charts.hover("%{x}", "%{y:+.2f} percentage points on average", name)
        charts.add_line(figure, x, POINTS * rows["mean"], color, hovertemplate=told, **style)
    figure.add_hline(y=0, line={"color": theme.GRAY, "width": 1, "dash": "dot"})
    if not is_number:
        figure.update_xaxes(type="category")
    return figure.update_layout(showlegend="other" in curve)


def pairs_chart(pairs: pd.DataFrame, groups: Sequence[str]) -> go.Figure:
    """Return how much each pair of inputs does together that neither does alone, as a map.

    Parameters
    ----------
    pairs : group, other, mean_absolute [share]
    groups : in the order to show
    """
    strength = pd.DataFrame(np.nan, index=list(groups), columns=list(groups))
    for one, other, value in zip(pairs["group"], pairs["other"], pairs["mean_absolute"], strict=True):
        strength.loc[one, other] = strength.loc[other, one] = POINTS * value
    names = [GROUPS.get(group, group) for group in groups]
    figure = charts.house_figure(
        "What inputs do together, beyond what each does", height=140 + 38 * len(names)
    )
    figure.add_heatmap(
        z=strength.to_numpy(),
        x=names,
        y=names,
        texttemplate="%{z:.1f}",
        hoverongaps=False,
        hovertemplate=charts.hover("%{y} and %{x}", "%{z:.2f} percentage points on average"),
        colorbar={"title": {"text": "Points"}, "thickness": 12},
        **charts.cell_style(theme.Scale.AMOUNTS),
    )
    return figure.update_yaxes(autorange="reversed", type="category").update_xaxes(type="category")


def _spread(row: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return how far each dot leaves its row, so that dots that would lie on each other lie side by side."""
    width = max(float(np.ptp(share)), 1e-12) / _BINS
    place = pd.Series(list(zip(row, np.floor(share / width), strict=True)))
    nth, n = place.groupby(place).cumcount(), place.groupby(place).transform("size")
    most = max(int(n.max()), 1)
    side = np.where(nth % 2 == 0, 1, -1) * ((nth + 1) // 2)
    return np.asarray(_WIDTH * 2 * side / most)
