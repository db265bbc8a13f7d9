"""Comparisons kept with the shop: saved under a random id, opened by link, deleted."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from analytics.pricing.scenarios.as_json import plain_scenarios, saved_scenarios
from analytics.pricing.scenarios.horizon import Horizon
from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.scenario import Scenario, default_scenarios
from analytics.runs.results import Results
from components.scenarios.comparison import Comparison
from components.shell import choices, display, formats
from data.store import Shop

LINKED = "scenario"  # the parameter of a link
MOST_NOTED, COPY = 2000, " (copy)"


def linked_comparison(shop: Shop, found: Results) -> dict[str, Any] | None:
    """Return the comparison that the address names; says so where it cannot be opened."""
    wanted = st.query_params.get(LINKED)
    if wanted is None:
        return None
    comparison = next((c for c in shop.scenarios() if c["id"] == wanted), None)
    if comparison is None:
        st.info(
            "The comparison of this link is not in this shop: it was deleted, or it belongs to another shop."
        )
    elif not set(comparison["product_ids"]) <= set(found.audience.product_ids):
        st.info(
            "A part of the linked comparison's bundle is no longer in scope. Train again with it to compare."
        )
        comparison = None
    return comparison


def open_comparison(comparison_id: str) -> None:
    """Name the comparison in the address: the page shows it from the next run on."""
    st.query_params[LINKED] = comparison_id


def leave_link() -> None:
    """Take the comparison out of the address: the analyst went on to something else."""
    st.query_params.pop(LINKED, None)


def started_with(comparison: dict[str, Any] | None, offer: Offered, known: Sequence[str]) -> list[Scenario]:
    """Return the scenarios of a saved comparison, else the defaults.

    Parameters
    ----------
    known : product ids in scope
    """
    return saved_scenarios(comparison["scenarios"], offer, known) if comparison else default_scenarios(offer)


def save_comparison(page: Comparison, offer: Offered, scenarios: list[Scenario], horizon: Horizon) -> str:
    """Keep the comparison with the shop and return its id."""
    comparison = {
        "name": page.title,
        "product_ids": list(page.product_ids),
        "run_id": page.found.run_id,
        "note": "",
        "horizon": {"visits_a_week": horizon.visits_a_week, "weeks": horizon.weeks},
        "scenarios": plain_scenarios(scenarios, offer.segments),
    }
    return _keep(page.shop, comparison)


def _keep(shop: Shop, comparison: dict[str, Any]) -> str:
    """Keep a comparison under a random id of its own and return that."""
    comparison_id = secrets.token_urlsafe(9)
    saved_at = datetime.now(UTC).isoformat(timespec="seconds")
    shop.save_scenario({**comparison, "id": comparison_id, "saved_at": saved_at})
    return comparison_id


def show_saved(shop: Shop) -> None:
    """Draw the saved comparisons: open one, copy its link, delete it."""
    comparisons = {c["id"]: c for c in reversed(shop.scenarios())}
    with st.expander(f"Saved comparisons ({len(comparisons)})", expanded=LINKED in st.query_params):
        if not comparisons:
            display.show_note(
                "None yet. Save the scenarios above to find them here, and to send them as a link."
            )
            return
        opened = st.query_params.get(LINKED)
        labels = {i: _label(comparison) for i, comparison in comparisons.items()}
        key = f"saved-{shop.name}-{opened}-{len(comparisons)}"
        chosen = choices.choose_code("Comparison", labels, opened, key=key)
        _show_link(shop, chosen)
        _choose_note(shop, comparisons[chosen])
        with st.container(horizontal=True):
            if st.button("Open", key="open-comparison", disabled=chosen == opened):
                open_comparison(chosen)
                st.rerun()
            if st.button("Duplicate", key="duplicate-comparison"):
                copy = f"{comparisons[chosen]['name'].removesuffix(COPY)}{COPY}"
                open_comparison(_keep(shop, comparisons[chosen] | {"name": copy}))
                st.rerun()
            if st.button("Delete", key="delete-comparison"):
                shop.delete_scenario(chosen)
                leave_link()
                st.rerun()


def _choose_note(shop: Shop, comparison: dict[str, Any]) -> None:
    """Ask for the note of a comparison and keep it once it is changed."""
    was = comparison.get("note", "")
    note = st.text_area(
        "Note",
        was,
        max_chars=MOST_NOTED,
        height=90,
        placeholder="Why these scenarios, and what was decided",
        key=f"note-{shop.name}-{comparison['id']}",
    )
    if note != was:
        shop.save_scenario({**comparison, "note": note})


def _show_link(shop: Shop, comparison_id: str) -> None:
    address, link = (st.context.url or "").split("?")[0], {"shop": shop.name, LINKED: comparison_id}
    display.show_note("Link to this comparison:")
    st.code(f"{address}?{urlencode(link)}", language=None, wrap_lines=True)


def _label(comparison: dict[str, Any]) -> str:
    names = ", ".join(scenario["name"] for scenario in comparison["scenarios"])
    return f"{comparison['name']} · {names} · {formats.day(datetime.fromisoformat(comparison['saved_at']))}"
