"""Pictures of products: a zip of them is looked at, so that new products are known by how they look."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from analytics.cli.picture_words import pictures_in_words
from analytics.embeddings.work import (
    PICTURES,
    RECORD,
    PictureConfig,
    pictures_work,
    product_pictures,
    remove_pictures,
)
from components.shell import display, formats, session
from components.shell.shop_work import WorkWords, show_work
from components.upload.uploaded_table import file_of
from data.store import Shop

OPEN = "pictures_are_open"  # what a session remembers: it waited for them
WORDS = WorkWords(
    "the look at the pictures",
    "Look at the pictures",
    "Look at more pictures",
    "Recommendations then find products that hardly sold by how they look, too. A file belongs to the "
    "product whose column image names it, or whose id it is called by. Some thousand pictures take a minute "
    "or two; each is looked at once. You can leave the page meanwhile.",
)


def show_pictures(shop: Shop | None) -> None:
    """Draw the upload of a zip of pictures, folded away, with what came of it and how far it is."""
    if shop is None or shop.is_empty:
        return
    is_at_work = PICTURES.active(shop.directory) is not None
    if is_at_work:
        session.remember(shop, OPEN, True)
    with st.expander("Pictures of products", expanded=session.recall(shop, OPEN, False)):
        upload = None if is_at_work else _choose_zip(shop)
        work = PICTURES if upload is None else replace(PICTURES, snapshot=partial(_take, upload))
        config = None if upload is None else PictureConfig(upload.name)
        found = show_work(shop, work, WORDS, config, ages=False)
        if found is not None:
            _show_found(shop, found)


def _choose_zip(shop: Shop) -> Any:
    return st.file_uploader(
        "A zip of pictures: JPEG, PNG, WebP or GIF", type=["zip"], key=f"picture-zip-{shop.name}"
    )


def _take(upload: Any, shop: Shop, config: PictureConfig, directory: Path) -> None:
    with file_of(upload) as path:
        pictures_work(path).snapshot(shop, config, directory)


def _show_found(shop: Shop, found: Path) -> None:
    """Say what came of the newest zip, and offer to remove all pictures."""
    with display.saying_refusals():
        key = ("pictured products", found.name)
        n_products = session.computed(shop, key, lambda: len(product_pictures(shop)[0]))
        st.markdown(formats.escaped(pictures_in_words(RECORD.read(found), n_products)))
    if st.button("Remove all pictures", key=f"remove-pictures-{shop.name}"):
        remove_pictures(shop.directory)
        st.rerun()
