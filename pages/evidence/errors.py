"""Evidence ▸ Error analysis: where is the model wrong, and does it matter?"""

import streamlit as st

from components import errors
from components.errors.parts import error_parts
from components.shell import display, guards, results

display.show_heading("Error analysis", "Where is the model wrong, and does it matter?")
shop = guards.require_data()
found = results.require_results(shop)
chances = errors.require_chances(shop, found)
answer = st.container()
wrong = errors.choose_errors(shop, found, chances)
with answer:
    errors.show_answer(wrong)
errors.show_figures(wrong)
display.show_tabs(error_parts(wrong), f"error-tabs-{shop.name}")
