"""What the analyst changes about one prediction."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics.runs.what_if.changes import (
    NOTHING,
    Changes,
    can_be_added,
    can_be_recent,
    cell_of,
    price_of,
)
from components.shell import choices, formats
from components.what_if.asked import Asked

AS_IT_WAS = "As it was"
DEAREST = 1_000_000.0


def choose_changes(asked: Asked) -> Changes:
    """Ask what is to be other than it was; the price starts from what was faced."""
    visits, key = asked.visits, asked.key
    with st.container(horizontal=True, vertical_alignment="bottom"):
        others = [product for product in visits.offered(asked.cell) if product != asked.row["product_id"]]
        product = _choose("Another product", others, f"what-product-{key}", asked.titles)
        changes = replace(NOTHING, product_id=product)
        cell = cell_of(visits, asked.cell, changes)
        changes = replace(changes, price=_choose_price(asked, changes))
        segment = _choose("Customer type", visits.encoder.segments_, f"what-segment-{key}")
        day = pd.Timestamp(visits.cells.log.visited_at[visits.cells.visit[cell]]).date()
        chosen = st.date_input("Day of the visit", day, width=160, key=f"what-day-{key}")
        added = _choose(
            "More in the basket", can_be_added(visits, cell), f"what-added-{key}-{product}", asked.titles
        )
    changes = replace(changes, segment=segment, day=None if chosen == day else chosen, added=added)
    with st.container(horizontal=True):
        is_new = st.checkbox("Without their own past purchases", key=f"what-new-{key}")
        can = can_be_recent(visits, cell) and not is_new
        label = "Bought it at the visit before"
        is_recent = st.checkbox(label, disabled=not can, key=f"what-recent-{key}-{product}")
    return replace(changes, is_new=is_new, is_recent=is_recent and can, attributes=_choose_attributes(asked))


def _choose_price(asked: Asked, changes: Changes) -> float | None:
    """Ask for the price; None where it stays what was faced."""
    was = price_of(asked.visits, asked.cell, changes)
    shown = round(was, 2)
    label = formats.with_unit("Price", asked.currency)
    key = f"what-price-{asked.key}-{changes.product_id}"
    price = float(st.number_input(label, 0.01, DEAREST, max(shown, 0.01), width=140, key=key))
    return None if abs(price - max(shown, 0.01)) < 0.005 else price


def _choose_attributes(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Ask for other attributes of the customer, where any are known."""
    known = {name: levels for name, levels in asked.visits.encoder.levels_.items() if len(levels) > 1}
    if not known:
        return ()
    with st.expander("Attributes of the customer"), st.container(horizontal=True):
        chosen = {n: _choose(n, levels, f"what-{n}-{asked.key}") for n, levels in known.items()}
    return tuple((name, level) for name, level in chosen.items() if level is not None)


def _choose(label: str, codes: Iterable[str], key: str, titles: dict[str, str] | None = None) -> str | None:
    """Ask for one of several codes; None where it stays as it was."""
    words = {code: (titles or {}).get(code, code) for code in codes}
    ordered = dict(sorted(words.items(), key=lambda item: (item[1], item[0])))
    return choices.choose_code(label, {None: AS_IT_WAS} | ordered, width=220, key=key)
