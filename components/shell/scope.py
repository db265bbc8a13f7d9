"""The stores and channels of a shop that a page looks at: asked in one place, the same on every page."""

import streamlit as st

from components.shell import choices, display, session
from data.store import EVERYWHERE, Scope, Shop

KINDS = {"store": "Stores", "channel": "Channels"}
HELP = "Only events of these count, here and on the other pages that ask for it. None chosen: all count."
REMEMBERED = "scope"


def choose_scope(shop: Shop) -> Shop:
    """Ask which stores and channels are looked at, where a shop has several; return that part of it."""
    places = places_of(shop)
    several = {kind: known for kind, known in places.items() if len(known) > 1}
    if not several:
        return shop
    saved: Scope = session.recall(shop, REMEMBERED, EVERYWHERE)
    before = {"store": saved.stores, "channel": saved.channels}
    chosen: dict[str, tuple[str, ...]] = {}
    for place, (kind, known) in zip(st.columns(len(several)), several.items(), strict=True):
        with place:
            chosen[kind] = _choose(shop, kind, known, before[kind])
    scope = Scope(chosen.get("store", ()), chosen.get("channel", ()))
    session.remember(shop, REMEMBERED, scope)
    if scope.is_all:
        return shop
    part = shop.within(scope)
    if part.is_empty:
        display.show_note("No event is of these stores and these channels together.")
        st.stop()
    return part


def places_of(shop: Shop) -> dict[str, list[str]]:
    """Return the shop's stores and channels, those first where most is spent."""
    places = session.mart(shop, "places")
    return {kind: places.loc[places["kind"] == kind, "place"].tolist() for kind in KINDS}


def scope_words(scope: Scope) -> str:
    """Return a part of a shop in words, as within a sentence."""
    parts = (("store", scope.stores), ("channel", scope.channels))
    told = [f"{kind}{'s' if len(names) > 1 else ''} {', '.join(names)}" for kind, names in parts if names]
    return "; ".join(told) or "all stores and channels"


def _choose(shop: Shop, kind: str, known: list[str], saved: tuple[str, ...]) -> tuple[str, ...]:
    words = {name: name for name in known}
    chosen = [name for name in saved if name in words]
    options = {"placeholder": f"All {KINDS[kind].lower()}", "help": HELP, "key": f"{kind}s-{shop.name}"}
    return tuple(choices.choose_several(KINDS[kind], words, chosen, **options))
