"""Governance ▸ Law checks: what do laws on prices ask of this price book?"""

import streamlit as st

from components import law
from components.shell import display, guards

display.show_heading("Law checks", "What do laws on prices ask of this price book?")
shop = guards.require_data()
answer = st.container()
checked = law.require_checks(shop)
with answer:
    law.show_answer(checked)
law.show_rules(checked)
law.show_pack(checked, law.choose_customer(checked))
with st.expander("Every announced reduction"):
    law.show_reductions(checked)
with st.expander("The prior price of every product"):
    law.show_prior_prices(checked)
