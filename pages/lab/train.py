"""Lab ▸ Train: how well does a model of your choice tell yes from no, on rows that it has not seen?"""

import streamlit as st

from components import train
from components.shell import display, guards

display.show_heading("Train", "How well does a model of your choice tell who will buy?")
shop = guards.require_data()
answer = st.container()
training = train.choose_training(shop)
newest = train.show_training(shop, training)
run = train.choose_run(shop, newest)
if run:
    with answer:
        display.show_answer(train.answer(run))
    train.show_run(shop, run)
