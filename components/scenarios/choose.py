"""The analyst's side of a comparison: the bundle, and up to four scenarios with their sliders."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

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


def choose_scenarios(offer: Offered, defaults: Sequence[Scenario], key: str, currency: str) -> list[Scenario]:
    """Ask for the scenarios, side by side."""
    n = st.radio(
        "How many scenarios",
        range(1, MOST_SCENARIOS + 1),
        index=len(defaults) - 1,
        horizontal=True,
        key=f"n-{key}",
        persist_state="session",
    )
    columns = st.columns(n, gap="medium", border=True)
    scenarios = []
    for i, column in enumerate(columns):
        default = defaults[i] if i < len(defaults) else _another(offer, i)
        with column:
            scenarios.append(_choose_scenario(offer, default, f"{key}-{i}", currency))
    return _named_apart(scenarios)


def _choose_scenario(offer: Offered, default: Scenario, key: str, currency: str) -> Scenario:
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
    if not is_by_segment:
        percent = _choose_discount(offer, "Discount for all", default.percents[0], f"flat-{key}", currency)
        return Scenario(name, (percent,) * len(offer.segments))
    is_long = len(offer.segments) > MOST_UNSCROLLED  # the picture below should stay in sight
    with st.container(height=SCROLLED_HEIGHT if is_long else "content", border=False):
        percents = tuple(
            _choose_discount(offer, segment, default.percents[s], f"segment-{s}-{key}", currency)
            for s, segment in enumerate(offer.segments)
        )
    return Scenario(name, percents, is_by_segment=True)


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
