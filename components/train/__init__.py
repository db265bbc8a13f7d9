"""A model of the lab: what it is trained on and how, the training under way, and how good it became."""

from pathlib import Path

import streamlit as st

from analytics.cli.lab_words import METHOD_WORDS, run_words
from analytics.jobs.shop_work import FOLDER
from analytics.jobs.state import ACTIVE, JobState
from analytics.lab.config import Method
from analytics.lab.files import HISTORY, RECORD
from analytics.lab.work import LAB
from components.shell import choices, display
from components.shell.jobs import POLL_SECONDS
from components.shell.shop_work import WorkWords, show_work
from components.train.charts import history_chart
from components.train.choice import Training, choose_training
from components.train.result import show_run
from data.privacy.artifacts import DamagedRunError
from data.store import Shop

__all__ = ["answer", "choose_run", "choose_training", "show_run", "show_training"]

WORDS = WorkWords(
    "the training",
    "Train",
    "Train",
    "The model learns from part of the rows, stops by others, and is judged on rows that it has never seen. "
    "Trees take seconds, a network a minute or two; you can leave the page meanwhile.",
)


def show_training(shop: Shop, training: Training) -> Path | None:
    """Draw the button or the training under way with its losses; return the newest run that ended well."""
    newest = show_work(shop, training.work, WORDS, training.config)
    if LAB.active(Path(shop.directory)) is not None:
        _show_live(shop)
    return newest


def choose_run(shop: Shop, newest: Path | None) -> Path | None:
    """Ask which of the runs that ended well is shown, the newest first; None where there is none."""
    if newest is None:
        return None
    done = [job for job in LAB.jobs(Path(shop.directory)) if job.state is JobState.DONE]
    if len(done) < 2:
        return newest
    words = {job.job_id: _named(shop, job.job_id) for job in done}
    chosen = choices.choose_code("Run", words, key=f"lab-run-{newest.name}", width=480)
    return newest.parent / str(chosen)


def answer(run: Path) -> str:
    """Return in a sentence how good a run is."""
    return run_words(RECORD.read(run))


def _named(shop: Shop, job_id: str) -> str:
    directory = Path(shop.directory) / FOLDER / LAB.kind.name / job_id
    began = f"{job_id[:4]}-{job_id[4:6]}-{job_id[6:8]} {job_id[9:11]}:{job_id[11:13]} UTC"
    try:
        return f"{began}  {METHOD_WORDS[Method(RECORD.read(directory)['method'])]}"
    except DamagedRunError:
        return f"{began}  cannot be read"


@st.fragment(run_every=POLL_SECONDS)
def _show_live(shop: Shop) -> None:
    """Draw the losses of the training under way, as far as it has come."""
    job = LAB.active(Path(shop.directory))
    if job is None or job.state not in ACTIVE:
        return
    directory = Path(shop.directory) / FOLDER / LAB.kind.name / job.job_id
    if HISTORY.is_in(directory):
        display.show_figure(history_chart(HISTORY.read(directory)), "live-history")
