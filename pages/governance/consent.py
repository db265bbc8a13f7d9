"""Governance ▸ Consent: who does not agree to personal prices, and what does that cost?"""

import streamlit as st

from components import consent
from components.shell import display, guards

display.show_heading("Consent", "Who does not agree to personal prices, and what does that cost?")
shop = guards.require_data()
found = consent.found_in(shop)
consent.show_answer(shop, found)
consent.show_cost(shop, found)
consent.choose_lists(shop)
with st.expander("Customers of whom nothing is said"):
    consent.choose_rule(shop, found)
consent.show_meaning()
