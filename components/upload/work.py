"""The import at work: in a thread of its own, so that a change of page or a refresh does not end it.

One at a time in a workspace. Whoever opens the Upload page sees it; the session that pressed the button, or
waited for it on that page, is told how it ended.
"""

import threading
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from components.shell import formats, session
from components.upload.files import Choice, Target
from components.upload.whole import file_of
from data.intake.imports.record import Intake
from data.intake.load import Source, import_files
from data.intake.mapping.saved import save_mapping
from data.store import Shop, Workspace

POLL_SECONDS = 0.1
KEY = "import"  # where a session remembers the import that it waits for


class CancelledImport(Exception):
    """The person who waited for an import gave it up."""


@dataclass
class ImportJob:
    """Files on their way into a shop: how far they are, and at the end what arrived or what went wrong."""

    target: Target
    share: float = 0.0
    words: str = "reading the files"
    intakes: Sequence[Intake] = ()
    is_news: bool = True
    problem: Exception | None = None
    is_cancelled: bool = False
    thread: threading.Thread = field(default_factory=threading.Thread)

    @property
    def is_at_work(self) -> bool:
        """Whether the import has not ended yet."""
        return self.thread.is_alive()

    def cancel(self) -> None:
        """End the import within moments; the shop stays as it was before."""
        self.is_cancelled = True

    def tell(self, share: float, words: str) -> None:
        """Take the import's progress, in the importing thread."""
        if self.is_cancelled:
            raise CancelledImport
        self.share, self.words = share, words


_jobs: dict[str, ImportJob] = {}
_starting = threading.Lock()


def job_at_work() -> ImportJob | None:
    """Return the import that this workspace has under way, if any."""
    job = _jobs.get(_place())
    return job if job is not None and job.is_at_work else None


def awaited_job() -> ImportJob | None:
    """Return the import that this session waits for, until it was told how that ended."""
    job: ImportJob | None = session.recall(None, KEY)
    return job


def start(target: Target, choices: Sequence[Choice]) -> None:
    """Import files, all of them or none; does nothing where an import is under way."""
    with _starting:
        if job_at_work():
            return
        job = ImportJob(target)
        workspace, shop = session.workspace(), None if target.is_new else session.open_shop(target.name)
        job.thread = threading.Thread(target=_run, args=(job, workspace, shop, choices), daemon=True)
        _jobs[_place()] = job
        job.thread.start()
    session.remember(None, KEY, job)


def follow(job: ImportJob) -> None:
    """Draw an import's progress and a button that gives it up, until it ends."""
    session.remember(None, KEY, job)
    place = st.empty()
    with place.container():
        bar = st.progress(job.share)
        st.button("Cancel the import", key="cancel-import", on_click=job.cancel, disabled=job.is_cancelled)
    while job.is_at_work:
        words = "giving the import up" if job.is_cancelled else job.words
        bar.progress(job.share, text=formats.escaped(f"{job.target.name} · {words}"))
        time.sleep(POLL_SECONDS)  # only the page's own thread can draw: it looks, and sleeps in between
    place.empty()


def forget_awaited() -> None:
    """Say that this session knows how its import ended."""
    session.remember(None, KEY, None)


def _place() -> str:
    return str(session.workspace().directory)


def _run(job: ImportJob, workspace: Workspace, shop: Shop | None, choices: Sequence[Choice]) -> None:
    try:
        with _opened(workspace, job.target, shop) as place:
            before = place.fingerprint
            job.intakes = _import(place, choices, job)
            job.is_news = place.fingerprint != before
    except Exception as error:  # the page tells or raises it, as it would have in its own thread
        job.problem = error


def _opened(workspace: Workspace, target: Target, shop: Shop | None) -> AbstractContextManager[Shop]:
    """Give the shop that the files go to; a new one is there once all have arrived."""
    return workspace.creating(target.name) if shop is None else nullcontext(shop)


def _import(shop: Shop, choices: Sequence[Choice], job: ImportJob) -> list[Intake]:
    with ExitStack() as files:
        uploads: dict[str, Any] = {choice.upload.file_id: choice.upload for choice in choices}
        paths = {file_id: files.enter_context(file_of(upload)) for file_id, upload in uploads.items()}
        sources = [
            Source(
                path=paths[choice.upload.file_id],
                name=choice.name,
                kind=choice.mapping.kind,
                mapping=choice.mapping,
                part=choice.part,
            )
            for choice in choices
        ]
        intakes = import_files(shop, sources, job.tell)
    for choice in choices:
        save_mapping(shop, choice.columns, choice.mapping)
    if (told := [choice.currency for choice in choices if choice.currency]) and shop.setting(
        "currency"
    ) is None:
        shop.save_setting("currency", told[0])
    return intakes
