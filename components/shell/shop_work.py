"""Long work on a shop's data from a page: the button that starts it, its progress, and how it ended."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from analytics.jobs.shop_work import ShopWork, is_older, scope_of
from analytics.jobs.state import JobState
from components.shell import display, formats, jobs
from components.shell.scope import scope_words
from data.privacy.artifacts import DamagedRunError
from data.store import Shop


@dataclass(frozen=True)
class WorkWords:
    """What a page calls the work.

    Attributes
    ----------
    name : within a sentence, as in "Cancel the comparison"
    start, again : of the button, before and after the first time
    about : what it does and how long it takes about
    """

    name: str
    start: str
    again: str
    about: str


def show_work(
    shop: Shop, work: ShopWork[Any], words: WorkWords, config: object | None, *, ages: bool = True
) -> Path | None:
    """Draw the work at hand, or the button that starts it, and how the last one ended badly.

    Parameters
    ----------
    config : what is asked; None while something is missing, which the page says
    ages : whether it should be done again once the shop's data have changed

    Returns
    -------
    directory of the newest work that ended well, None where there is none
    """
    home, key = Path(shop.directory), work.kind.name
    newest = work.newest(home)
    if work.active(home) is not None:
        jobs.follow(
            lambda: work.active(home), lambda job: work.cancel(home, job.job_id), f"cancel-{key}", words.name
        )
        return newest
    last = next(iter(work.jobs(home)), None)
    if last is not None and last.state is not JobState.DONE:
        name = words.name.removeprefix("the ")
        st.warning(jobs.ending_words(last, f"The last {name}", name, "Start it again when you are ready."))
    _show_state(shop, work, newest, words, ages)
    weight, label = ("secondary", words.again) if newest else ("primary", words.start)
    if st.button(label, type=weight, key=f"start-{key}", disabled=config is None):
        with display.saying_refusals(), st.spinner("Taking a snapshot of the shop"):
            work.start(shop, config)
            st.rerun()
    return newest


def _show_state(shop: Shop, work: ShopWork[Any], newest: Path | None, words: WorkWords, ages: bool) -> None:
    """Say what to know before starting: what the work is, or why it should be done again."""
    if newest is None:
        display.show_note(words.about)
        return
    stale = next(job.stale for job in work.jobs(newest.parents[2]) if job.job_id == newest.name)
    try:
        if stale:
            st.warning(f"{formats.escaped(words.again)}: {formats.escaped(stale)}.")
        elif (read := scope_of(newest)) != shop.scope:
            display.show_note(f"What stands here is of {scope_words(read)}.", words.about)
        elif ages and is_older(newest, shop):
            display.show_note("The shop's data have changed since.", words.about)
    except DamagedRunError as error:
        st.warning(formats.escaped(str(error)))
