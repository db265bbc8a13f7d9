"""The analyst's side of a comparison: the bundle, and up to four scenarios with their sliders."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import formats, session
from components.bundles import CHOSEN
from components.scenarios.outcomes import Offered, Scenario
from components.scenarios.saved import leave_link
from data.store import Shop

MOST_SCENARIOS, DEEPEST_PERCENT = 4, 60
MOST_UNSCROLLED, SCROLLED_HEIGHT = 3, 290


def choose_bundle(shop: Shop, bundles: pd.DataFrame, linked: dict | None, run_id: str) -> pd.Series:
    """Ask which bundle to look at; picked ones and those made by hand come first."""
    is_own = bundles["is_picked"] | bundles["is_by_hand"]
    ordered = bundles.loc[is_own.sort_values(ascending=False, kind="stable").index].set_index("offer_id")
    parts = {offer_id: tuple(ids) for offer_id, ids in ordered["product_ids"].items()}
    wanted = tuple(linked["product_ids"]) if linked else session.recall(shop, CHOSEN)
    advised = ordered.index[ordered["verdict"] != "FAIL"]
    first = next((i for i, ids in parts.items() if wanted and set(ids) == set(wanted)), None)
    default = first or (advised[0] if len(advised) else ordered.index[0])
    offer_id = st.selectbox(
        "Bundle",
        list(parts),
        index=list(parts).index(default),
        format_func=lambda i: f"{i}  {ordered.loc[i, 'title']}  ·  {ordered.loc[i, 'verdict']}",
        key=f"bundle-{shop.name}-{run_id}-{linked['id'] if linked else ''}",
    )
    if offer_id != default or wanted is None:
        session.remember(shop, CHOSEN, parts[offer_id])
    if linked and offer_id != default:
        leave_link()
        st.rerun()
    return ordered.loc[offer_id].rename(offer_id)


@dataclass(frozen=True)
class Draft:
    """A scenario whose discounts are not asked for yet.

    Attributes
    ----------
    default : where its sliders start
    place : where they stand
    """

    name: str
    is_by_segment: bool
    default: Scenario
    place: DeltaGenerator
    key: str


def choose_drafts(offer: Offered, defaults: Sequence[Scenario], key: str) -> list[Draft]:
    """Ask how many scenarios stand side by side, their names, and whether segments differ."""
    n = st.radio(
        "How many scenarios",
        range(1, MOST_SCENARIOS + 1),
        index=len(defaults) - 1,
        horizontal=True,
        key=f"n-{key}",
        persist_state="session",
    )
    columns = st.columns(n, gap="medium", border=True)
    drafts = []
    for i, column in enumerate(columns):
        default = defaults[i] if i < len(defaults) else _another(offer, i)
        with column:
            drafts.append(_choose_draft(offer, default, f"{key}-{i}"))
    return drafts


def choose_scenarios(offer: Offered, drafts: Sequence[Draft], currency: str) -> list[Scenario]:
    """Ask for the discounts of every draft, in the places that are theirs."""
    return _named_apart([_choose_scenario(offer, draft, currency) for draft in drafts])


def _choose_draft(offer: Offered, default: Scenario, key: str) -> Draft:
    name = st.text_input(
        "Name",
        default.name,
        max_chars=30,
        key=f"name-{key}",
        label_visibility="collapsed",
        persist_state="session",
    )
    is_by_segment = False
    if len(offer.segments) > 1:
        is_by_segment = st.toggle(
            "Per segment", default.is_by_segment, key=f"by-segment-{key}", persist_state="session"
        )
    # the picture below should stay in sight
    is_long = is_by_segment and len(offer.segments) > MOST_UNSCROLLED
    place = st.container(height=SCROLLED_HEIGHT if is_long else "content", border=False)
    return Draft(name, is_by_segment, default, place, key)


def _choose_scenario(offer: Offered, draft: Draft, currency: str) -> Scenario:
    percents = draft.default.percents
    with draft.place:
        if not draft.is_by_segment:
            label, key = "Discount for all", f"flat-{draft.key}"
            percent = _choose_discount(offer, label, percents[0], key, currency)
            return Scenario(draft.name, (percent,) * len(offer.segments))
        chosen = tuple(
            _choose_discount(offer, segment, percents[s], f"segment-{s}-{draft.key}", currency)
            for s, segment in enumerate(offer.segments)
        )
    return Scenario(draft.name, chosen, is_by_segment=True)


def _choose_discount(offer: Offered, label: str, percent: int, key: str, currency: str) -> int:
    """Ask for one discount, in per cent and in money; the browser shows both while the slider moves."""
    price = offer.curves.component_price

    def words(chosen: int) -> str:
        unseen = " · never seen" if chosen > 100 * offer.deepest + 0.5 else ""
        return f"{chosen} % · {formats.money(price * (1 - chosen / 100), currency)}{unseen}"

    return int(
        st.select_slider(
            formats.escaped(label),
            range(DEEPEST_PERCENT + 1),
            percent,
            words,
            key=key,
            persist_state="session",
        )
    )


def _another(offer: Offered, i: int) -> Scenario:
    percent = (20, 25, 30, 5)[i]
    return Scenario(f"{percent} % for all", (percent,) * len(offer.segments))


def _named_apart(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Return the scenarios with names that differ, as tables and charts go by them."""
    taken: set[str] = set()
    apart = []
    for i, scenario in enumerate(scenarios):
        name = scenario.name.strip() or f"Scenario {i + 1}"
        name = f"{name} ({i + 1})" if name in taken else name
        taken.add(name)
        apart.append(Scenario(name, scenario.percents, scenario.is_by_segment))
    return apart
