"""What the data can answer, question by question."""

import pandas as pd
import streamlit as st

from analytics.checks.answers import what_data_can_answer
from components.shell import display, formats, session
from components.shell.tables import text
from data.quality import read_evidence
from data.store import Shop

VERDICTS = {"yes": "Yes", "partly": "Partly", "no": "No"}
COLUMNS = {
    "question": text("Question"),
    "verdict": text("Answered?"),
    "sentence": text("Because"),
    "remedy": text("What would help"),
}


def answers_of(shop: Shop) -> pd.DataFrame:
    """Return one row per question: question, verdict, figure, sentence, remedy."""

    def judge() -> pd.DataFrame:
        return pd.DataFrame([vars(answer) for answer in what_data_can_answer(*read_evidence(shop))])

    return session.computed(shop, "what the data can answer", judge)


def show_answers(shop: Shop) -> None:
    """Draw what this data can answer, and what would help where it cannot."""
    st.subheader("What this data can answer", anchor=False)
    answers = answers_of(shop)
    n_yes = int((answers["verdict"] == "yes").sum())
    words = answers.assign(verdict=answers["verdict"].map(VERDICTS))
    st.markdown(f"{n_yes} of {len(answers)} questions can be answered well.")
    for row in words.to_dict("records"):
        question, sentence = formats.escaped(row["question"]), formats.escaped(row["sentence"])
        remedy = f" :gray[{formats.escaped(row['remedy'])}.]" if row["remedy"] else ""
        verdict, text = st.columns([1, 11], vertical_alignment="top")
        verdict.markdown(f"**{row['verdict']}**")
        text.markdown(f"**{question}** {sentence}.{remedy}")
    with st.expander("The answers as a table"):
        display.show_table(words, COLUMNS, "what-this-data-can-answer")
