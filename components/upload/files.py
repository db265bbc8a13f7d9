"""Which shop the files go to, and which files they are."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from components import display, formats, session
from components.upload import mapping as mapping_room
from data.demo import DEMO_NAME
from data.ingest import Preview, read_preview
from data.mapping import Mapping
from data.schema import InputError

FILE_TYPES = ["csv", "tsv", "txt", "gz", "zip"]
NEW_SHOP = "A new shop"
EXAMPLE = """customer_id,event_time,product_id,order_id,quantity,net_price
17850,2010-12-01 08:26,85123A,536365,6,2.55
17850,2010-12-01 08:26,71053,536365,6,3.39"""


@dataclass(frozen=True)
class Target:
    """The shop that files go to: its name, and whether it has to be made first."""

    name: str
    is_new: bool


@dataclass(frozen=True)
class Choice:
    """One uploaded file with what the analyst said about it."""

    upload: Any
    mapping: Mapping


def show_accepted_shapes() -> None:
    """Draw in one paragraph and one example which files can be used."""
    with st.expander("Which files can I use?"):
        st.markdown(
            "A CSV (comma, semicolon or tab; plain, `.gz` or `.zip`) with one row per **order line or "
            "event**: who, when and which product are required; price, quantity and the order's number "
            "make it useful. Add a file of **products** (name, category, list price, cost) and one of "
            "**customers** (every column becomes an attribute) where you have them. Column names do not "
            "matter: you say what each column means, and the next file of that shape is recognized."
        )
        st.code(EXAMPLE, language=None)


def choose_target() -> Target | None:
    """Ask which shop the files belong to; None while a new shop has no usable name."""
    names = session.shop_names()
    current = session.chosen_shop_name()
    options = [*names, NEW_SHOP]
    index = options.index(current) if current in names and current != DEMO_NAME else len(names)
    left, right = st.columns(2)
    choice = left.selectbox("Import into", options, index=index, key=f"target-{session.upload_key()}")
    if choice != NEW_SHOP:
        return Target(choice, is_new=False)
    name = right.text_input("Name of the new shop", _free_name(names), max_chars=60).strip()
    if not name or name in names:
        with right:
            display.show_note("Give it a name that no other shop has.")
        return None
    return Target(name, is_new=True)


def choose_files(target: Target | None) -> list[Choice]:
    """Ask for files and, for each, what it holds; files that cannot be read are named and left out."""
    uploads = st.file_uploader(
        "Drag CSV files here: events or order lines, products, customers",
        type=FILE_TYPES,
        accept_multiple_files=True,
        key=f"files-{session.upload_key()}",
    )
    previews = [(upload, preview) for upload in uploads if (preview := _preview(upload)) is not None]
    return [Choice(upload, _choose_one(upload, preview, target)) for upload, preview in previews]


@contextmanager
def file_of(upload: Any) -> Iterator[Path]:
    """Give an uploaded file a path for the time of the block."""
    with tempfile.TemporaryDirectory(prefix="bundlewise-") as directory:
        path = Path(directory) / Path(upload.name).name
        with path.open("wb") as target:
            upload.seek(0)
            shutil.copyfileobj(upload, target)
        yield path


def _choose_one(upload: Any, preview: Preview, target: Target | None) -> Mapping:
    with st.container(border=True):
        st.subheader(formats.escaped(upload.name), anchor=False)
        return mapping_room.choose_mapping(upload.file_id, preview, _saved(preview, target))


def _preview(upload: Any) -> Preview | None:
    """Return the first rows of the file, read once per upload."""
    key = f"preview:{upload.file_id}"
    if session.recall(None, key) is None:
        try:
            with file_of(upload) as path:
                session.remember(None, key, read_preview(path, upload.name))
        except InputError as error:
            st.error(formats.escaped(str(error)))
            return None
    return session.recall(None, key)


def _saved(preview: Preview, target: Target | None) -> Mapping | None:
    """Return the mapping used for the last file of that shape, of this shop first."""
    names = session.shop_names()
    first = [target.name] if target and not target.is_new else []
    for name in [*first, *(name for name in names if name not in first)]:
        if (saved := session.open_shop(name).saved_mapping(preview.columns)) is not None:
            return saved
    return None


def _free_name(names: list[str]) -> str:
    candidates = ["My shop", *(f"My shop {number}" for number in range(2, len(names) + 3))]
    return next(name for name in candidates if name not in names)
