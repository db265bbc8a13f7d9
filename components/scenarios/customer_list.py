"""Who is shown the bundle: all visits of the run, or those of the customers of a list."""

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from analytics.pricing.scenarios.audience_subset import AudienceSubset
from analytics.runs.audience_customers import CustomerRows, audience_customers, rows_of_customers
from analytics.runs.results import Results
from components.shell import display, formats, jobs, session
from data.privacy.pseudonyms.choice import kept_ids
from data.read.customer_list import read_customer_ids
from data.schema import InputError
from data.store import Shop

LIST = "customer_list"  # what a session remembers the list under


@dataclass(frozen=True)
class _List:
    """A list as it was found in the run."""

    name: str
    key: str
    run_id: str
    found: CustomerRows


def choose_subset(shop: Shop, found: Results) -> tuple[AudienceSubset, dict[str, Any]]:
    """Ask for a list of customers, where one is wanted; else everyone is shown the bundle.

    Returns
    -------
    The subset, and who that is for sentences and for caches (`whose`, `whose_key`); nothing for everyone.
    """
    kept: _List | None = session.recall(shop, LIST)
    kept = kept if kept is not None and kept.run_id == found.run_id else None
    label = "Only the customers of a list (CSV)" if kept is None else f"Only {kept.name}"
    with st.popover(formats.escaped(label), width="stretch"):
        display.show_note(
            "Scenarios are then worked out for exactly these customers' visits. The file needs a "
            "customer_id column; it is read here and not kept."
        )
        upload = st.file_uploader("List of customers", type=["csv", "txt", "tsv"], key=f"list-{shop.name}")
        if upload is not None and (kept is None or kept.key != _digest(upload.getvalue())):
            kept = _read(shop, found, upload.getvalue(), upload.name)
        if kept is not None:
            _show_found(shop, kept, is_uploaded=upload is not None)
    session.remember(shop, LIST, kept)
    if kept is None or not len(kept.found.rows):
        return AudienceSubset(found.audience), {}
    whose = f"the {formats.counted(kept.found.n_found, 'customer')} of {kept.name}"
    subset = AudienceSubset.of(found.audience, kept.found.rows)
    return subset, {"whose": whose, "whose_key": ("list", kept.key)}


def _read(shop: Shop, found: Results, content: bytes, name: str) -> _List | None:
    try:
        ids = kept_ids(shop, read_customer_ids(content, name))
    except InputError as error:
        st.error(formats.escaped(str(error)))
        return None
    directory, key = jobs.run_directory(shop, found.run_id), ("audience customers", found.run_id)
    with st.spinner("Finding these customers' visits …"):
        read = partial(audience_customers, directory, found.audience, found.config)
        customers = session.held(shop, key, read)
    if customers is None:
        st.error("This run does not tell whose visits it learned from. Train again to use a list.")
        return None
    return _List(name, _digest(content), found.run_id, rows_of_customers(customers, ids))


def _show_found(shop: Shop, kept: _List, is_uploaded: bool) -> None:
    """Say how many of the list are found, how many are not, and why."""
    who = kept.found
    parts = [f"{formats.counted(who.n_found, 'customer')} of {kept.name} found"]
    if who.n_left_out:
        parts.append(f"{formats.count(who.n_left_out)} not in the sample of customers that the run kept")
    if who.n_unknown:
        parts.append(f"{formats.count(who.n_unknown)} unknown to the data of this run")
    if who.n_found == 0:
        st.error(f"{formats.escaped(', '.join(parts))}. The page shows all customers instead.")
        return
    st.success(f"{formats.escaped(', '.join(parts))}.")
    if not is_uploaded and st.button("Show all customers again", key="forget-list"):
        session.remember(shop, LIST, None)
        st.rerun()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
