"""Shop ▸ Persons: which customer ids are one and the same person?"""

import streamlit as st

from components import persons
from components.shell import display, guards

display.show_heading("Persons", "Which customer ids are one and the same person?")
shop = guards.require_data()
place = st.container()
choice = persons.choose_joins(shop)
with place:
    display.show_answer(persons.answer(shop, choice))
persons.show_buttons(shop, choice)
persons.show_joins(shop, persons.reported(shop, choice))
persons.show_download(shop)
