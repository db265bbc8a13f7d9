"""Governance ▸ Decisions: who decided what on which prices, and is the record as it was written?"""

import streamlit as st

from components import decisions
from components.decisions import deciding, record_table
from components.shell import display, guards

display.show_heading("Decisions", "Who decided what on which prices, and is the record as it was written?")
record = decisions.require_record(guards.require_shop())
kept = decisions.book_to_decide(record)
if kept is not None:
    decisions.show_answer(kept)
    with st.container(horizontal=True, vertical_alignment="top"):
        who = decisions.choose_who()
        book = deciding.choose_book(kept)
    deciding.choose_approval(kept, who, book)
    with st.expander("Withdraw prices"):
        deciding.choose_withdrawal(kept, who, book)
    with st.expander("Two people"):
        deciding.choose_four_eyes(kept, who)
else:
    decisions.show_record_answer(record)
    if decisions.may_decide(record.shop):
        decisions.show_way_to_a_book(record.shop)
record_table.show_record(record)
record_table.show_signatures(record)
