"""Lab ▸ Transfer: how much does what another shop's customers do help where few are known here?"""

import streamlit as st

from components import transfer
from components.shell import display, guards

QUESTION = "How much does another shop help where few customers are known here?"
display.show_heading("Transfer", QUESTION)
shop = guards.require_data()
answer = st.container()
newest = transfer.show_transferring(shop, transfer.choose_transfer(shop))
if newest:
    with answer:
        display.show_answer(transfer.answer(newest))
    transfer.show_gains(newest)
