"""Governance ▸ Fairness: who pays more, who is offered less, and what would a limit cost?"""

import streamlit as st

from components import fairness
from components.fairness import limit, stand_ins
from components.shell import display, guards

display.show_heading("Fairness", "Who pays more, who is offered less, and what would a limit cost?")
audited = fairness.require_audit(guards.require_data())
fairness.show_answer(audited)
fairness.show_groups(audited)
limit.choose_limit(audited)
with st.expander("Do other columns stand in for this one?"):
    stand_ins.show_stand_ins(audited)
