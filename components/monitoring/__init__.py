"""Does the model still fit? The button, its progress, and what the last monitoring found."""

import streamlit as st

from analytics.runs.monitoring import job
from analytics.runs.monitoring.newer import is_unchanged, part_learned
from analytics.runs.results import Results
from components.shell import display, jobs, run_work
from data.store import Shop

NAME = "the monitoring"
UPLOAD_PAGE = "pages/shop/upload.py"
NOTHING_NEW = "Nothing was imported since this model was trained: there is nothing to hold against it."
OUTDATED = "More was imported since the last monitoring. Look again to take it in."
ASKS = (
    "Newer visits are scored by the stored model. Their prices, products, customers and habits are held "
    "against the visits that the model was tested on, and the best bundles are priced anew. It takes seconds "
    "to minutes; you can leave the page meanwhile."
)


def newest_monitoring(shop: Shop, found: Results) -> job.Monitored | None:
    """Return what the last finished monitoring of this run found, None where there was none."""
    return run_work.newest_found(shop, found, job.REPORT, job.read_monitored, NAME, "Look again")


def show_monitoring(shop: Shop, found: Results, monitored: job.Monitored | None) -> None:
    """Draw the button, or the monitoring at work, and how the last one ended; or that nothing is new."""
    directory = jobs.run_directory(shop, found.run_id)
    if run_work.show_at_work(job.MONITORING, directory, NAME):
        return
    if is_unchanged(shop, directory):
        display.show_empty(NOTHING_NEW, page=UPLOAD_PAGE, label="Upload newer orders")
        return
    if monitored is None:
        display.show_note(ASKS)
    elif monitored.report["fingerprint"] != part_learned(shop, directory).fingerprint:
        display.show_note(OUTDATED)
    label = "Look again" if monitored else "Look at newer visits"
    if run_work.start_button(shop, job.MONITORING, label, is_again=monitored is not None):
        with display.saying_refusals(), st.spinner("Reading the shop as it is now"):
            job.start(shop, directory)
            st.rerun()
