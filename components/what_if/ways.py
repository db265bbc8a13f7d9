"""What would have to change for a purchase: the smallest changes that lift a prediction over a threshold."""

from enum import StrEnum

import pandas as pd
import streamlit as st

from analytics.evidence.explained import Explained
from analytics.runs.results import Results
from analytics.runs.what_if.changes import NOTHING, Changes
from analytics.runs.what_if.counterfactual import Search, best_threshold, counterfactuals, score_of
from components.shell import choices, display, formats, jobs, session, tables
from components.what_if.asked import Asked, choose_asked
from data.schema import InputError, NotEnoughDataError
from data.store import Shop


class Goal(StrEnum):
    """Which predicted share counts as a buy."""

    DOUBLE = "double"
    BEST = "best"
    OWN = "own"


COLUMNS = {
    "change": tables.text("What changes", width=520),
    "n_changes": tables.count("Changes"),
    "price": tables.money("Price", "Faced by the customer"),
    "score": tables.share("Predicted share that buys", "Predicted again with the change"),
}


def show_ways(shop: Shop, found: Results, explained: Explained) -> None:
    """Ask for a prediction and a threshold, and draw the smallest changes that reach it."""
    asked = choose_asked(shop, found, explained, "ways", is_rising=True)
    if asked is None:
        return
    place = st.container()
    threshold = _choose_threshold(asked)
    key = ("ways", found.key, asked.cell, threshold)
    search = session.computed(shop, key, lambda: counterfactuals(asked.visits, asked.cell, threshold))
    with place:
        display.show_answer(answer(asked, search, threshold))
    if search.ways:
        display.show_table(ways_table(asked, search), COLUMNS, "what-would-have-to-change", asked.currency)
    display.show_note(
        "Searched: a lower price, down to the lowest that the product was seen at; one more product in the "
        "basket, of those that the model knows a joint effect of; a purchase of it at the visit before; "
        "another season with the same weekday; and two of these together. A prediction is no promise: it "
        "says what the model expects, not what moves this customer."
    )


def answer(asked: Asked, search: Search, threshold: float) -> str:
    """Return in a sentence what is enough, or that nothing within reach is."""
    start, goal = formats.share(search.score), formats.share(threshold)
    if search.score >= threshold:
        return f"Nothing has to change: the predicted share that buys is {start}, and {goal} counts as a buy."
    if not search.ways:
        far = formats.share(search.farthest.score)
        return (
            f"Nothing within what the data have seen lifts the predicted share that buys from {start} to "
            f"{goal}; the farthest it gets is {far}: {change_words(asked, search.farthest.changes)}."
        )
    first = search.ways[0]
    return (
        f"To lift the predicted share that buys from {start} to {goal} this is enough: "
        f"{change_words(asked, first.changes)} ({formats.share(first.score)})."
    )


def ways_table(asked: Asked, search: Search) -> pd.DataFrame:
    """Return what changes, n_changes, price and score of each way."""
    was = float(asked.visits.cells.price[asked.cell])
    rows = [
        {
            "change": change_words(asked, way.changes),
            "n_changes": len(way.changes.kinds),
            "price": was if way.changes.price is None else way.changes.price,
            "score": way.score,
        }
        for way in search.ways
    ]
    return pd.DataFrame(rows)


def change_words(asked: Asked, changes: Changes) -> str:
    """Return changes in words: price 3.10 instead of 8.06 and bought at the visit before."""
    words = []
    if changes.price is not None:
        was = formats.money(float(asked.visits.cells.price[asked.cell]), asked.currency)
        words.append(f"a price of {formats.money(changes.price, asked.currency)} instead of {was}")
    if changes.added is not None:
        words.append(f"{asked.titles.get(changes.added, changes.added)} in the basket")
    if changes.is_recent:
        words.append("bought at the visit before")
    if changes.day is not None:
        words.append(f"a visit as of {formats.day(changes.day)}")
    return " and ".join(words) if words else "nothing"


def _choose_threshold(asked: Asked) -> float:
    """Ask from which predicted share on a chance counts as a buy."""
    score = score_of(asked.visits, asked.cell, NOTHING)
    best, double = _best_threshold(asked), min(2 * score, 0.99)
    words = {Goal.DOUBLE: f"Twice this customer's: {formats.share(double)}"}
    if best is not None:
        words[Goal.BEST] = f"The share that earns most when picked: {formats.share(best)}"
    words[Goal.OWN] = "Another share"
    usual = Goal.BEST if best is not None and score < best else Goal.DOUBLE
    goal = choices.choose_code(
        "What counts as a buy", words, usual, ask=st.radio, horizontal=True, key=f"goal-{asked.key}"
    )
    if goal == Goal.OWN:
        label = "Predicted share that counts as a buy (%)"
        chosen = choices.choose_percent(label, 0.5, most=99.9, width=320, key=f"own-goal-{asked.key}")
        return 0.5 if chosen is None else chosen
    return best if goal == Goal.BEST and best is not None else double


def _best_threshold(asked: Asked) -> float | None:
    """Return the threshold that earns most, None where the run cannot tell."""
    directory = jobs.run_directory(asked.shop, asked.found.run_id)
    key = ("best threshold", asked.found.key)
    try:
        return session.computed(asked.shop, key, lambda: best_threshold(directory, asked.found))
    except (InputError, NotEnoughDataError):
        return None
