"""Methods side by side: what is compared, the work that goes on, and what came out."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.jobs.shop_work import is_older
from analytics.jobs.state import ACTIVE, JobStatus
from analytics.runs.segment_study import STUDY, read_study
from analytics.segments.study.study import Study
from components.segments.methods.choose import choose_study
from components.segments.methods.results import show_results
from components.shell import display, jobs, session
from data.privacy.artifacts import DamagedRunError
from data.store import Shop


def show_methods(shop: Shop, customers: pd.DataFrame) -> None:
    """Draw the tab of methods side by side: its question, its work, and what the newest study found.

    Parameters
    ----------
    customers : the mart `customers`
    """
    config = choose_study(shop, customers)
    if STUDY.active(shop.directory):
        jobs.follow(lambda: STUDY.active(shop.directory), _cancelling(shop), "cancel-study", "the comparison")
    elif st.button("Compare these methods", type="primary", key="compare-methods", disabled=config is None):
        with display.saying_refusals(), st.spinner("Reading the customers"):
            STUDY.start(shop, config)
            st.rerun()
    _show_ending(shop)
    directory = STUDY.newest(shop.directory)
    if directory is None:
        display.show_note("Nothing has been compared yet in this shop.")
    elif (found := _found(shop, directory)) is not None:
        if is_older(directory, shop):
            display.show_note("The data have changed since these methods were compared.")
        show_results(found, STUDY.asked(directory), session.currency_of(shop))


def _cancelling(shop: Shop) -> Callable[[JobStatus], None]:
    def cancel(job: JobStatus) -> None:
        STUDY.cancel(shop.directory, job.job_id)

    return cancel


def _show_ending(shop: Shop) -> None:
    """Say how the last comparison ended, where it ended badly."""
    newest = next(iter(STUDY.jobs(shop.directory)), None)
    if newest is not None and newest.state not in (*ACTIVE, "done"):
        st.warning(jobs.ending_words(newest, "The last comparison", "comparison"))


def _found(shop: Shop, directory: Path) -> Study | None:
    try:
        return session.held(shop, ("segment study", directory.name), lambda: read_study(directory))
    except DamagedRunError as error:
        st.warning(f"The last comparison cannot be read: {error.damaged_file} is missing. Compare again.")
        return None
