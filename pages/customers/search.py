"""Customers ▸ Search: what do customers find by what they type?"""

import streamlit as st

from components import search
from components.shell import display, guards, scope

display.show_heading("Search", "What do customers find by what they type?")
shop = scope.choose_scope(guards.require_data())
place = st.container()
found = search.require_index(shop)
with place:
    display.show_answer(search.answer(found))
search.show_tabs(shop, found)
