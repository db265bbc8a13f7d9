"""What the analyst asks of a study of segments."""

import pandas as pd
import streamlit as st

from analytics.segments.choice import FIGURES
from analytics.segments.features import USUAL_GROUPS, FeatureGroup
from analytics.segments.methods.contract import DEEP_METHODS, FINDS_NUMBER, SegmentMethod
from analytics.segments.methods.number import MOST_TRIED
from analytics.segments.study.config import PLAIN_METHODS, StudyConfig
from components.segments.methods.words import GROUPS, MEANINGS, METHODS
from components.shell import choices, display, session
from data.store import Shop

_BY_STABILITY = "As many as are found again"


def choose_study(shop: Shop, customers: pd.DataFrame) -> StudyConfig | None:
    """Ask which methods are compared, by which figures; None where none is chosen.

    Parameters
    ----------
    customers : the mart `customers`, with main stores and channels where there are several
    """
    help = " ".join(f"{METHODS[method]}: {meaning}" for method, meaning in MEANINGS.items())
    methods = choices.choose_several("Methods", METHODS, PLAIN_METHODS, key="study-methods", help=help)
    attributes = [name for name in customers.columns if name not in FIGURES]
    own = [name for name in attributes if name in session.mart(shop, "customers")]
    words = {group: GROUPS[group] for group in _groups(shop, own)}
    usual = [group for group in words if group in USUAL_GROUPS]
    groups = choices.choose_several("Figures that tell customers apart", words, usual, key="study-groups")
    number, compared = st.columns(2)
    with number:
        n_clusters = _choose_number(methods)
    with compared:
        against = _choose_attribute(attributes)
    if any(method in DEEP_METHODS for method in methods):
        display.show_note(
            "Deep embedding trains a network, four times to see whether it finds the same again."
        )
    if not methods or not groups:
        display.show_note("Choose a method and figures.")
        return None
    chosen = tuple(SegmentMethod(method) for method in methods)
    return StudyConfig(chosen, tuple(FeatureGroup(group) for group in groups), n_clusters, against or "")


def _groups(shop: Shop, attributes: list[str]) -> list[FeatureGroup]:
    """Return the groups of figures that a shop can have."""
    is_browsed = set(session.mart(shop, "funnel")["event_type"]) & {"view", "cart"}
    missing = {
        FeatureGroup.BROWSING: not is_browsed,
        FeatureGroup.CATEGORIES: len(session.mart(shop, "categories")) < 2,
        FeatureGroup.ATTRIBUTES: not attributes,
    }
    return [group for group in FeatureGroup if not missing.get(group)]


def _choose_number(methods: list[str]) -> int | None:
    """Ask for the number of segments, where a method needs to be told; None is by stability."""
    if all(method in FINDS_NUMBER for method in methods):
        return None
    words = {None: _BY_STABILITY, **{number: str(number) for number in range(2, MOST_TRIED + 1)}}
    return choices.choose_code("Number of segments", words, key="study-number")


def _choose_attribute(attributes: list[str]) -> str | None:
    if not attributes:
        return None
    words = {None: "Nothing", **{name: name for name in attributes}}
    help = "How far segments say the same as this attribute, which they are then not found by."
    return choices.choose_code("Compare segments with", words, key="study-against", help=help)
