"""Governance ▸ Anonymous export: which table of customers can leave the house without giving anybody away?"""

import streamlit as st

from components import anonymous_export
from components.shell import display, guards

display.show_heading("Anonymous export", "Which table of customers can leave without giving anybody away?")
shop = guards.require_data()
answer = st.container()
made = anonymous_export.choose_export(shop)
with answer:
    anonymous_export.show_answer(made)
if made is not None:
    anonymous_export.show_export(made)
