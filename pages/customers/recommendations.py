"""Customers ▸ Recommendations: what should each customer be shown next?"""

import streamlit as st

from components import recommendations
from components.shell import display, guards, scope

display.show_heading("Recommendations", "What should each customer be shown next?")
shop = scope.choose_scope(guards.require_data())
place = st.container()
found = recommendations.require_compared(shop)
with place:
    display.show_answer(recommendations.answer(shop, found))
recommendations.show_tabs(shop, found)
recommendations.show_download(found)
