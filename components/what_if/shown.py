"""What a change does to one prediction: score, best price and explanation, before and after."""

import pandas as pd
import streamlit as st

from analytics.evidence.explained import Explained
from analytics.runs.results import Results
from analytics.runs.what_if.answer import Answer, answer_of
from analytics.runs.what_if.changes import NOTHING, Changes
from components.explanation.names import name_of
from components.shell import display, formats, session, tables
from components.what_if.asked import Asked, choose_asked
from components.what_if.controls import choose_changes
from components.why_price.charts import steps_chart
from data.store import Shop

COLUMNS = {
    "group": tables.text("Input"),
    "before": tables.share("As it was", "What it adds to the prediction", decimals=2),
    "after": tables.share("Changed", "What it adds to the prediction", decimals=2),
}
START, END = "Average", "This prediction"


def show_what_if(shop: Shop, found: Results, explained: Explained) -> None:
    """Ask for a prediction and for changes, and draw what they do."""
    asked = choose_asked(shop, found, explained, "what-if")
    if asked is None:
        return
    place = st.container()
    changes = choose_changes(asked)
    with display.saying_refusals():
        before, after = (_answer(asked, what) for what in (NOTHING, changes))
        with place:
            display.show_answer(answer(before, after, asked.currency, is_changed=changes != NOTHING))
        _show_figures(after, before, asked.currency)
        _show_steps(before, after)


def answer(before: Answer, after: Answer, currency: str, *, is_changed: bool) -> str:
    """Return in a sentence what the changes do to the score, and which price is best then."""
    best = (
        f"best for the shop would be {formats.money(after.best_price, currency)} "
        f"({formats.share(after.best_discount, 0)} off today's price)"
    )
    if not is_changed:
        return f"As it was, the model gives {formats.share(before.score)} that it is bought; {best}."
    moved = after.score - before.score
    verb = "rises" if moved > 0 else "falls" if moved < 0 else "stays"
    return (
        f"The predicted share that buys {verb} from {formats.share(before.score)} to "
        f"{formats.share(after.score)}; {best}."
    )


def _show_figures(after: Answer, before: Answer, currency: str) -> None:
    """Draw score with band and best price, each with what it was."""
    ends = [formats.share(end) for end in (after.low, after.high)]
    was = formats.share(before.score)
    display.show_metrics(
        {
            "Predicted share that buys": (formats.share(after.score), f"It was {was}"),
            "90 % band": (f"{ends[0]} to {ends[1]}", "By the spread of the model's members"),
            "Best price": (
                formats.money(after.best_price, currency),
                f"Earns most on this chance, among prices seen; it was "
                f"{formats.money(before.best_price, currency)}",
            ),
            "It would bring": (
                _fine_money(after.best_profit, currency),
                f"A chance, at the best price; it was {_fine_money(before.best_profit, currency)}",
            ),
        }
    )


def _fine_money(value: float, currency: str) -> str:
    return formats.money(value, currency, 2 if abs(value) >= 1 else 4)


def _show_steps(before: Answer, after: Answer) -> None:
    """Draw why, before and after, side by side."""
    told = (("From the average, as it was", before), ("From the average, changed", after))
    for place, (title, one) in zip(st.columns(2, gap="medium"), told, strict=True):
        with place:
            names = [name_of(str(group)) for group in one.steps["group"]]
            pairs = list(zip(names, one.steps["share"], strict=True))
            figure = steps_chart(
                title, "Predicted share that buys", (START, END), pairs, one.base, formats.share
            )
            figure.update_xaxes(tickformat=formats.PERCENT_AXIS)
            display.show_figure(figure, f"what-if-{title}")
    both = before.steps.rename(columns={"share": "before"}).merge(
        after.steps.rename(columns={"share": "after"}), on="group"
    )
    both["group"] = both["group"].map(name_of)
    base = pd.DataFrame([{"group": START, "before": before.base, "after": after.base}])
    with st.expander("The numbers behind these charts"):
        display.show_table(pd.concat([base, both], ignore_index=True), COLUMNS, "what-if")


def _answer(asked: Asked, changes: Changes) -> Answer:
    key = ("what if", asked.found.key, asked.cell, changes)
    return session.computed(asked.shop, key, lambda: answer_of(asked.visits, asked.cell, changes))
