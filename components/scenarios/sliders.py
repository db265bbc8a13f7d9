"""The analyst's side of a comparison: the bundle, and up to six scenarios with their sliders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.pricing.offers import GRID
from analytics.pricing.price_book.ranking import best_offer
from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.scenario import MOST_SCENARIOS, Scenario, flat_scenario, named_apart
from analytics.pricing.scenarios.setting import AS_CHOSEN, Setting
from components.bundles.table import CHOSEN
from components.scenarios.saved import leave_link
from components.shell import choices, formats, session
from data.store import Shop

MOST_BELOW = 3  # sliders of a scenario below each other; more stand in two columns
EDITED = ", edited"  # what a name says once its sliders were moved
OTHERS = (20, 25, 30, 5, 10, 40)  # per cent of scenarios that are added


def choose_bundle(shop: Shop, bundles: pd.DataFrame, linked: dict | None, run_id: str) -> pd.Series:
    """Ask which bundle to look at; picked ones and those made by hand come first."""
    is_own = bundles["is_picked"] | bundles["is_by_hand"]
    ordered = bundles.loc[is_own.sort_values(ascending=False, kind="stable").index]
    usual, ordered = best_offer(bundles), ordered.set_index("offer_id")
    parts = {offer_id: tuple(ids) for offer_id, ids in ordered["product_ids"].items()}
    wanted = tuple(linked["product_ids"]) if linked else session.recall(shop, CHOSEN)
    default = next((i for i, ids in parts.items() if wanted and set(ids) == set(wanted)), usual)
    words = {i: f"{i}  {row['title']}  ·  {row['verdict']}" for i, row in ordered.iterrows()}
    key = f"bundle-{shop.name}-{run_id}-{linked['id'] if linked else ''}"
    offer_id = choices.choose_code("Bundle", words, default, key=key)
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
    offer : what it offers, at every discount
    places : where its sliders stand, one for each
    """

    name: str
    is_by_segment: bool
    default: Scenario
    offer: Offered
    places: tuple[DeltaGenerator, ...]
    key: str


def choose_drafts(
    offers: Mapping[Setting, Offered], defaults: Sequence[Scenario], key: str
) -> tuple[list[Draft], int | None]:
    """Ask how many scenarios stand side by side, their names, whether segments differ, and which to copy.

    Parameters
    ----------
    offers : by what differs from the page; the page's own is among them
    """
    n = st.radio(
        "How many scenarios",
        range(1, MOST_SCENARIOS + 1),
        index=len(defaults) - 1,
        horizontal=True,
        key=f"n-{key}",
        persist_state="session",
    )
    own = offers[AS_CHOSEN]
    defaults = [*defaults, *(flat_scenario(own, OTHERS[i]) for i in range(len(defaults), n))][:n]
    drafts, copied = [], None
    for i, default in enumerate(defaults):
        with st.container(border=True, gap="small"):
            offer = offers.get(default.setting.with_usual_visits, own)
            drafts.append(_choose_draft(offer, default, f"{key}-{i}"))
            is_full = n == MOST_SCENARIOS
            if st.button("Duplicate", key=f"duplicate-{key}-{i}", type="tertiary", disabled=is_full):
                copied = i
    return drafts, copied


def choose_scenarios(drafts: Sequence[Draft], currency: str) -> list[Scenario]:
    """Ask for the discounts of every draft, in the places that are theirs."""
    return named_apart([_choose_scenario(draft, currency) for draft in drafts])


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
    n_sliders = len(offer.segments) if is_by_segment else 1
    if n_sliders <= MOST_BELOW:
        places = [st.container() for _ in range(n_sliders)]
    else:
        rows = [st.columns(2, gap="small") for _ in range(0, n_sliders, 2)]
        places = [place for row in rows for place in row][:n_sliders]
    return Draft(name, is_by_segment, default, offer, tuple(places), key)


def _choose_scenario(draft: Draft, currency: str) -> Scenario:
    percents, offer, key = draft.default.percents, draft.offer, draft.key
    if draft.is_by_segment:
        labels = {f"segment-{s}-{key}": segment for s, segment in enumerate(offer.segments)}
    else:
        labels = {f"flat-{key}": "Discount for all"}
    chosen = []
    for place, (widget, label), percent in zip(draft.places, labels.items(), percents, strict=False):
        with place:
            chosen.append(_choose_discount(offer, label, percent, widget, currency))
    if not draft.is_by_segment:
        chosen *= len(offer.segments)
    own = replace(draft.default, percents=tuple(chosen), is_by_segment=draft.is_by_segment)
    return replace(own, name=_standing_name(draft, own))


def _standing_name(draft: Draft, own: Scenario) -> str:
    """Return the name as typed; one that nobody typed follows its slider, or says that it was edited."""
    default, name = draft.default, draft.name
    if name != default.name or (own.percents, own.is_by_segment) == (default.percents, default.is_by_segment):
        return name
    is_told = name == flat_scenario(draft.offer, default.percents[0]).name
    if is_told and not own.is_by_segment:
        return flat_scenario(draft.offer, own.percents[0]).name
    return name.removesuffix(EDITED) + EDITED


def _choose_discount(offer: Offered, label: str, percent: int, key: str, currency: str) -> int:
    """Ask for one discount, in per cent and in money; the browser shows both while the slider moves."""

    def words(chosen: int) -> str:
        unseen = " · not seen" if chosen > 100 * offer.deepest + 0.5 else ""
        barred = " · beyond your limits" if chosen in offer.barred else ""
        return f"{chosen} % · {formats.money(offer.price(chosen / 100), currency)}{barred or unseen}"

    label = formats.escaped(label)
    return int(st.select_slider(label, range(len(GRID)), percent, words, key=key, persist_state="session"))
