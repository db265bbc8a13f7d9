"""Customers ▸ Interests: what are customers' purchases about, and where are they going?"""

import streamlit as st

from components import interests
from components.shell import display, guards, scope

display.show_heading("Interests", "What are customers' purchases about, and where are they going?")
shop = scope.choose_scope(guards.require_data())
place = st.container()
found = interests.require_found(shop)
with place:
    display.show_answer(interests.answer(shop, found))
interests.show_tabs(shop, found)
