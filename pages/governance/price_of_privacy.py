"""Governance ▸ Price of privacy: what does advice earn that tells little of any one customer?"""

import streamlit as st

from components import privacy_price
from components.shell import display, guards

QUESTION = "What does advice earn whose model tells little of any one customer?"
display.show_heading("Price of privacy", QUESTION)
shop = guards.require_data()
answer = st.container()
newest = privacy_price.show_pricing(shop, privacy_price.choose_shops(shop))
if newest:
    with answer:
        display.show_answer(privacy_price.answer(newest))
    privacy_price.show_prices(newest)
