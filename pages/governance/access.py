"""Governance ▸ Access: who may do what in this shop?"""

import streamlit as st

from components import access
from components.shell import display, guards

display.show_heading("Access", "Who may do what in this shop?")
shop = guards.require_shop()
grants = access.grants_in(shop)
access.show_answer(shop, grants)
access.choose_grant(shop)
access.show_grants(grants)
with st.expander("Take a role away"):
    access.choose_taking(shop, grants)
with st.expander("What a viewer sees"):
    access.choose_least(shop)
st.subheader("What each role may", anchor=False)
access.show_rights()
