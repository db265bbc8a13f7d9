"""What the data can answer, question by question."""

import pandas as pd
import streamlit as st

from analytics.checks.answer_codes import Answer
from analytics.checks.answers import what_data_can_answer
from analytics.cli.wording import filled
from components.quality.answer_words import FOUND, QUESTIONS, REMEDIES, VERDICTS
from components.shell import display, formats, session, tables
from data.quality.report import read_evidence
from data.store import Shop

COLUMNS = {
    "question": tables.text("Question"),
    "verdict": tables.text("Answered?"),
    "sentence": tables.text("Because"),
    "remedy": tables.text("What would help"),
}


def answers_of(shop: Shop) -> pd.DataFrame:
    """Return one row per question: question, verdict, figure, sentence, remedy."""

    def judge() -> pd.DataFrame:
        return pd.DataFrame([in_words(answer) for answer in what_data_can_answer(*read_evidence(shop))])

    return session.computed(shop, "what the data can answer", judge)


def in_words(answer: Answer) -> dict[str, object]:
    """Return an answer's question, verdict, figure, sentence and remedy."""
    return {
        "question": QUESTIONS[answer.question],
        "verdict": VERDICTS[answer.verdict],
        "figure": answer.figure,
        "sentence": "; ".join(filled(FOUND[found], answer.figures) for found in answer.found),
        "remedy": filled(REMEDIES[answer.remedy], answer.figures) if answer.remedy else "",
    }


def show_answers(shop: Shop) -> None:
    """Draw what this data can answer, and what would help where it cannot."""
    st.subheader("What this data can answer", anchor=False)
    answers = answers_of(shop)
    n_yes = int((answers["verdict"] == "Yes").sum())
    st.markdown(f"{n_yes} of {len(answers)} questions can be answered well.")
    for row in answers.to_dict("records"):
        question, sentence = formats.escaped(row["question"]), formats.escaped(row["sentence"])
        remedy = f" :gray[{formats.escaped(row['remedy'])}.]" if row["remedy"] else ""
        verdict, text = st.columns([1, 11], vertical_alignment="top")
        verdict.markdown(f"**{row['verdict']}**")
        text.markdown(f"**{question}** {sentence}.{remedy}")
    with st.expander("The answers as a table"):
        display.show_table(answers, COLUMNS, "what-this-data-can-answer")
