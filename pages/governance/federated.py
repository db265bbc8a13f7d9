"""Governance ▸ Federated training: what do shops gain that train together and keep their rows apart?"""

import streamlit as st

from components import federated
from components.shell import display, guards

QUESTION = "What do shops gain that train together while their rows stay apart?"
display.show_heading("Federated training", QUESTION)
shop = guards.require_data()
answer = st.container()
newest = federated.show_training(shop, federated.choose_training(shop))
if newest:
    with answer:
        display.show_answer(federated.answer(newest))
    federated.show_trained(newest)
