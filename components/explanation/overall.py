"""All predictions together: what moves them, which way, and what inputs do together."""

import streamlit as st

from components.explanation import Seen
from components.explanation.charts import importance_chart
from components.explanation.names import name_of, named
from components.explanation.swarm import MOST_DOTS, pairs_chart, swarm_chart, swarm_points
from components.explanation.words import pairs_words
from components.shell import choices, display, formats, glossary, tables

SHARE_HELP = glossary.help_for("Shapley")
IMPORTANCE_COLUMNS = {
    "name": tables.text("Input"),
    "mean_absolute": tables.share("Moves a prediction by", SHARE_HELP),
}
PAIR_COLUMNS = {
    "name": tables.text("Input"),
    "other_name": tables.text("With"),
    "mean_absolute": tables.share("More or less together", "On average, whichever way", decimals=2),
    "mean": tables.share("On average", "Above zero: together they raise a prediction more", decimals=2),
}
SWARM_COLUMNS = {
    "name": tables.text("Input"),
    "told": tables.text("Says"),
    "share": tables.share("Adds to the prediction", SHARE_HELP, decimals=2),
}
ALL = "all"


def show_overall(seen: Seen) -> None:
    """Draw what moves predictions, by input or by the parts of one, and what inputs do together."""
    explained, code = seen.explained, ALL
    if explained.opened:
        words = {ALL: "All inputs"} | {group: f"Parts of: {name_of(group)}" for group in explained.opened}
        code = choices.choose_code("Show", words, width=360, key=f"explained-overall-{seen.key}")
    codes = explained.groups if code == ALL else explained.parts_of(code)
    strength = explained.importance if code == ALL else explained.part_importance
    strength = named(strength[strength["group"].isin(codes)])
    left, right = st.columns(2, gap="medium")
    with left:
        display.show_chart(importance_chart(strength), strength, IMPORTANCE_COLUMNS, "importance")
    with right:
        points = swarm_points(explained, list(strength["group"]))
        figure = swarm_chart(points, list(strength["name"]))
        display.show_chart(figure, points, SWARM_COLUMNS, "single-predictions")
        if len(explained.rows) > MOST_DOTS:
            n = formats.count(len(explained.rows))
            display.show_note(f"Every so many of {n} predictions are drawn, {MOST_DOTS} at most of an input.")
    if seen.many is not None and code == ALL:
        st.markdown(formats.escaped(pairs_words(seen.many.pairs)))
        pairs = seen.many.pairs.sort_values("mean_absolute", ascending=False, kind="stable")
        pairs = named(pairs).assign(other_name=[name_of(other) for other in pairs["other"]])
        display.show_chart(pairs_chart(pairs, explained.groups), pairs, PAIR_COLUMNS, "together")
