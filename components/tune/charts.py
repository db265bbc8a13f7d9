"""Charts of a search: the trials one after another, what mattered, and each setting beside the loss."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.lab.settings import SETTINGS
from analytics.lab.tuning.trials import Outcome
from components.shell import charts, theme


def history_chart(trials: pd.DataFrame) -> go.Figure:
    """Return the loss of each trial, and the best so far.

    Parameters
    ----------
    trials : trial, outcome, loss, best_loss
    """
    figure = charts.house_figure(
        "The best loss so far falls as trials go on", "Trial", "Log-loss of validation rows"
    )
    done = trials[trials["outcome"] == Outcome.DONE.value]
    pruned = trials[(trials["outcome"] == Outcome.PRUNED.value) & trials["loss"].notna()]
    label = charts.hover("Trial %{x}: %{y:.4f}")
    charts.add_dots(figure, done["trial"], done["loss"], name="A trial", hovertemplate=label)
    early = charts.hover("Trial %{x}, given up at %{y:.4f}")
    charts.add_dots(
        figure, pruned["trial"], pruned["loss"], theme.GRAY, 7, name="Given up", hovertemplate=early
    )
    best = {"line": {"shape": "hv"}, "name": "Best so far", "hovertemplate": charts.hover("Best: %{y:.4f}")}
    charts.add_line(figure, trials["trial"], trials["best_loss"], theme.VERMILLION, **best)
    figure.update_layout(showlegend=True)
    figure.update_yaxes(range=_inner(done["loss"]))
    return figure


def importance_chart(importance: pd.DataFrame) -> go.Figure:
    """Return a bar of each setting's share of the losses' variance; the most important on top."""
    rows = importance.iloc[::-1]
    title = "Which settings decide how good a trial is"
    figure = charts.house_figure(title, "Share of the variance of the loss", height=120 + 28 * len(rows))
    label = charts.hover("%{y}: %{x:.1%}")
    charts.add_bars(figure, rows["share"], rows["setting"], hovertemplate=label)
    return charts.show_shares(figure, "x")


def parallel_chart(trials: pd.DataFrame, names: Sequence[str], words: Mapping[str, str]) -> go.Figure:
    """Return a line of each finished trial through its settings to its loss, the better the darker.

    Parameters
    ----------
    names : settings, in this order
    words : of each setting
    """
    done = trials[trials["outcome"].eq(Outcome.DONE.value) & trials[list(names)].notna().all(axis=1)]
    figure = charts.house_figure("Where the settings of good trials lie", height=420)
    axes = [_axis(words[name], done[name], SETTINGS[name].is_log) for name in names]
    axes.append(_axis("Log-loss", done["loss"], is_log=False))
    line = {"color": done["loss"], "colorscale": "Viridis", "showscale": False}
    figure.add_trace(go.Parcoords(dimensions=axes, line=line))
    figure.update_layout(margin={"l": 64, "r": 48, "t": 96, "b": 24})
    return figure


def _axis(label: str, values: pd.Series, is_log: bool) -> dict[str, object]:
    """Return an axis of parallel coordinates, by factors where a search steps so."""
    numbers = values.to_numpy(float)
    if not is_log or (numbers <= 0).any():
        return {"label": label, "values": numbers}
    logs = np.log10(numbers)
    ticks = np.linspace(logs.min(), logs.max(), 5)
    return {
        "label": label,
        "values": logs,
        "tickvals": ticks,
        "ticktext": [f"{10**tick:.2g}" for tick in ticks],
    }


def _inner(losses: pd.Series) -> list[float] | None:
    """Return a range that a few very bad trials do not stretch; None where all fit."""
    if len(losses) < 2:
        return None
    low, high = float(losses.min()), float(losses.quantile(0.9))
    margin = max(high - low, 1e-4) * 0.15
    return [low - margin, high + 3 * margin]
