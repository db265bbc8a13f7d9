"""What the shop holds about one customer, for the customer: asked for by id, handed over as a file."""

import streamlit as st

from analytics.cli.person_file import person_file
from components.shell import display, formats, session
from data.privacy.held import held_about
from data.store import Shop


def offer_what_is_held(shop: Shop) -> None:
    """Ask about whom; the file waits for its download until the next run of the page."""
    st.markdown("A customer who asks what is known about them gets every row that is theirs, in one file.")
    with st.form(f"held-{shop.name}", border=False, clear_on_submit=True):
        customer_id = st.text_input("Customer id", width=320, key=f"held-about-{shop.name}").strip()
        is_sent = st.form_submit_button("Put together what is held")
    if is_sent and customer_id:
        _put_together(shop, customer_id)
    elif is_sent:
        st.warning("Write the customer's id.")
    if file := session.take(shop, "held"):
        display.show_download("Download the file (zip)", lambda: file, "about-one-customer.zip")


def _put_together(shop: Shop, customer_id: str) -> None:
    with display.saying_refusals(), st.spinner("Looking through tables and trainings"):
        held = held_about(shop, customer_id)
        session.remember(shop, "held", person_file(held, shop.name))
        st.success(f"Found: {formats.counted(held.n_rows, 'row')}.")
