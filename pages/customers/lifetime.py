"""Customers ▸ Lifetime value: what is each customer still worth, and to whom does that go?"""

from functools import partial

import streamlit as st

from components import lifetime
from components.lifetime.moves import show_moves
from components.lifetime.new_customers import show_new_customers
from components.lifetime.portraits import show_portraits
from components.shell import display, guards, scope, session

display.show_heading("Lifetime value", "What will each customer bring, how sure is that, and who are they?")
shop = scope.choose_scope(guards.require_data())
answer = st.container()
valued = lifetime.choose_value(shop, lifetime.require_valued(shop))
currency = session.currency_of(shop)
with answer:
    display.show_answer(lifetime.answer(valued.found, currency))
lifetime.show_reservations(valued.found)
parts = {
    "Value": partial(lifetime.show_value, valued, currency),
    "How sure": partial(lifetime.show_certainty, valued),
    "Portraits": partial(show_portraits, valued, currency),
    "Migration": partial(show_moves, valued, currency),
    "New customers": partial(show_new_customers, valued, currency),
}
display.show_tabs(parts, f"lifetime-tabs-{shop.name}")
