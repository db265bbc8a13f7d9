"""The training runs of a shop as the analyst sees them: live progress, cancel, and how a run ended."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from analytics.cli.stages import stage_words
from analytics.jobs import process
from analytics.jobs.everywhere import at_work
from analytics.jobs.state import ACTIVE, JobStatus
from analytics.runs import process as runs
from components.shell import display, formats, session
from data.store import Shop

POLL_SECONDS = 1.5
LEAST_TELLING = 0.15  # of the work, before which its pace tells little
FOLLOWED = "followed training"  # what a session remembers
BOOK_PAGE = "pages/pricing/price_book.py"  # what one wants to see after a training
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


def list_runs(shop: Shop) -> list[JobStatus]:
    """Return the runs of the shop, newest first."""
    return runs.list_runs(Path(shop.directory))


def active_run(shop: Shop) -> JobStatus | None:
    """Return the run at work now, if any."""
    return next((run for run in list_runs(shop) if run.state in ACTIVE), None)


def is_held_by_work(shop: Shop) -> bool:
    """Say whether work of any kind goes on with the shop's customers, on the page too where it does."""
    if not at_work(shop.directory):
        return False
    st.warning("Work is going on with these customers. Cancel it or wait for its end, then try again.")
    return True


def ended_runs(shop: Shop) -> list[JobStatus]:
    """Return the runs that ended with results, newest first, and those that can no longer be read."""
    return [run for run in list_runs(shop) if run.state in ("done", "damaged")]


def show_job_line(shop: Shop) -> None:
    """Draw the frame's live line: the progress of the run at work, or that the last one ended badly."""
    newest = next(iter(list_runs(shop)), None)
    if active_run(shop):
        _follow_training(shop, "frame")
    elif newest is not None and newest.state in ("failed", "interrupted", "damaged"):
        display.show_note(f"The last training {ENDED[newest.state]}.")


def show_job(shop: Shop) -> None:
    """Draw the newest run on its page: live progress with a cancel button, or how it ended."""
    newest = next(iter(list_runs(shop)), None)
    if newest is None:
        return
    if newest.state in ACTIVE:
        session.remember(shop, FOLLOWED, newest.job_id)
        _follow_training(shop, "page")
    elif session.take(shop, FOLLOWED) == newest.job_id and newest.state == "done":
        st.switch_page(BOOK_PAGE)
    elif newest.state not in ("done", "damaged"):  # what is damaged is said above all results
        st.warning(ending_words(newest, "The training", "training", "Start it again when you are ready."))


def ending_words(job: JobStatus, subject: str, name: str, otherwise: str = "") -> str:
    """Return how work ended badly and why, or what to do, safe to draw.

    Parameters
    ----------
    subject, name : what the work is called at the start of the sentence and within one
    otherwise : what is said where there is no reason
    """
    fault = f"The {name} stopped on an unexpected fault; its log.txt has the details."
    reason = job.error or (fault if job.state == "failed" else otherwise)
    reason = "" if job.state == "damaged" else reason
    return formats.escaped(f"{subject} {ENDED[job.state]}. {reason}".rstrip())


@st.fragment(run_every=POLL_SECONDS)
def follow(
    read: Callable[[], JobStatus | None], cancel: Callable[[JobStatus], None], key: str, name: str
) -> None:
    """Draw progress and a button that cancels while work goes on; the page is drawn anew once it has ended.

    Parameters
    ----------
    name : of the work, as in "Cancel the check"
    """

    job = read()
    if job is None or job.state not in ACTIVE:
        st.rerun()
    share = min(max(job.share, 0.0), 1.0)
    words = f"{stage_words(job.stage)} · {formats.share(share, 0)}{_left(job, share)}"
    if job.place:
        words = f"Waiting for other work on this machine to end: place {job.place} in the line"
    st.progress(share, text=formats.escaped(words))
    if st.button(f"Cancel {name}", key=key):
        with st.spinner(f"Stopping the {name.removeprefix('the ')}"):
            cancel(job)
        st.rerun()


def _left(job: JobStatus, share: float) -> str:
    """Return how long it will still take by what it took so far; nothing while that tells little."""
    if job.started_at is None or share < LEAST_TELLING:
        return ""
    so_far = (datetime.now(UTC) - job.started_at).total_seconds()
    return f" · {formats.duration(so_far * (1 - share) / share)} left"


def _follow_training(shop: Shop, place: str) -> None:
    run = active_run(shop)
    key = f"cancel-{place}-{run.job_id}" if run else ""

    def cancel(run: JobStatus) -> None:
        process.cancel(run_directory(shop, run.job_id))

    follow(lambda: active_run(shop), cancel, key, "training")
