"""Lab ▸ Imbalance: what helps where few came out yes, and what does it do to the predicted shares?"""

import streamlit as st

from components import imbalance
from components.shell import display, guards

QUESTION = "What helps where few buy, and what does it do to the predicted shares?"
display.show_heading("Imbalance", QUESTION)
shop = guards.require_data()
answer = st.container()
newest = imbalance.show_comparing(shop, imbalance.choose_comparison(shop))
if newest:
    with answer:
        display.show_answer(imbalance.answer(newest))
    display.show_tabs(imbalance.parts(newest), f"imbalance-tabs-{shop.name}")
