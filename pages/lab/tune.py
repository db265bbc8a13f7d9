"""Lab ▸ Tune: which settings does a model do best with, and is that more than luck?"""

import streamlit as st

from components import tune
from components.shell import display, guards

display.show_heading("Tune", "Which settings does a model do best with, and is it more than luck?")
shop = guards.require_data()
answer = st.container()
asked = tune.choose_search(shop)
search = tune.show_search(shop, asked.work, asked.config)
if search:
    with answer:
        display.show_answer(tune.answer(search))
    tune.show_winner(shop, search)
    tune.show_found(search)
