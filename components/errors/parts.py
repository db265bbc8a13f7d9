"""The tabs of the page: what stands out, by group, slices, single predictions and the worst of them."""

from functools import partial

import pandas as pd
import streamlit as st

from analytics.evidence.errors.dimensions import Dimension
from components.errors import Analyzed, words
from components.errors.charts import Measure, compared_chart, distribution_chart, missed_chart, quality_chart
from components.errors.columns import (
    DISTRIBUTION_COLUMNS,
    GROUP_COLUMNS,
    RANKED_COLUMNS,
    SLICE_COLUMNS,
    WORST_COLUMNS,
)
from components.errors.names import DIMENSIONS, MISSING, PLURALS
from components.shell import choices, display, formats

MOST_SHOWN = 15  # rows of a chart; its table has all
RANKED = 12
NAME_LETTERS = 26  # of a group, beside two charts in a row
ORDERED = (Dimension.PRICE_LEVEL, Dimension.ACQUAINTANCE, Dimension.WEEK)  # in their own order
MEASURES = {Measure.PURCHASES: "Purchases", Measure.MONEY: "Revenue"}
QUALITIES = {Measure.LOG_LOSS: "Log-loss", Measure.CALIBRATION: "Calibration"}
KINDS = {True: "Bought, though hardly predicted", False: "Not bought, though predicted"}


def error_parts(found: Analyzed) -> display.Tabs:
    """Return the tabs by their labels."""
    return {
        "What is worth most": partial(_show_ranking, found),
        "By group": partial(_show_groups, found),
        "Found slices": partial(_show_slices, found),
        "Single predictions": partial(_show_distribution, found),
        "Worst cases": partial(_show_worst, found),
    }


def _show_ranking(found: Analyzed) -> None:
    whole = found.whole
    is_part = found.groups["dimension"] != Dimension.ALL
    rows = found.groups[is_part & (found.groups["predicted"] < words.MOST_OF_ALL * whole["predicted"])]
    rows = _by_money(rows)
    if rows.empty:
        st.markdown("There are no groups to tell apart.")
        return
    figure = missed_chart(
        rows.head(RANKED).assign(group_name=rows["name"]),
        Measure.MONEY,
        found.currency,
        "Where most revenue is mispredicted",
        longest=44,
    )
    display.show_chart(figure, rows, RANKED_COLUMNS, "errors-ranked", found.currency)
    display.show_note(
        "Right of the line more came than was predicted, left of it less. Revenue is at the prices faced, "
        "before all costs. Groups of different kinds overlap, so their money does not add up; one matters "
        f"from {formats.share(words.MATTERS_FROM, 0)} of the revenue held out on. All groups are tested "
        "together: for 19 of 20 right models none at all stands out.",
        _left_out(len(rows), RANKED, "groups"),
    )


def _show_groups(found: Analyzed) -> None:
    present = {code: label for code, label in DIMENSIONS.items() if (found.groups["dimension"] == code).any()}
    by, told_in = st.columns([3, 2])
    with by:
        key = f"errors-by-{found.shop.name}"
        dimension = Dimension(
            choices.choose_code("Grouped by", present, ask=st.radio, horizontal=True, key=key)
        )
    with told_in:
        measure = _choose_measure(found, "group", MEASURES | QUALITIES)
    rows = found.groups[found.groups["dimension"] == dimension]
    rows = rows if dimension in ORDERED else _by_money(rows)
    st.markdown(formats.escaped(words.groups_words(rows, dimension)))
    shown = rows.tail(MOST_SHOWN) if dimension == Dimension.WEEK else rows.head(MOST_SHOWN)
    left, right = st.columns(2, gap="medium")
    with left:
        title = "Purchases predicted and purchases that came"
        display.show_chart(
            compared_chart(shown, title, NAME_LETTERS),
            rows,
            GROUP_COLUMNS,
            f"errors-{dimension}",
            found.currency,
        )
    with right:
        figure = (
            quality_chart(shown, measure, NAME_LETTERS)
            if measure in QUALITIES
            else missed_chart(shown, measure, found.currency, _title(measure), NAME_LETTERS)
        )
        display.show_figure(figure, f"errors-missed-{dimension}")
    missing = [sentence for code, sentence in MISSING.items() if code not in present]
    display.show_note(_left_out(len(rows), MOST_SHOWN, PLURALS[dimension]), *missing)


def _show_slices(found: Analyzed) -> None:
    rows = found.slices.assign(group_name=found.slices["name"], key=found.slices["conditions"])
    st.markdown(formats.escaped(words.slices_words(rows, found.whole, found.currency)))
    if rows.empty:
        return
    measure = _choose_measure(found, "slice")
    figure = missed_chart(rows, measure, found.currency, f"{_title(measure)}, by slice", 70)
    display.show_chart(figure, rows, SLICE_COLUMNS, "error-slices", found.currency)
    display.show_note(
        "A tree of three questions was grown where errors pile up, on one half of the customers; the figures "
        "are those of the other half, which it has not seen, and are corrected for the number of slices. So "
        "no slice is there by luck of the search, and units and money are of half of the customers."
    )


def _show_distribution(found: Analyzed) -> None:
    whole = found.whole
    st.markdown(
        formats.escaped(
            f"The surprise per chance (log-loss) is {formats.number(whole['log_loss'], 4)}; if every "
            f"prediction were right it would be {formats.number(whole['log_loss_expected'], 4)}."
        )
    )
    display.show_chart(
        distribution_chart(found.errors.distribution),
        found.errors.distribution,
        DISTRIBUTION_COLUMNS,
        "error-distribution",
    )
    display.show_note(
        "Left of 0 are chances that were not bought, right of it those that were. Where bars rise above the "
        "diamonds, the model errs so far more often than it thinks."
    )


def _show_worst(found: Analyzed) -> None:
    for row in found.errors.surprises.itertuples():
        st.markdown(formats.escaped(words.surprise_words(pd.Series(row._asdict()))))
    kind = choices.choose_code(
        "Which", KINDS, ask=st.radio, horizontal=True, key=f"worst-kind-{found.shop.name}"
    )
    worst = found.errors.worst
    rows = worst[worst["bought"] == kind]
    rows = rows.assign(title=rows["product_id"].map(found.titles).fillna(rows["product_id"]))
    columns = {name: column for name, column in WORST_COLUMNS.items() if name in rows}
    name = "worst-bought" if kind else "worst-not-bought"
    display.show_table(rows, columns, name, found.currency)


def _choose_measure(found: Analyzed, where: str, known: dict[Measure, str] = MEASURES) -> Measure:
    key = f"errors-measure-{where}-{found.shop.name}"
    return Measure(choices.choose_code("Told in", known, ask=st.radio, horizontal=True, key=key))


def _title(measure: Measure) -> str:
    return (
        "Revenue missed, or predicted in vain"
        if measure == Measure.MONEY
        else "Purchases missed, or predicted in vain"
    )


def _by_money(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.loc[rows["revenue_missed"].abs().sort_values(ascending=False, kind="stable").index]


def _left_out(n: int, most: int, noun: str) -> str:
    return f"The chart shows {most} of {formats.count(n)} {noun}, the table all." if n > most else ""
