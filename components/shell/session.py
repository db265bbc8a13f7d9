"""The sole place of session state and caches."""

import os
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from components.shell import login
from data.privacy.roles.workspace import held_by, shop_held_by
from data.schema import InputError
from data.services.workspaces import open_workspace
from data.store import Shop, Workspace

T = TypeVar("T")

SHOP = "shop"  # the switcher's key and the name of its parameter in the URL
CHOSEN_SHOP = "chosen_shop"


# The workspace and its shops: one handle each per server process.


def workspace() -> Workspace:
    """Return the workspace of BUNDLEWISE_WORKSPACE, else ./workspace, as whoever looks may use it."""
    return held_by(login.person(), _workspace(os.environ.get("BUNDLEWISE_WORKSPACE") or "workspace"))


@st.cache_resource(show_spinner=False)
def _workspace(directory: str) -> Workspace:
    return open_workspace(Path(directory))


def shop_names() -> list[str]:
    """Return the names of the shops, side by side in the workspace."""
    return workspace().shop_names()


def open_shop(name: str) -> Shop:
    """Return the shop's one handle in this process, as whoever looks may use it."""
    if name not in shop_names():
        return workspace().open(name)  # raises the sentence about it
    return shop_held_by(login.person(), _shop(str(workspace().directory), name))


@st.cache_resource(show_spinner=False)
def _shop(directory: str, name: str) -> Shop:
    return open_workspace(Path(directory)).open(name)


def delete_shop(name: str) -> None:
    """Delete a shop with everything in it."""
    _shop.clear(str(workspace().directory), name)
    workspace().delete(name)
    want_shop(None)


def rename_shop(name: str, new: str) -> None:
    """Give a shop another name and go on with it; raises InputError where that is taken or unfit."""
    _shop.clear(str(workspace().directory), name)
    workspace().rename(name, new)
    want_shop(new)


def chosen_shop_name() -> str | None:
    """Return the name of the chosen shop, None where the workspace is empty."""
    return st.session_state.get(CHOSEN_SHOP)


def want_shop(name: str | None) -> None:
    """Choose a shop from the next run on, as the frame is drawn before the page, and write it in the address.

    Nothing else writes there: an address that a page rewrites by itself cannot be gone back from.
    """
    st.session_state[CHOSEN_SHOP] = name
    if name is not None:
        st.query_params[SHOP] = name
    else:
        st.query_params.pop(SHOP, None)


def settle_shop(names: Sequence[str]) -> None:
    """Make the switcher hold the shop of the address, else the one chosen last; call it before it is drawn.

    The choice has a key of its own, since Streamlit forgets a widget's value on some changes of page.
    """
    chosen = st.query_params.get(SHOP) or chosen_shop_name()
    if chosen not in names:
        chosen = None if missing_shop(names) or not names else names[0]
    st.session_state[CHOSEN_SHOP] = st.session_state[SHOP] = chosen


def missing_shop(names: Sequence[str]) -> str | None:
    """Return the shop that the address names, where there is none of that name."""
    named: str | None = st.query_params.get(SHOP)
    return None if named in names else named


def take_shop() -> None:
    """Take over what the analyst chose in the switcher."""
    want_shop(st.session_state[SHOP])


def address() -> dict[str, str]:
    """Return what a link to another page carries, so that it, or a refresh there, opens the same shop."""
    name = chosen_shop_name()
    return {} if name is None else {SHOP: name}


def open_page(page: str) -> None:
    """Go to a page (as `pages/shop/upload.py`) with the same shop."""
    st.switch_page(page, query_params=address())


def current_shop() -> Shop | None:
    """Return the chosen shop, None where there is none; raises InputError where it cannot be opened."""
    name = chosen_shop_name()
    return open_shop(name) if name in shop_names() else None


def current_readable_shop() -> Shop | None:
    """Return the chosen shop, None where there is none; raises InputError where it cannot be read."""
    if (shop := current_shop()) is not None:
        _ = shop.fingerprint
    return shop


def readable_shop() -> Shop | None:
    """Return the chosen shop, None where there is none that can be opened and read."""
    try:
        return current_readable_shop()
    except InputError:
        return None


# Caches: keyed by the shop, its data state and a frozen key; never by a frame.


def mart(shop: Shop, name: str, **parameters: Any) -> pd.DataFrame:
    """Return a mart of the shop as a frame of its own (change it freely)."""
    key = (name, tuple(sorted((k, tuple(v) if isinstance(v, list) else v) for k, v in parameters.items())))
    return computed(shop, key, lambda: shop.read(name, **parameters))


def computed(shop: Shop, key: Hashable, compute: Callable[[], T]) -> T:
    """Return `compute()`, remembered for the shop's data state under a key; every caller gets a copy.

    The key is hashable and names all that `compute` closes over: ("scenario curve", run_id, config).
    """
    with shop.reading():  # the state that names the result is the one it is computed from
        return _computed(f"{shop.file} {shop.sight}", shop.fingerprint, key, compute)


@st.cache_data(max_entries=256, show_spinner=False)
def _computed(seen: str, fingerprint: str, key: Hashable, _compute: Callable[[], T]) -> T:
    return _compute()


def held(shop: Shop, key: Hashable, compute: Callable[[], T]) -> T:
    """Return `compute()` as `computed` does, but one shared object without copies: read it, never write it.

    For what is large (arrays of 100,000 customers) or cannot be copied (a fitted model).
    """
    with shop.reading():
        return _held(f"{shop.file} {shop.sight}", shop.fingerprint, key, compute)


@st.cache_resource(max_entries=32, show_spinner=False)
def _held(seen: str, fingerprint: str, key: Hashable, _compute: Callable[[], T]) -> T:
    return _compute()


# What a session remembers across pages, per shop.


def recall(shop: Shop | None, key: str, default: Any = None) -> Any:
    """Return what `remember` kept for this shop in this session."""
    return st.session_state.get(_remembered(shop, key), default)


def remember(shop: Shop | None, key: str, value: Any) -> None:
    """Keep a value for this shop across pages, until the browser tab closes."""
    st.session_state[_remembered(shop, key)] = value


def take(shop: Shop | None, key: str) -> Any:
    """Return what `remember` kept for the next run of the page, and forget it; None where nothing."""
    return st.session_state.pop(_remembered(shop, key), None)


def currency_of(shop: Shop) -> str:
    """Return the sign that the shop's amounts carry, empty where none is known."""
    return str(shop.setting("currency", ""))


def _remembered(shop: Shop | None, key: str) -> str:
    return f"remembered:{shop.name if shop else ''}:{key}"
