"""The newest finished run of a shop: the guard of every page that shows what was learned."""

from collections.abc import Sequence
from typing import NoReturn

import pandas as pd
import streamlit as st

from analytics.cli.reasons import results_in_words
from analytics.jobs import process
from analytics.jobs.state import JobStatus
from analytics.jobs.typed_json import from_plain
from analytics.pricing.scenarios import PER
from analytics.runs.process import require_status
from analytics.runs.results import Results, load_results
from components.shell import display, formats, jobs, labels, session
from components.shell.scope import scope_words
from data.privacy.artifacts import DamagedRunError, frame_of, has
from data.store import Scope, Shop

RESPONSE_PAGE = "pages/pricing/response.py"
LEAST_SHARE = 0.001  # smaller ones are told as less than that
LEAST_UNSEEN = 0.005  # for each known visit; fewer are not told


def newest_results(shop: Shop) -> Results | None:
    """Return what the newest finished run found that can be read, None where there is none.

    Those after it that cannot be read are said, each with the ways on.
    """
    for run in jobs.ended_runs(shop):
        try:
            return _results_of(shop, run)
        except DamagedRunError as error:
            show_damaged(shop, error)
    return None


def _results_of(shop: Shop, run: JobStatus) -> Results:
    directory = jobs.run_directory(shop, run.job_id)
    if run.state == "damaged":
        require_status(directory)
    return session.held(shop, ("results", run.job_id), lambda: results_in_words(load_results(directory)))


def show_damaged(shop: Shop, error: DamagedRunError) -> None:
    """Say which training cannot be read, and offer to delete it or to train again."""
    with st.container(border=True):
        st.warning(formats.escaped(str(error)))
        with st.container(horizontal=True):
            if st.button("Delete this training", key=f"delete-run-{error.run_id}"):
                process.delete(jobs.run_directory(shop, error.run_id))
                st.rerun()
            if st.button("Train again", key=f"again-{error.run_id}"):
                session.open_page(RESPONSE_PAGE)


def require_results(shop: Shop) -> Results:
    """Return what the newest finished run found, or say that nothing was trained yet and stop the page."""
    results = newest_results(shop)
    if results is None and jobs.ended_runs(shop):
        st.stop()  # they are damaged, and said to be
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


def stop_without_purchases(sentence: str) -> NoReturn:
    """Say what the visits held out lack, with the way to other products, and stop the page."""
    display.show_empty(sentence, page=RESPONSE_PAGE, label="Choose other products")
    st.stop()


def show_if_outdated(shop: Shop, results: Results) -> None:
    """Say that the shop's data changed after the run, where they did, or that its model is stale."""
    run = next((run for run in jobs.list_runs(shop) if run.job_id == results.run_id), None)
    if run is not None and run.stale:
        st.warning(f"Train again: {formats.escaped(run.stale)}.")
        return
    read = from_plain(Scope, results.record.get("scope", {}))
    if shop.scope != read:
        display.show_note(f"These results are of {scope_words(read)}.")
    if results.record["fingerprint"] != shop.within(read).fingerprint:
        st.info("The shop's data have changed since these results were made. Train again to update them.")


def run_frame(shop: Shop, results: Results, name: str, columns: Sequence[str] = ()) -> pd.DataFrame | None:
    """Return a further table of the run, None where the run did not write it; read it, never write it.

    Parameters
    ----------
    columns : that the page cannot do without
    """
    directory = jobs.run_directory(shop, results.run_id)
    if not has(directory, f"{name}.parquet"):
        return None
    key = ("run frame", results.run_id, name)
    return session.held(shop, key, lambda: frame_of(directory, name, needed=columns))


def full_bundle_title(results: Results, product_ids: Sequence[str]) -> str:
    """Return the parts by their whole titles, as files have them."""
    titles = product_labels(results)
    return " + ".join(titles.get(p, p) for p in product_ids)


def bundle_title(results: Results, product_ids: Sequence[str], longest: int = 60) -> str:
    """Return the parts by title: Coffee + Filters; each shortened where all would be longer than a line."""
    titles = product_labels(results)
    each = max((longest - 3 * (len(product_ids) - 1)) // len(product_ids), 8)
    return " + ".join(labels.shortened(titles.get(p, p), each) for p in product_ids)


def product_labels(results: Results) -> dict[str, str]:
    """Return the products by title, with the id where several products of the run share a title."""
    return labels.unique_titles(results.products)


def visits_in_words(results: Results) -> str:
    """Return what the run learned from, in one line."""
    products = formats.counted(len(results.products), "product")
    visits = formats.counted(results.evidence["model"]["n_visits"], "visit")
    return f"Learned from {visits} and {products} of the shop."


def look_share(results: Results, product_ids: Sequence[str]) -> float:
    """Return the share of visits that look at all parts of a bundle; 1 where all look at everything."""
    return results.audience.looks_at(results.audience.positions(product_ids))


def looks_words(results: Results, product_ids: Sequence[str]) -> str:
    """Return which visits can take a bundle; nothing where all look at everything and all are known."""
    audience = results.audience
    share = look_share(results, product_ids)
    if share >= 1:
        return unseen_words(results)
    told = formats.share(share) if share >= LEAST_SHARE else "under 0.1 %"
    if not audience.has_views:
        return (
            f"Joint purchases tell that about {told} of visits look at all parts; sales and money are "
            "theirs, counted over all visits."
        )
    return (
        f"Only the {told} of visits that look at all parts can take the bundle; sales and money are theirs, "
        "counted over all visits."
    )


def unseen_words(results: Results) -> str:
    """Return how many visits that bought nothing are counted where no file tells of them; else nothing."""
    n_unseen = results.audience.n_unseen
    if n_unseen < LEAST_UNSEEN:
        return ""
    return (
        f"Visits that bought nothing are in no file: beside every {PER:,} that did about "
        f"{formats.count(PER * n_unseen)} are counted, as orders of one product tell. Sales and money are of "
        "both, told by the visits that are known."
    )


def views_words(results: Results) -> str:
    """Return which visits can take bundles, where not all of them can or not all are known."""
    if results.bundles.empty:
        return ""
    if look_share(results, results.bundles["product_ids"].iloc[0]) >= 1:
        return unseen_words(results)
    return "Only visits that look at all parts of a bundle can take it; money is theirs, over all visits."


def is_any_cost_assumed(results: Results, product_ids: Sequence[str]) -> bool:
    """Return whether the cost of any of these products is an assumption."""
    products = results.products
    return bool(products.loc[products["product_id"].isin(list(product_ids)), "is_cost_assumed"].any())


def cost_words(results: Results, product_ids: Sequence[str]) -> str:
    """Return where the costs of these products come from."""
    if is_any_cost_assumed(results, product_ids):
        return f"cost assumed from a {formats.share(results.config.costs.margin_share, 0)} margin"
    return "cost known"
