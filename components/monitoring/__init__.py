"""Does the model still fit? The button, its progress, and what the last monitoring found."""

import streamlit as st

from analytics.runs.monitoring import job
from analytics.runs.monitoring.newer import is_unchanged, part_learned
from analytics.runs.results import Results
from components.shell import display, jobs, session
from data.privacy.artifacts import DamagedRunError
from data.store import Shop

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
    directory = jobs.run_directory(shop, found.run_id)
    path = directory / job.REPORT.name
    made = path.stat().st_mtime_ns if path.exists() else 0
    key = ("monitoring", found.run_id, made)
    try:
        return session.held(shop, key, lambda: job.read_monitored(directory))
    except DamagedRunError as error:
        what = f"The last monitoring cannot be read: {error.damaged_file} is missing or damaged."
        st.warning(f"{what} Look again.")
        return None


def show_monitoring(shop: Shop, found: Results, monitored: job.Monitored | None) -> None:
    """Draw the button, or the monitoring at work, and how the last one ended; or that nothing is new."""
    directory = jobs.run_directory(shop, found.run_id)
    at_work = job.status(directory)
    if at_work is not None and at_work.state in jobs.ACTIVE:
        read, cancel = (lambda: job.status(directory)), (lambda work: job.cancel(directory))
        jobs.follow(read, cancel, "cancel-monitoring", "the monitoring")
        return
    if at_work is not None and at_work.state != "done":
        st.warning(jobs.ending_words(at_work, "The last monitoring", "monitoring"))
    if is_unchanged(shop, directory):
        display.show_empty(NOTHING_NEW, page=UPLOAD_PAGE, label="Upload newer orders")
        return
    if monitored is None:
        display.show_note(ASKS)
    elif monitored.report["fingerprint"] != part_learned(shop, directory).fingerprint:
        display.show_note(OUTDATED)
    label = "Look again" if monitored else "Look at newer visits"
    weight = "secondary" if monitored else "primary"
    is_training = jobs.active_run(shop) is not None
    if st.button(label, type=weight, key="start-monitoring", disabled=is_training):
        with display.saying_refusals(), st.spinner("Reading the shop as it is now"):
            job.start(shop, directory)
            st.rerun()
