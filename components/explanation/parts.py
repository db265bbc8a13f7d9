"""The tabs of the page: all predictions together, one input, one customer, and how far to trust it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial

import streamlit as st

from components.explanation import Seen
from components.explanation.inputs import show_dependence
from components.explanation.one import show_one
from components.explanation.overall import show_overall
from components.explanation.trust import show_glass, show_second, show_stability
from components.shell import display
from components.what_if.shown import show_what_if
from components.what_if.ways import show_ways
from components.why_price.tab import show_why_price


class Tab(StrEnum):
    """A tab of the page."""

    OVERALL = "overall"
    DEPENDENCE = "dependence"
    ONE = "one"
    SECOND = "second"
    STABILITY = "stability"
    GLASS = "glass"
    WHY_PRICE = "why_price"
    WHAT_IF = "what_if"
    WAYS = "ways"


TABS: Mapping[Tab, tuple[str, Callable[[Seen], None]]] = {
    Tab.OVERALL: ("Overall", show_overall),
    Tab.DEPENDENCE: ("Dependence", show_dependence),
    Tab.ONE: ("One customer", show_one),
    Tab.WHY_PRICE: ("Why this price", lambda seen: show_why_price(seen.shop, seen.found)),
    Tab.WHAT_IF: ("What if", lambda seen: show_what_if(seen.shop, seen.found, seen.sampled)),
    Tab.WAYS: ("What would have to change", lambda seen: show_ways(seen.shop, seen.found, seen.sampled)),
    Tab.SECOND: ("Second opinion", show_second),
    Tab.STABILITY: ("Stability", show_stability),
    Tab.GLASS: ("Glass box", show_glass),
}
OF_MANY = (Tab.SECOND, Tab.STABILITY, Tab.GLASS)  # need many customers explained
MISSING = "This needs more than the training's own sample. Press the button above to explain many customers."


def explanation_parts(seen: Seen) -> display.Tabs:
    """Return the tabs by their labels."""
    missing = partial(st.markdown, MISSING)
    return {
        label: missing if seen.many is None and tab in OF_MANY else partial(show, seen)
        for tab, (label, show) in TABS.items()
    }
