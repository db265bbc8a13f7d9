"""The newest finished run of a shop: the guard of every page that shows what was learned."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components import display, formats, jobs, session
from data.store import Shop
from data.store.sealed import read_frame

if TYPE_CHECKING:
    from analytics.runs.results import Results

RESPONSE_PAGE = "pages/pricing/response.py"


def newest_results(shop: Shop) -> "Results | None":
    """Return what the newest finished run found, None where there is none."""
    run = jobs.finished_run(shop)
    if run is None:
        return None
    from analytics.runs.results import load_results

    return session.held(
        shop, ("results", run.run_id), lambda: load_results(jobs.run_directory(shop, run.run_id))
    )


def require_results(shop: Shop) -> "Results":
    """Return what the newest finished run found, or say that nothing was trained yet and stop the page."""
    results = newest_results(shop)
    if results is None:
        is_training = jobs.active_run(shop) is not None
        display.show_empty(
            "The training is still at work; this page fills when it is done."
            if is_training
            else "The price response of this shop is not trained yet. It takes a few minutes and one click.",
            page=RESPONSE_PAGE,
            label="See its progress" if is_training else "Train the price response",
        )
        st.stop()
    show_if_outdated(shop, results)
    return results


def show_if_outdated(shop: Shop, results: "Results") -> None:
    """Say that the shop's data changed after the run, where they did, or that its model is stale."""
    run = jobs.finished_run(shop)
    if run is not None and run.run_id == results.run_id and run.stale:
        st.warning(f"Train again: {formats.escaped(run.stale)}.")
    elif results.record["fingerprint"] != shop.fingerprint:
        st.info("The shop's data have changed since these results were made. Train again to update them.")


def run_frame(shop: Shop, results: "Results", name: str) -> pd.DataFrame | None:
    """Return a further table of the run, None where the run did not write it; read it, never write it."""
    path = jobs.run_directory(shop, results.run_id) / f"{name}.parquet"
    if not path.exists():
        return None
    return session.held(shop, ("run frame", results.run_id, name), lambda: read_frame(path))


def bundle_title(results: "Results", product_ids: Sequence[str], longest: int = 60) -> str:
    """Return the parts by title: Coffee + Filters; each shortened where all would be longer than a line."""
    labels = product_labels(results)
    each = max((longest - 3 * (len(product_ids) - 1)) // len(product_ids), 8)
    return " + ".join(shortened(labels.get(p, p), each) for p in product_ids)


def product_labels(results: "Results") -> dict[str, str]:
    """Return the products by title, with the id where several products of the run share a title."""
    return unique_titles(results.products)


def unique_titles(products: pd.DataFrame) -> dict[str, str]:
    """Return product id → title; the id itself where there is none, and beside it where it is not unique."""
    titles = products["title"].fillna("").astype(str)
    is_shared = titles.duplicated(keep=False)
    labels = [
        title if title and not shared else f"{title} ({product_id})".strip() if title else str(product_id)
        for product_id, title, shared in zip(products["product_id"], titles, is_shared, strict=True)
    ]
    return dict(zip(products["product_id"], labels, strict=True))


def visits_in_words(results: "Results") -> str:
    """Return what the run learned from, in one line."""
    model = results.evidence["model"]
    products = formats.counted(model["n_products"], "product")
    return f"Learned from {formats.counted(model['n_visits'], 'visit')} and {products} of the shop."


def is_any_cost_assumed(results: "Results", product_ids: Sequence[str]) -> bool:
    """Return whether the cost of any of these products is an assumption."""
    products = results.products
    return bool(products.loc[products["product_id"].isin(list(product_ids)), "is_cost_assumed"].any())


def cost_words(results: "Results", product_ids: Sequence[str]) -> str:
    """Return where the costs of these products come from."""
    if is_any_cost_assumed(results, product_ids):
        return f"cost assumed from a {formats.share(results.config.margin_share, 0)} margin"
    return "cost known"


def shortened(title: str, longest: int) -> str:
    """Return the title, its middle left out where it is longer: the end may tell two products apart."""
    if len(title) <= longest:
        return title
    head = (longest - 1) * 2 // 3
    return f"{title[:head].rstrip()}…{title[len(title) - (longest - 1 - head) :].lstrip()}"
