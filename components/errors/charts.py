"""The pictures of errors: by group, by slice, and of single predictions."""

from enum import StrEnum

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, formats, theme

ROW_HEIGHT, FRAME_HEIGHT = 30, 170  # px
BY_CHANCE, BEYOND_CHANCE = "Chance explains it", "More than chance explains"
COLORS = {BY_CHANCE: theme.GRAY, BEYOND_CHANCE: theme.VERMILLION}


class Measure(StrEnum):
    """In what errors are told."""

    PURCHASES = "purchases"
    MONEY = "money"
    LOG_LOSS = "log_loss"
    CALIBRATION = "calibration"


BESIDE = (
    ("This group", theme.HOUSE_COLOR, "circle"),
    ("If right", theme.OCHRE, "diamond-open"),
    ("All others", theme.AXIS_GRAY, "line-ns-open"),
)
QUALITY = {  # title, unit, and the columns of the three in `BESIDE`
    Measure.LOG_LOSS: (
        "Surprise beside a right model's",
        "Surprise per chance (log-loss)",
        "log_loss",
        "log_loss_expected",
        "log_loss_rest",
    ),
    Measure.CALIBRATION: (
        "Calibration error beside chance's",
        "Calibration error [share]",
        "calibration_error",
        "calibration_error_by_chance",
        "calibration_error_rest",
    ),
}
COLUMNS = {Measure.PURCHASES: "missed", Measure.MONEY: "revenue_missed"}


def compared_chart(rows: pd.DataFrame, title: str, longest: int) -> go.Figure:
    """Return purchases predicted and purchases that came, these with their 90 % band.

    Parameters
    ----------
    rows : key, group_name, predicted, bought, missed_low, missed_high; the first on top
    longest : letters of a name
    """
    figure = charts.house_figure(title, "Purchases in the visits held out", height=height_of(rows))
    shown = rows.iloc[::-1]
    low, high = shown["predicted"] + shown["missed_low"], shown["predicted"] + shown["missed_high"]
    bands = [formats.band(*ends, decimals=0) for ends in zip(low, high, strict=True)]
    charts.add_dots(
        figure,
        shown["bought"],
        shown["key"],
        size=10,
        name="Came",
        error_x=charts.ends(shown["bought"], low, high),
        customdata=list(zip(shown["group_name"], bands, strict=True)),
        hovertemplate=charts.hover("<b>%{customdata[0]}</b>", "%{x:,.0f} came", "90 % band %{customdata[1]}"),
    )
    charts.add_dots(
        figure,
        shown["predicted"],
        shown["key"],
        theme.OCHRE,
        11,
        name="Predicted",
        marker={"symbol": "diamond-open", "line": {"width": 2}},
        customdata=shown["group_name"],
        hovertemplate=charts.hover("<b>%{customdata}</b>", "%{x:,.0f} predicted"),
    )
    figure.update_xaxes(rangemode="tozero").update_layout(showlegend=True)
    return charts.name_rows(figure, shown["key"], shown["group_name"], longest=longest)


def missed_chart(rows: pd.DataFrame, measure: Measure, currency: str, title: str, longest: int) -> go.Figure:
    """Return what was missed (right) or predicted in vain (left), with its band, colored beyond chance."""
    column = COLUMNS[measure]
    unit = "Purchases that came less those predicted"
    if measure == Measure.MONEY:
        unit = formats.with_unit("Revenue that came beyond what was predicted", currency)
    figure = charts.house_figure(title, unit, height=height_of(rows))
    shown = rows.iloc[::-1]
    for name, color in COLORS.items():
        own = shown[shown["stands_out"] == (name == BEYOND_CHANCE)]
        low, high = own[f"{column}_low"], own[f"{column}_high"]
        sign, decimals = (currency, 0) if measure == Measure.MONEY else ("", 0)
        bands = [formats.band(*ends, sign, decimals) for ends in zip(low, high, strict=True)]
        values = [formats.money(value, sign, decimals) for value in own[column]]
        told = list(zip(own["group_name"], values, bands, strict=True))
        charts.add_bars(
            figure,
            own[column],
            own["key"],
            color,
            name=name,
            error_x=charts.ends(own[column], low, high, color=theme.AXIS_GRAY),
            customdata=told,
            hovertemplate=charts.hover(
                "<b>%{customdata[0]}</b>", "%{customdata[1]}", "90 % band %{customdata[2]}"
            ),
        )
    figure.add_vline(x=0, line={"color": theme.GRAY, "width": 1})
    figure.update_layout(showlegend=True, barmode="overlay")
    return charts.name_rows(figure, shown["key"], shown["group_name"], longest=longest)


def quality_chart(rows: pd.DataFrame, measure: Measure, longest: int) -> go.Figure:
    """Return log-loss or calibration error of groups, beside a right model's there and all other groups'."""
    title, unit, *columns = QUALITY[measure]
    figure = charts.house_figure(title, unit, height=height_of(rows))
    shown = rows.iloc[::-1]
    value = "%{x:.2%}" if measure == Measure.CALIBRATION else "%{x:.4f}"
    for column, (name, color, symbol) in zip(columns, BESIDE, strict=True):
        charts.add_dots(
            figure,
            shown[column],
            shown["key"],
            color,
            10,
            name=name,
            marker={"symbol": symbol, "line": {"width": 2 if symbol.endswith("open") else 0}},
            customdata=shown["group_name"],
            hovertemplate=charts.hover("<b>%{customdata}</b>", f"{value} {name.lower()}"),
        )
    if measure == Measure.CALIBRATION:
        charts.show_shares(figure, "x")
    figure.update_xaxes(rangemode="tozero").update_layout(showlegend=True)
    return charts.name_rows(figure, shown["key"], shown["group_name"], longest=longest)


def distribution_chart(table: pd.DataFrame) -> go.Figure:
    """Return how many predictions are off by how much, beside how many right ones would be."""
    figure = charts.house_figure(
        "How far predictions are off, and how far right ones would be",
        "Bought (1) or not (0), less the share predicted",
        "Chances (each step ten times more)",
        height=420,
    )
    middle = (table["low"] + table["high"]) / 2
    seen, right = table["n"].where(table["n"] > 0), table["n_expected"].where(table["n_expected"] > 0.5)
    figure.add_bar(
        x=middle,
        y=seen,
        width=0.04,
        marker_color=theme.HOUSE_COLOR,
        name="As predicted by this model",
        customdata=table[["low", "high"]],
        hovertemplate=charts.hover(
            "<b>%{y:,} chances</b>", "off by %{customdata[0]:.2f} to %{customdata[1]:.2f}"
        ),
    )
    charts.add_dots(
        figure,
        middle,
        right,
        theme.OCHRE,
        8,
        name="If every prediction were right, with 90 % band",
        error_y=charts.ends(right, table["n_low"].clip(lower=0.5), table["n_high"]),
        marker={"symbol": "diamond-open", "line": {"width": 2}},
        hovertemplate=charts.hover("<b>%{y:,.0f} chances</b>", "if every prediction were right"),
    )
    figure.update_yaxes(type="log", dtick=1)
    return figure.update_layout(showlegend=True, bargap=0)


def height_of(rows: pd.DataFrame) -> int:
    """Return the height [px] of a chart with a row for each."""
    return FRAME_HEIGHT + ROW_HEIGHT * len(rows)
