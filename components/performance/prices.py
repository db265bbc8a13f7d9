"""Which of the models can be asked for a price: how their demand answers, and what their advice earns."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.evidence.held_out import MODEL
from analytics.numerics import Z_90
from analytics.runs.known_answers import KnownAnswers
from analytics.runs.results import Results
from components.performance.names import COLORS, NAMES, WAY
from components.shell import charts, display, formats, tables, theme

READABLE = 0.12  # bars at least so long have room for their figure
WHERE_KNOWN = tuple(f"{end}, where one is known" for end in tables.ENDS)
RISING = {"rising_share": tables.share("Would buy more at a higher price")}
RISING_COLUMNS = WAY | RISING
CAPTURED_COLUMNS = WAY | {"captured": tables.share("Possible profit captured")}
COLUMNS = {
    **WAY,
    "elasticity": tables.number("Elasticity"),
    **tables.band("", tables.number, WHERE_KNOWN),
    **RISING,
}
ADVICE_NOTE = (
    "The model's advice is the price book. The others know single products only, so their chances for the "
    "parts of a bundle are taken as independent, and the discount that then earns most in a segment is "
    "theirs, never deeper than prices were seen. They learned from the visits before those held out."
)


def price_words(found: Results, known: KnownAnswers | None) -> str:
    """Return in a sentence or two which models can be asked for a price."""
    evidence = found.evidence
    rising = {key: figures.get("rising_share") for key, figures in evidence["baselines"].items()}
    own = evidence["model"]["rising_share"]
    words = (
        "According to the model, no customer would buy more of anything when its price rises"
        if own == 0
        else f"According to the model, {formats.share(own, 0)} of customers would buy more at a higher price"
    )
    if rising.get("textbook") is not None:
        words += f"; according to the textbook network, {formats.share(rising['textbook'], 0)} would"
    if known is None or pd.isna(known.captured[MODEL]):
        return f"{words}."
    words += (
        f". This is a practice shop, so the truth is known: the advice captures "
        f"{formats.share(known.captured[MODEL], 0)} of the extra profit that was possible"
    )
    if "textbook" in known.captured:
        words += f", that of the textbook network {formats.share(known.captured['textbook'], 0)}"
    return f"{words}."


def ways(found: Results, known: KnownAnswers | None) -> pd.DataFrame:
    """Return one row per model: key, name, its figures, and the profit captured where that is known."""
    every = {MODEL: found.evidence["model"], **found.evidence["baselines"]}
    captured = known.captured if known else {}
    known_ways = (key for key in NAMES if key in every)
    return pd.DataFrame(
        [{"key": key, "name": NAMES[key], **every[key], "captured": captured.get(key)} for key in known_ways]
    )


def price_rows(found: Results, known: KnownAnswers | None) -> pd.DataFrame:
    """Return one row per model: elasticity with its band where known, rising share, profit captured."""
    figures = ["elasticity", "elasticity_error", "rising_share", "captured"]
    table = ways(found, known).reindex(columns=["key", "name", *figures])
    table = table.astype(dict.fromkeys(figures, float))
    half = Z_90 * table["elasticity_error"]
    return table.assign(low=table["elasticity"] - half, high=table["elasticity"] + half)


def elasticity_chart(rows: pd.DataFrame, true: float | None) -> go.Figure:
    """Return each model's own-price elasticity, double machine learning with its 90 % band."""
    title, unit = "How sales answer prices, says each model", "Change of sales [%] if prices rise by 1 %"
    figure = charts.house_figure(title, unit, height=400)
    shown = rows.dropna(subset="elasticity").iloc[::-1]
    for row in shown.itertuples():
        band = [] if pd.isna(row.low) else [f"90 % band {formats.band(row.low, row.high)}"]
        charts.add_dots(
            figure,
            [row.elasticity],
            [row.name],
            COLORS[row.key],
            12,
            error_x={"array": [Z_90 * row.elasticity_error], "thickness": 2, "width": 5} if band else None,
            hovertemplate=charts.hover(f"<b>{row.name}</b>", "elasticity %{x:.2f}", *band),
        )
    if true is not None:
        _add_line(figure, true, "True")
    lowest = min([*shown["low"].dropna(), *shown["elasticity"], true or 0.0])
    figure.update_xaxes(range=[1.08 * min(lowest, -0.1), max(0.06 * abs(lowest), shown["elasticity"].max())])
    return figure


def rising_chart(rows: pd.DataFrame) -> go.Figure:
    """Return for each model the share of customers who would buy some product more at a higher price."""
    title = "Customers who would buy more at a higher price"
    return _bars(title, "Customers [share]", rows, "rising_share", "of customers")


def captured_chart(rows: pd.DataFrame, flat: float) -> go.Figure:
    """Return which share of the possible profit advice read from each model would earn."""
    title, unit = "What advice read from each model would earn", "Possible extra profit [share captured]"
    figure = _bars(title, unit, rows, "captured", "of the possible profit")
    _add_line(figure, flat, "One discount for all, at its best")
    return figure


def show_prices(found: Results, known: KnownAnswers | None) -> None:
    """Draw which models can be asked for a price; nothing for runs that did not ask."""
    if "rising_share" not in found.evidence["model"]:
        return
    st.subheader("Which of them can be asked for a price?", anchor=False)
    st.markdown(formats.escaped(price_words(found, known)))
    rows = price_rows(found, known)
    left, right = st.columns(2, gap="medium")
    with left:
        figure = elasticity_chart(rows, known.elasticity if known else None)
        display.show_chart(figure, rows, COLUMNS, "price-answers")
    with right:
        if known and rows["captured"].notna().any():
            figure = captured_chart(rows, known.flat)
            display.show_chart(figure, rows, CAPTURED_COLUMNS, "captured-by-model")
        else:
            display.show_chart(rising_chart(rows), rows, RISING_COLUMNS, "rising-by-model")
    if known:
        display.show_note(ADVICE_NOTE)


def _add_line(figure: go.Figure, x: float, words: str) -> None:
    """Mark a value on the x axis, its name above the plot."""
    figure.add_vline(x=x, line={"color": theme.GRAY, "width": 2, "dash": "dash"})
    at = {"x": x, "y": 1, "yref": "paper", "xanchor": "right" if x > 0.4 else "center", "yanchor": "bottom"}
    figure.add_annotation(text=words, showarrow=False, **at)


def _bars(title: str, unit: str, rows: pd.DataFrame, name: str, words: str) -> go.Figure:
    figure, rows = charts.house_figure(title, unit, height=400), rows.dropna(subset=name).iloc[::-1]
    charts.add_bars(
        figure,
        rows[name],
        rows["name"],
        [COLORS[key] for key in rows["key"]],
        text=[formats.share(value, 0) for value in rows[name]],
        textposition=["inside" if value > READABLE else "outside" for value in rows[name]],
        insidetextanchor="middle",
        hovertemplate=charts.hover("<b>%{y}</b>", f"%{{x:.1%}} {words}"),
    )
    return charts.show_shares(figure, "x").update_xaxes(range=[min(rows[name].min(), 0) * 1.15, 1.12])
