"""Customers ▸ Segments: who buys here, and which groups could get prices of their own?"""

import streamlit as st

from analytics.segments.personas import describe_segments
from components import segments
from components.segments.words import with_sentences
from components.shell import display, guards, session

display.show_heading("Segments", "Who buys here, and which groups could get prices of their own?")
shop = guards.require_data()
customers = session.mart(shop, "customers").query("n_orders > 0")  # whoever only looked has no figures yet
segments.require_customers(customers)
answer = st.container()
choice = segments.choose_segments(shop, customers)
segments.show_use_for_pricing(shop, choice)
assigned = segments.segment_customers(shop, choice)
currency = session.currency_of(shop)
profiles = with_sentences(describe_segments(assigned), assigned, currency)
guests = segments.guest_share(shop)
with answer:
    display.show_answer(segments.answer(profiles, guests))
segments.show_profiles(profiles, guests, currency)
segments.show_customers(assigned, list(profiles["segment"]), currency)
