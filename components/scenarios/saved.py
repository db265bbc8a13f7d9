"""Comparisons kept with the shop: saved under a random id, opened by link, deleted."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import streamlit as st

from components import display, formats
from components.scenarios.outcomes import Offered, Scenario, default_scenarios
from components.scenarios.settings import Setting
from data.store import Shop

if TYPE_CHECKING:
    from analytics.runs.results import Results

LINKED = "scenario"  # the parameter of a link
MOST_NOTED, COPY = 2000, " (copy)"


def linked_comparison(shop: Shop, found: "Results") -> dict[str, Any] | None:
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


def scenarios_of(
    comparison: dict[str, Any] | None, offer: Offered, known: Sequence[str] = ()
) -> list[Scenario]:
    """Return the scenarios of a saved comparison, else the defaults; a segment unknown then gets its best.

    Parameters
    ----------
    known : product ids in scope: parts of a scenario's own are left out where one is not
    """
    if comparison is None:
        return default_scenarios(offer)
    best = dict(zip(offer.segments, (r.at for r in offer.best), strict=True))
    return [
        Scenario(
            entry["name"],
            tuple(round(100 * entry["discounts"].get(name, best[name] / 100)) for name in offer.segments),
            entry["is_by_segment"],
            Setting.of_plain(entry.get("setting"), known),
        )
        for entry in comparison["scenarios"]
    ]


def save_comparison(
    shop: Shop,
    found: "Results",
    title: str,
    product_ids: Sequence[str],
    offer: Offered,
    scenarios: Sequence[Scenario],
    horizon: dict[str, float] | None = None,
) -> str:
    """Keep the comparison with the shop and return its id."""
    comparison_id = secrets.token_urlsafe(9)
    shop.save_scenario(
        {
            "id": comparison_id,
            "name": title,
            "product_ids": list(product_ids),
            "run_id": found.run_id,
            "note": "",
            "horizon": horizon,
            "saved_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "scenarios": [
                {
                    "name": scenario.name,
                    "is_by_segment": scenario.is_by_segment,
                    "setting": scenario.setting.plain(),
                    "discounts": {
                        name: percent / 100
                        for name, percent in zip(offer.segments, scenario.percents, strict=True)
                    },
                }
                for scenario in scenarios
            ],
        }
    )
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
        chosen = st.selectbox(
            "Comparison",
            list(comparisons),
            index=list(comparisons).index(opened) if opened in comparisons else 0,
            format_func=lambda i: _label(comparisons[i]),
            key=f"saved-{shop.name}-{opened}-{len(comparisons)}",
        )
        _show_link(shop, chosen)
        _choose_note(shop, comparisons[chosen])
        with st.container(horizontal=True):
            if st.button("Open", key="open-comparison", disabled=chosen == opened):
                open_comparison(chosen)
                st.rerun()
            if st.button("Duplicate", key="duplicate-comparison"):
                open_comparison(_duplicate(shop, comparisons[chosen]))
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


def _duplicate(shop: Shop, comparison: dict[str, Any]) -> str:
    """Keep a copy of a comparison under a random id of its own and return that."""
    copy_id = secrets.token_urlsafe(9)
    saved_at = datetime.now(UTC).isoformat(timespec="seconds")
    name = f"{comparison['name'].removesuffix(COPY)}{COPY}"
    shop.save_scenario({**comparison, "id": copy_id, "name": name, "saved_at": saved_at})
    return copy_id


def _show_link(shop: Shop, comparison_id: str) -> None:
    address = (st.context.url or "").split("?")[0]
    display.show_note("Link to this comparison:")
    st.code(
        f"{address}?{urlencode({'shop': shop.name, LINKED: comparison_id})}", language=None, wrap_lines=True
    )


def _label(comparison: dict[str, Any]) -> str:
    names = ", ".join(scenario["name"] for scenario in comparison["scenarios"])
    return f"{comparison['name']} · {names} · {formats.day(datetime.fromisoformat(comparison['saved_at']))}"
