"""What new customers will become, and how well that is told by their first 30 days."""

import pandas as pd
import streamlit as st

from analytics.runs.customer_value.kept import read_new_customers
from analytics.segments.new_customers.evaluation import Answer, NewCustomers
from analytics.segments.new_customers.outcomes import CLASSES
from analytics.segments.new_customers.scores import ALL
from components.lifetime import Valued, charts, words
from components.shell import display, formats, guards, session, tables
from components.shell.privacy import show_privacy
from data.schema import NotEnoughDataError

SCORE_COLUMNS = {
    "answer_name": tables.text("Answer", width=130),
    "segment_name": tables.text("Segment", width=90),
    "n_customers": tables.count("Customers"),
    "accuracy": tables.share(
        "Accuracy", "Share rightly told to be in the segment or not; of all: rightly told"
    ),
    **tables.band("accuracy", tables.share),
    "recall": tables.share("Recall", "Share of the segment that is found"),
    "precision": tables.share("Precision", "Share of those told to be in it who are"),
    "f1": tables.share("F1", "Between recall and precision"),
    "auc": tables.number("AUC", decimals=3),
    **tables.band("auc", tables.number),
}
CONFUSION_COLUMNS = {
    "actual_name": tables.text("Became"),
    "told_name": tables.text("Was told to become"),
    "n_customers": tables.count("Customers"),
}
PREDICTION_COLUMNS = {
    "customer_id": tables.text("Customer", width=140),
    "first_order_at": tables.day("First purchase"),
    "told_name": tables.text("Will become"),
    **{
        f"chance_{code}": tables.share(name, f"Chance to become {name.lower()}")
        for code, name in words.SEGMENTS.items()
    },
}


def show_new_customers(valued: Valued, currency: str) -> None:
    """Draw what today's new customers will become, and how well later ones were told."""
    try:
        key = ("new customers", valued.directory.name)
        new = session.held(valued.shop, key, lambda: read_new_customers(valued.directory))
    except NotEnoughDataError as error:
        display.show_empty(f"{error}.", page=guards.UPLOAD_PAGE, label="Upload orders")
        return
    display.show_answer(answer(new))
    display.show_note(what_is_told(new, currency))
    show_privacy({"privacy": new.privacy} if new.privacy else {})
    display.show_figure(charts.roc_chart(new.roc), "roc")
    display.show_table(_scores(new.scores), SCORE_COLUMNS, "new-customers-scores")
    with st.expander("Who was taken for whom"):
        named = _named(new.confusion, "actual", "told")
        display.show_table(named, CONFUSION_COLUMNS, "new-customers-confusion")
    st.subheader("Today's new customers", anchor=False)
    if new.predictions.empty:
        display.show_note("Nobody's first 30 days are over without the rest being known, too.")
        return
    display.show_table(_named(new.predictions, "told"), PREDICTION_COLUMNS, "new-customers")


def answer(new: NewCustomers) -> str:
    """Return in one sentence how well later customers were told, and whether better than more simply."""
    right = new.scores[new.scores["segment"] == ALL].set_index("answer")
    row = right.loc[Answer.CLASSIFIER]
    band = f"90 % band {formats.share(row['accuracy_low'], 0)} to {formats.share(row['accuracy_high'], 0)}"
    others = right.drop(Answer.CLASSIFIER)["accuracy"]
    best = words.ANSWERS[Answer(others.idxmax())]
    compared = "better than" if new.is_better else "no better than"
    return (
        f"The first 30 days tell what {formats.share(row['accuracy'], 0)} of later customers become "
        f"({band}): {compared} the simplest answers, of which the best is right for "
        f"{formats.share(others.max(), 0)} ({best.lower()})."
    )


def what_is_told(new: NewCustomers, currency: str) -> str:
    """Return what makes a segment here, and who was learned from and asked about."""
    high, middle = (
        formats.money(value, currency) for value in (new.outcomes.high_from, new.outcomes.potential_from)
    )
    split = new.split
    return (
        f"Segments here are by what customers spend from day 30 to day {split.horizon_days} after their "
        f"first purchase: high-value from {high}, potential from {middle}, else ordinary. Learned from "
        f"{formats.counted(split.is_earlier.sum(), 'customer')}, by {words.METHODS[new.method]}; asked about "
        f"{formats.counted(split.is_later.sum(), 'customer')} who came when all of that had happened."
    )


def _scores(scores: pd.DataFrame) -> pd.DataFrame:
    order = {str(code): place for place, code in enumerate((ALL, *CLASSES))}
    ordered = scores.sort_values(
        "segment", key=lambda codes: codes.map(order), kind="stable", ignore_index=True
    )
    names = [words.ANSWERS[Answer(code)] for code in ordered["answer"]]
    return _named(ordered, "segment").assign(answer_name=names)


def _named(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return table.assign(**{f"{column}_name": table[column].map(words.segment_name) for column in columns})
