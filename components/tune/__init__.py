"""A search for settings: what is searched, how it goes, what mattered, and whether the winner wins."""

from pathlib import Path

import streamlit as st

from analytics.cli.tuning_words import tuning_words
from analytics.jobs.shop_work import FOLDER, ShopWork
from analytics.lab.tuning.files import RECORD, TRIED
from analytics.lab.tuning.trials import from_plain, trials_frame
from analytics.lab.tuning.work import (
    TUNING,
    TuningConfig,
    broken_off,
    go_on,
    rows_of_search,
    winner_of_search,
)
from analytics.lab.work import LAB, lab_of
from components.shell import display, session
from components.shell.jobs import POLL_SECONDS
from components.shell.shop_work import WorkWords, show_work
from components.tune.charts import history_chart
from components.tune.choice import choose_search
from components.tune.found import show_found
from data.store import Shop

__all__ = ["answer", "choose_search", "show_found", "show_search", "show_winner"]

WORDS = WorkWords(
    "the search",
    "Search",
    "Search again",
    "Every trial learns from the same rows and is compared on the validation rows; at the end the best is "
    "judged once, beside the default, on rows that no trial has seen. You can leave the page meanwhile.",
)


def show_search(shop: Shop, work: ShopWork[TuningConfig], config: TuningConfig | None) -> Path | None:
    """Draw the button, or the search under way; return the newest that ended well."""
    home = Path(shop.directory)
    newest = show_work(shop, work, WORDS, config)
    left = broken_off(home)
    if left is not None and st.button("Go on with the last search", key="go-on"):
        with display.saying_refusals():
            go_on(home, left.job_id)
            st.rerun()
    if TUNING.active(home) is not None:
        _show_live(home)
    return newest


def answer(search: Path) -> str:
    """Return in a sentence what a search found."""
    return tuning_words(RECORD.read(search))


def show_winner(shop: Shop, search: Path) -> None:
    """Draw the button that trains the winner as a run of the Lab, where there is one."""
    if RECORD.read(search)["winner"]["trial"] == 0:
        return
    if LAB.active(Path(shop.directory)) is not None:
        display.show_note("A training is at work; the winner can be trained once it has ended.")
        return
    if st.button("Train the winner", type="primary", key="train-winner"):
        with display.saying_refusals():
            lab_of(rows_of_search(search)).start(shop, winner_of_search(search))
            session.open_page("pages/lab/train.py")


@st.fragment(run_every=POLL_SECONDS)
def _show_live(home: Path) -> None:
    """Draw the trials of the search under way, as far as it has come."""
    job = TUNING.active(home)
    if job is None:
        return
    directory = home / FOLDER / TUNING.kind.name / job.job_id
    if TRIED.is_in(directory):
        trials = trials_frame(from_plain(TRIED.read(directory)["trials"]))
        display.show_figure(history_chart(trials), "live-trials")
