"""The training runs of a shop as the analyst sees them: live progress, cancel, and how a run ended."""

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from components.shell import display, formats
from data.store import Shop

if TYPE_CHECKING:
    from analytics.runs import RunStatus

POLL_SECONDS = 1.5
ACTIVE = ("queued", "running")
ENDED = {
    "done": "finished",
    "failed": "failed",
    "cancelled": "was cancelled",
    "damaged": "cannot be read",
    "interrupted": "was interrupted: the computer or the app stopped before it was done",
}


def run_directory(shop: Shop, run_id: str) -> Path:
    """Return where the run keeps its artifacts."""
    return Path(shop.directory) / "runs" / run_id


def list_runs(shop: Shop) -> "list[RunStatus]":
    """Return the runs of the shop, newest first."""
    directory = Path(shop.directory) / "runs"
    if not directory.is_dir() or not any(directory.iterdir()):
        return []
    from analytics import runs  # a shop without runs must not wait for the room of training

    return runs.list_runs(Path(shop.directory))


def active_run(shop: Shop) -> "RunStatus | None":
    """Return the run at work now, if any."""
    return next((run for run in list_runs(shop) if run.state in ACTIVE), None)


def finished_run(shop: Shop) -> "RunStatus | None":
    """Return the newest run that ended with results, if any."""
    return next((run for run in list_runs(shop) if run.state == "done"), None)


def ended_runs(shop: Shop) -> "list[RunStatus]":
    """Return the runs that ended with results, newest first, and those that can no longer be read."""
    return [run for run in list_runs(shop) if run.state in ("done", "damaged")]


def delete_run(shop: Shop, run_id: str) -> None:
    """Remove a run with all it has written."""
    from analytics import runs

    runs.delete(run_directory(shop, run_id))


def cancel_run(shop: Shop, run_id: str) -> None:
    """Ask a run to stop; what it has written so far is kept apart from finished runs."""
    from analytics import runs

    runs.cancel(run_directory(shop, run_id))


def cancel_all(shop: Shop) -> None:
    """Stop whatever trains or checks for the shop."""
    from analytics.runs import recovery

    for run in list_runs(shop):
        if run.state in ACTIVE:
            cancel_run(shop, run.run_id)
        directory = run_directory(shop, run.run_id)
        check = recovery.status(directory)
        if check is not None and check.state in ACTIVE:
            recovery.cancel(directory)


def show_job_line(shop: Shop) -> None:
    """Draw the frame's live line: the progress of the run at work, or that the last one ended badly."""
    if active_run(shop):
        _live(shop, "frame")
        return
    newest = next(iter(list_runs(shop)), None)
    if newest is not None and newest.state in ("failed", "interrupted", "damaged"):
        display.show_note(f"The last training {ENDED[newest.state]}.")


def show_job(shop: Shop) -> None:
    """Draw the newest run on its page: live progress with a cancel button, or how it ended."""
    newest = next(iter(list_runs(shop)), None)
    if newest is None:
        return
    if newest.state in ACTIVE:
        _live(shop, "page")
    elif newest.state not in ("done", "damaged"):  # what is damaged is said above all results
        ending = f"The training {ENDED[newest.state]}."
        reason = f" {newest.error}" if newest.error else " Start it again when you are ready."
        st.warning(formats.escaped(ending + reason))


def _live(shop: Shop, place: str) -> None:
    """Poll while the run is at work; the page is drawn anew once it has ended."""

    @st.fragment(run_every=POLL_SECONDS)
    def progress() -> None:
        run = active_run(shop)
        if run is None:
            st.rerun()
        _draw_progress(shop, run, place)

    progress()


def _draw_progress(shop: Shop, run: "RunStatus", place: str) -> None:
    st.progress(
        min(max(run.share, 0.0), 1.0), text=formats.escaped(f"{run.stage} · {formats.share(run.share, 0)}")
    )
    if place == "page" and run.detail:
        display.show_note(run.detail)
    if st.button("Cancel training", key=f"cancel-{place}-{run.run_id}"):
        with st.spinner("Stopping the training"):
            cancel_run(shop, run.run_id)
        st.rerun()
