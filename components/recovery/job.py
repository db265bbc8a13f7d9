"""The check at work: its button, live progress, and how it ended."""

import streamlit as st

from analytics.runs import recovery
from analytics.runs.results import Results
from components.shell import display, formats, jobs
from data.store import Shop


def show_check(shop: Shop, found: Results, *, is_checked: bool) -> None:
    """Draw the button that checks the run, or the check at work, and how the last one ended."""
    directory = jobs.run_directory(shop, found.run_id)
    at_work = recovery.status(directory)
    if at_work is not None and at_work.state in jobs.ACTIVE:
        read, cancel = (lambda: recovery.status(directory)), (lambda check: recovery.cancel(directory))
        jobs.follow(read, cancel, "cancel-recovery", "the check")
        return
    if at_work is not None and at_work.state != "done":
        st.warning(jobs.ending_words(at_work, "The last check", "check"))
    model = found.evidence["model"]
    seconds = recovery.expected_seconds(directory, model["n_visits"], model["n_products"])
    display.show_note(
        f"One click, {formats.duration(seconds)}, by what the training took on this machine: shops like "
        "yours are simulated, with more and with fewer visits and with livelier prices, and the model is "
        "trained on each. You can leave the page meanwhile."
    )
    is_training = jobs.active_run(shop) is not None
    label = "Check again" if is_checked else "Check with simulated shops"
    weight = "secondary" if is_checked else "primary"
    if st.button(label, type=weight, key="start-recovery", disabled=is_training):
        recovery.start(directory)
        st.rerun()
