"""The pictures of past changes of price, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from analytics.evidence.price_changes.codes import Sample
from components.price_changes.words import KINDS, SAMPLES
from components.shell import charts, formats, theme

SAMPLE_COLORS = {Sample.HELD_OUT: theme.BLUE, Sample.LEARNED_FROM: theme.GRAY}
PARTS = ("gain", "ahead", "after")  # of what promotions gained


def predicted_chart(changes: pd.DataFrame) -> go.Figure:
    """Return units sold against units predicted, a dot with its band per change; on the line is right.

    Parameters
    ----------
    changes : title, kind, sample, starts_on, units, expected and its band, before, change_share
    """
    title = "Sold against predicted, a dot with its 90 % band per change: on the line the model was right"
    figure = charts.house_figure(title, "Predicted [units]", "Sold [units]", 440)
    highest = 1.05 * float(changes[["units", "expected"]].max().max())
    charts.add_agreement(figure, 0, highest, showlegend=False)
    for sample, rows in changes.groupby("sample", sort=False):
        told = [
            charts.hover(
                f"<b>{row['title']}</b>",
                f"{KINDS[row['kind']]} of {formats.signed_share(row['change_share'])} from "
                f"{formats.day(row['starts_on'])}",
                f"{formats.count(row['units'])} sold, {formats.count(row['expected'])} predicted",
                f"90 % band {formats.band(row['expected_low'], row['expected_high'], decimals=0)}",
                f"without the change {formats.count(row['before'])}",
            )
            for row in rows.to_dict("records")
        ]
        ends = charts.ends(rows["expected"], rows["expected_low"], rows["expected_high"], thickness=1)
        charts.add_dots(
            figure,
            rows["expected"],
            rows["units"],
            SAMPLE_COLORS[sample],
            name=SAMPLES[sample],
            error_x=ends,
            hovertemplate=told,
        )
    return figure.update_layout(showlegend=True)


def sales_chart(title: str, rows: pd.DataFrame, period: str) -> go.Figure:
    """Return sales over time, what was predicted with its band, and the forecast without changes of price.

    Parameters
    ----------
    rows : starts_on, sample, units, expected and its band, before; and is_changed where of one product
    period : what a row is of, as week
    """
    figure = charts.house_figure(title, f"{period.capitalize()} from", f"Units a {period}", 420)
    x = rows["starts_on"]
    charts.add_band(figure, x, rows["expected_low"], rows["expected_high"], theme.BLUE, "90 % band")
    for name, words, color, dash in (
        ("expected", "Predicted", theme.BLUE, "solid"),
        ("before", "Predicted without the changes", theme.OCHRE, "dash"),
    ):
        told = charts.hover(f"{words} for the {period} from %{{x|%-d %b %Y}}", "%{y:,.1f} units")
        charts.add_line(figure, x, rows[name], color, line={"dash": dash}, name=words, hovertemplate=told)
    told = charts.hover(f"Sold in the {period} from %{{x|%-d %b %Y}}", "%{y:,.0f} units")
    ink = theme.VERMILLION
    charts.add_dots(figure, x, rows["units"], ink, 5, name="Sold", hovertemplate=told)
    later = rows.loc[rows["sample"] == Sample.HELD_OUT, "starts_on"]
    if len(later) and len(later) < len(rows):
        figure.add_vline(later.min(), line=charts.LINE_OF_AGREEMENT)
        words = {"text": "not seen from here", "showarrow": False, "xanchor": "right", "xshift": -4}
        figure.add_annotation(x=later.min(), y=1, yref="paper", yanchor="top", **words)
    return figure.update_layout(showlegend=True).update_yaxes(rangemode="tozero")


def weeks_chart(weeks: pd.DataFrame) -> go.Figure:
    """Return sales in the weeks around promotions against undisturbed ones, with 90 % bands.

    Parameters
    ----------
    weeks : week, n_cells, change_share, low, high
    """
    title = "Sales in the weeks around promotions: below zero they are missing there"
    y_title = "Against undisturbed weeks, with 90 % band [share]"
    figure = charts.house_figure(title, "Weeks before (−) and after a promotion", y_title, 400)
    figure.add_hline(0, line=charts.LINE_OF_AGREEMENT)
    names = [formats.signed_number(week, 0) for week in weeks["week"]]
    told = [
        charts.hover(
            f"<b>{_week_words(week)}</b>",
            f"{formats.signed_share(share, 1)}, 90 % band {formats.share(low)} to {formats.share(high)}",
        )
        for week, share, low, high in weeks[["week", "change_share", "low", "high"]].itertuples(index=False)
    ]
    ends = charts.ends(weeks["change_share"], weeks["low"], weeks["high"], color=theme.GRAY)
    colors = [theme.OCHRE if week < 0 else theme.BLUE for week in weeks["week"]]
    charts.add_dots(figure, names, weeks["change_share"], colors, 11, error_y=ends, hovertemplate=told)
    figure.update_xaxes(type="category")
    return charts.show_shares(figure, "y")


def gain_chart(total: "pd.Series[float]", what: str, unit: str, is_announced: bool) -> go.Figure:
    """Return how much of what promotions gained is left after what only moved in time.

    Parameters
    ----------
    total : the row of all promotions
    what : units or contribution
    unit : of the amounts, empty where none is known
    """
    net = "net_announced" if is_announced else "net"
    steps = {"Gained in promotions": total[f"{what}_gain"], "Missing after": -total[f"{what}_after"]}
    if is_announced:
        steps["Missing before"] = -total[f"{what}_ahead"]
    steps["Left"] = total[f"{what}_{net}"]
    label = formats.with_unit(what.capitalize(), unit)
    figure = charts.house_figure(f"{what.capitalize()} gained, and what is left", "", label, 400)
    amounts = list(steps.values())
    figure.add_waterfall(
        x=list(steps),
        y=amounts,
        measure=["absolute", *["relative"] * (len(steps) - 2), "total"],
        text=[formats.count(amount) for amount in amounts],
        hovertemplate=charts.hover("<b>%{x}</b>", "%{text}"),
        **charts.waterfall_style() | {"textposition": ["outside"] * (len(steps) - 1) + ["inside"]},
    )
    low, high = (total[f"{what}_{net}_{end}"] for end in ("low", "high"))
    ends = {"type": "data", "array": [high - amounts[-1]], "arrayminus": [amounts[-1] - low], "width": 6}
    told = charts.hover(f"90 % band {formats.band(low, high, decimals=0)}")
    charts.add_dots(figure, ["Left"], [amounts[-1]], theme.GRAY, 1, error_y=ends, hovertemplate=told)
    return figure.update_yaxes(zeroline=True)


def _week_words(week: int) -> str:
    words = formats.counted(abs(week), "week")
    return f"{words} {'before' if week < 0 else 'after'} a promotion"
