"""What was shown and what was taken of it, by the arm that it came from."""

from pathlib import Path

import pandas as pd
import plotly.graph_objects as go

from analytics.cli.feedback_words import feedback_words
from analytics.recommend.files import FEEDBACK, RECORD
from components.shell import charts, display, tables, theme

ALL, UNNAMED = "All together", "Not named"
TAKEN_HELP = "Looked at or bought by the same customer within seven days"
COLUMNS = {
    "name": tables.text("Arm", "The list or test group that the files name"),
    "n_customers": tables.count("Customers"),
    "n_shown": tables.count("Shown", "Products shown to a customer on a day, the seven days since over"),
    "n_looked": tables.count("Looked at"),
    "n_bought": tables.count("Bought"),
    "n_taken": tables.count("Taken", TAKEN_HELP),
    "rate": tables.share("Rate", TAKEN_HELP),
    **tables.band("rate", tables.share),
}


def show_feedback(directory: Path) -> None:
    """Draw how much of what was shown was taken, or how it can be told."""
    rates = FEEDBACK.read(directory)
    display.show_note(feedback_words(RECORD.read(directory)["feedback"], rates))
    if rates.empty:
        return
    named = rates.assign(name=[_name(row) for _, row in rates.iterrows()])
    display.show_chart(rates_chart(named), named, COLUMNS, "shown-and-taken", is_folded=False)
    display.show_note(
        "Arms can be compared where lot decided who was shown which; else a list that went to keener "
        "customers looks better than it is."
    )


def rates_chart(rates: pd.DataFrame) -> go.Figure:
    """Return the rate of each arm with its band.

    Parameters
    ----------
    rates : as `taken_rates` returns them, and name
    """
    rows = rates.iloc[::-1]
    figure = charts.house_figure(
        "How much of what was shown was taken, with the 90 % band",
        "Taken [share of products shown]",
        height=110 + 44 * len(rows),
    )
    colors = [theme.translucent(theme.HOUSE_COLOR, 0.45 if is_all else 1.0) for is_all in rows["is_all"]]
    charts.add_bars(
        figure,
        rows["rate"],
        rows["name"],
        colors,
        error_x=charts.ends(rows["rate"], rows["rate_low"], rows["rate_high"], color=theme.GRAY),
        customdata=rows["n_shown"],
        hovertemplate=charts.hover("%{y}: %{x:.1%} taken", "of %{customdata:,} shown"),
    )
    charts.name_rows(figure, rows["name"], rows["name"])
    return charts.show_shares(figure, "x").update_xaxes(rangemode="tozero", tickformat=".1~%")


def _name(row: pd.Series) -> str:
    if row["is_all"]:
        return ALL
    return row["arm"] if isinstance(row["arm"], str) else UNNAMED
