"""Figures of customers with noise: what they would cost, what they cost, and what is left to spend."""

import pandas as pd
import streamlit as st

from analytics.cli.private_figures_words import (
    COMPOSITION_WORDS,
    budget_words,
    clipped_words,
    error_words,
)
from analytics.runs.private_figures.ask import ask
from analytics.runs.private_figures.question import Question, check_question
from analytics.runs.private_figures.rows import bounded_rows
from components.private_figures.charts import figures_chart
from components.shell import choices, display, formats, session, tables
from data.privacy.budget.amounts import Cost, Limit
from data.privacy.budget.lines import Figures
from data.privacy.budget.record import Budget
from data.schema import InputError
from data.store import Shop

FIGURE_COLUMNS = {
    "group": tables.text("Group"),
    "figure": tables.number("Figure with noise"),
    **tables.band("", tables.number),
}
LIMIT_HELP = "Noise protects each customer as long as all figures together cost no more than this"
HOW = (
    "Each figure gets noise that hides whether any one customer is in it: the smaller ε, the more noise. "
    "Names of groups and what is clipped are told as they are: choose them without a look at one person."
)


def require_budget(shop: Shop) -> Budget:
    """Return the shop's privacy budget; stops the page where its record is damaged."""
    budget = Budget(shop.directory)
    try:
        budget.history()
    except InputError as error:
        st.warning(formats.escaped(str(error)))
        st.stop()
    return budget


def show_answer(budget: Budget) -> None:
    """Draw what of the budget is spent and left."""
    display.show_answer(f"{budget_words(budget)}.")


def choose_spending(shop: Shop, budget: Budget, question: Question, cost: Cost) -> None:
    """Say what to expect, spend once the button is pressed, and show the figures that are kept."""
    try:
        check_question(question, cost)
        bounded = session.computed(shop, ("bounded", question), lambda: bounded_rows(shop, question))
    except InputError as error:
        st.warning(formats.escaped(str(error)))
        return
    display.show_note(f"{error_words(question, cost)}. {clipped_words(bounded, question)}.")
    kept = budget.kept(question.plain(cost), shop.fingerprint)
    label = f"Spend ε {cost.epsilon:.4g}" if kept is None else "Paid for already"
    if st.button(label, type="primary", disabled=kept is not None, key="spend-epsilon"):
        with display.saying_refusals():
            ask(shop, question, cost)
            st.rerun()
    display.show_note(HOW)
    if kept is not None:
        _show_figures(question, kept)


def choose_limit(budget: Budget) -> None:
    """Ask what may be spent in all, and note it where that changes."""
    limit = budget.limit()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        epsilon = st.number_input(
            "ε in all", 0.001, 100.0, limit.epsilon, help=LIMIT_HELP, width=160, key="limit-epsilon"
        )
        delta = st.number_input(
            "δ in all", 1e-15, 1e-3, limit.delta, format="%.1e", width=160, key="limit-delta"
        )
        label, key = "How costs add up", "limit-composition"
        composition = choices.choose_code(
            label, COMPOSITION_WORDS, limit.composition, width=400, key=key, disabled=bool(budget.history())
        )
        if st.button("Set the budget", key="set-budget"):
            with display.saying_refusals():
                budget.save_limit(Limit(float(epsilon), float(delta), composition))
                st.rerun()


def _show_figures(question: Question, kept: Figures) -> None:
    rows = pd.DataFrame(kept)
    low, high = rows["figure"] - rows["half_width"], rows["figure"] + rows["half_width"]
    rows = rows.assign(low=low, high=high)
    display.show_chart(figures_chart(rows, question), rows, FIGURE_COLUMNS, "private-figures")
