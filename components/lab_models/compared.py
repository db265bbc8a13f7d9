"""Models beside each other: their figures, and what differs between two of them."""

import pandas as pd
import plotly.graph_objects as go

from analytics.cli.lab_words import LAB_FIGURES
from analytics.cli.tuning_words import PART_WORDS
from analytics.lab.registry.compare import Part, changed
from analytics.lab.registry.runs import LabRun
from components.shell import charts, display, formats, tables

LOSS = "log_loss"
CHANGED_COLUMNS = {
    "part": tables.text("Of"),
    "field": tables.text("What"),
    "first": tables.text("First"),
    "second": tables.text("Second"),
    "difference": tables.number("Difference", "Second less first", 4),
}


def show_compared(chosen: list[LabRun]) -> None:
    """Draw the figures of several models, and of two what differs."""
    runs = [run for run in chosen if run.record is not None]
    if len(runs) < 2:
        return
    figures = figures_of(runs)
    columns = {"run_id": tables.text("Run")}
    columns |= {name: tables.number(label, help_, 4) for name, (label, help_) in LAB_FIGURES.items()}
    columns = {name: column for name, column in columns.items() if name in figures}
    display.show_chart(losses_chart(figures), figures, columns, "compared", is_folded=False)
    data = {run.told("fingerprint") for run in runs}
    if len(data) > 1:
        display.show_note("These models were judged on other rows: their figures compare only roughly.")
    if len(runs) == 2:
        words = {part.value: PART_WORDS[part] for part in Part}
        table = changed(*runs)
        display.show_note(
            f"{formats.counted(len(table), 'field')} differ between the two, the first as listed."
        )
        display.show_table(table.assign(part=table["part"].map(words)), CHANGED_COLUMNS, "differences")


def figures_of(runs: list[LabRun]) -> pd.DataFrame:
    """Return the figures of the test rows of each run."""
    names = [n for n in LAB_FIGURES if any(run.metric("test", n) is not None for run in runs)]
    return pd.DataFrame([{"run_id": r.run_id} | {n: r.metric("test", n) for n in names} for r in runs])


def losses_chart(figures: pd.DataFrame) -> go.Figure:
    """Return a bar of the log-loss of each run; the shortest is the best."""
    rows = figures.sort_values(LOSS, ascending=False)
    title = "The model with the shortest bar predicts best"
    figure = charts.house_figure(title, "Log-loss of rows that it has not seen", height=120 + 32 * len(rows))
    charts.add_bars(figure, rows[LOSS], rows["run_id"], hovertemplate=charts.hover("%{y}: %{x:.4f}"))
    return figure
