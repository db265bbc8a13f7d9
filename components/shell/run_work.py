"""Long work on a finished run from a page: its progress, how it ended, and what it found."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import streamlit as st

from analytics.runs.results import Results
from analytics.runs.run_work import RunWork
from components.shell import jobs, session
from data.privacy.artifacts import DamagedRunError
from data.privacy.formats import Document
from data.store import Shop

Found = TypeVar("Found")


def show_at_work(work: RunWork, run_directory: Path, name: str) -> bool:
    """Draw the work at hand, or how the last one ended badly; return whether it is at work.

    Parameters
    ----------
    name : within a sentence, as in "Cancel the check"
    """
    status, own = work.status(run_directory), name.removeprefix("the ")
    if status is not None and status.state in jobs.ACTIVE:
        read, cancel = (lambda: work.status(run_directory)), (lambda job: work.cancel(run_directory))
        jobs.follow(read, cancel, f"cancel-{work.folder}", name)
        return True
    if status is not None and status.state != "done":
        st.warning(jobs.ending_words(status, f"The last {own}", own))
    return False


def start_button(shop: Shop, work: RunWork, label: str, *, is_again: bool) -> bool:
    """Draw the button that starts the work, off while the shop is trained; return whether it was pressed."""
    weight = "secondary" if is_again else "primary"
    is_training = jobs.active_run(shop) is not None
    return st.button(label, type=weight, key=f"start-{work.folder}", disabled=is_training)


def newest_found(
    shop: Shop, found: Results, report: Document, read: Callable[[Path], Found], name: str, again: str
) -> Found | None:
    """Return what the last finished work on a run found, None where there was none, or it is damaged.

    Parameters
    ----------
    report : that the work writes last
    again : what to do where it is damaged, as in "Check again"
    """
    directory = jobs.run_directory(shop, found.run_id)
    try:
        return session.held(
            shop, (report.name, found.run_id, made_at(directory / report.name)), lambda: read(directory)
        )
    except DamagedRunError as error:
        own = name.removeprefix("the ")
        st.warning(f"The last {own} cannot be read: {error.damaged_file} is missing or damaged. {again}.")
        return None


def made_at(file: Path) -> int:
    """Return when a file was written, for keys of what is held of it; 0 where it was not."""
    return file.stat().st_mtime_ns if file.exists() else 0
