"""Governance ▸ Anonymous export: which list of customers can leave the house without giving anybody away?"""

import streamlit as st

from components import anonymous_export
from components.shell import display, guards

display.show_heading("Anonymous export", "Which list of customers can leave without giving anybody away?")
shop = guards.require_data()
answer = st.container()
newest = anonymous_export.show_making(shop, anonymous_export.choose_export(shop))
with answer:
    anonymous_export.show_answer(newest)
if newest is not None:
    anonymous_export.show_export(newest)
