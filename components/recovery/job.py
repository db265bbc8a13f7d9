"""The check at work: its button, live progress, and how it ended."""

from typing import TYPE_CHECKING

import streamlit as st

from components.shell import display, formats, jobs
from data.store import Shop

if TYPE_CHECKING:
    from analytics.runs import RunStatus
    from analytics.runs.results import Results


def show_check(shop: Shop, found: "Results", *, is_checked: bool) -> None:
    """Draw the button that checks the run, or the check at work, and how the last one ended."""
    from analytics.runs import recovery

    directory = jobs.run_directory(shop, found.run_id)
    at_work = recovery.status(directory)
    if at_work is not None and at_work.state in jobs.ACTIVE:
        _live(shop, found)
        return
    if at_work is not None and at_work.state != "done":
        reason = f" {at_work.error}" if at_work.error and at_work.state != "damaged" else ""
        st.warning(formats.escaped(f"The last check {jobs.ENDED[at_work.state]}.{reason}"))
    if not is_checked:
        display.show_note(
            "One click, a few minutes: shops like yours are simulated, with more and with fewer visits and "
            "with livelier prices, and the model is trained on each. You can leave the page meanwhile."
        )
    is_training = jobs.active_run(shop) is not None
    label = "Check again" if is_checked else "Check with simulated shops"
    weight = "secondary" if is_checked else "primary"
    if st.button(label, type=weight, key="start-recovery", disabled=is_training):
        recovery.start(directory)
        st.rerun()


def _live(shop: Shop, found: "Results") -> None:
    """Poll while the check is at work; the page is drawn anew once it has ended."""
    from analytics.runs import recovery

    directory = jobs.run_directory(shop, found.run_id)

    @st.fragment(run_every=jobs.POLL_SECONDS)
    def progress() -> None:
        check = recovery.status(directory)
        if check is None or check.state not in jobs.ACTIVE:
            st.rerun()
        _draw(check)
        if st.button("Cancel the check", key="cancel-recovery"):
            with st.spinner("Stopping the check"):
                recovery.cancel(directory)
            st.rerun()

    progress()


def _draw(check: "RunStatus") -> None:
    share = min(max(check.share, 0.0), 1.0)
    st.progress(share, text=formats.escaped(f"{check.stage} · {formats.share(share, 0)}"))
