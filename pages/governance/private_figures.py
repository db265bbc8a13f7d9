"""Governance ▸ Private figures: what can be told of customers so that nobody can tell who is in it?"""

import streamlit as st

from components import private_figures
from components.private_figures import choosing, history
from components.shell import display, guards

display.show_heading("Private figures", "What can be told of customers so that nobody can tell who is in it?")
shop = guards.require_data()
budget = private_figures.require_budget(shop)
private_figures.show_answer(budget)
question, cost = choosing.choose_question(shop)
private_figures.choose_spending(shop, budget, question, cost)
with st.expander("The budget"):
    private_figures.choose_limit(budget)
history.show_history(budget)
