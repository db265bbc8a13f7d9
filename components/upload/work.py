"""The import at work: in a thread of its own, so that a change of page or a refresh does not end it.

One at a time in a workspace. Whoever opens the Upload page sees it; the session that pressed the button, or
waited for it on that page, is told how it ended. It is a thread of the server, as the server owns the shop's
database.
"""

import time
from collections.abc import Sequence
from contextlib import ExitStack, nullcontext
from typing import Any

import streamlit as st

from analytics.jobs.kinds import JobKind, register
from analytics.jobs.state import ACTIVE, Stage
from analytics.jobs.thread import ThreadJob, at_work, start_in_thread
from analytics.runs.consent import stopping_work_of_new_refusers
from components.shell import formats, session
from components.upload.files import Choice
from components.upload.target import Target
from components.upload.uploaded_table import file_of
from data.intake.imports.record import Intake
from data.intake.load import Source, import_files
from data.intake.mapping.saved import save_mapping
from data.intake.personal.settle import settle_personal
from data.privacy.audit.note import note_done
from data.privacy.ledger.codes import Act
from data.store import Shop

POLL_SECONDS = 0.1
KEY = "import"  # where a session remembers the import that it waits for
FIRST_WORDS = {Stage.STARTING.value: "reading the files"}  # what follows is said by the import itself
IMPORT = register(JobKind(name="import", home=__name__))


# About a `Target`; it makes what arrived, and tells whether the shop had not all of it before.
ImportJob = ThreadJob[tuple[Sequence[Intake], bool]]


def job_at_work() -> ImportJob | None:
    """Return the import that this workspace has under way, if any."""
    return at_work(IMPORT, _place())


def awaited_job() -> ImportJob | None:
    """Return the import that this session waits for, until it was told how that ended."""
    return session.recall(None, KEY)


def start(target: Target, currency: str, choices: Sequence[Choice]) -> None:
    """Import files, all of them or none; does nothing where an import is under way."""
    workspace, shop = session.workspace(), None if target.is_new else session.open_shop(target.name)

    def bring(job: ImportJob) -> tuple[Sequence[Intake], bool]:
        # a new shop is there once all have arrived
        with workspace.creating(target.name) if shop is None else nullcontext(shop) as place:
            before = place.fingerprint
            intakes = _import(place, target, choices, job)
            note_done(place, Act.IMPORTED, ", ".join(sorted({of.mapping.kind for of in choices})))
            if currency or place.setting("currency") is not None:
                place.save_setting("currency", currency)
            return intakes, place.fingerprint != before

    if job := start_in_thread(IMPORT, _place(), target, bring):
        session.remember(None, KEY, job)


def follow(job: ImportJob) -> None:
    """Draw an import's progress and a button that gives it up, until it ends."""
    session.remember(None, KEY, job)
    place = st.empty()
    with place.container():
        bar = st.progress(job.share)
        st.button("Cancel the import", key="cancel-import", on_click=job.cancel, disabled=job.is_cancelled)
    while (status := job.status).state in ACTIVE:
        words = "giving the import up" if job.is_cancelled else FIRST_WORDS.get(status.stage, status.stage)
        bar.progress(status.share, text=formats.escaped(f"{job.about.name} · {words}"))
        time.sleep(POLL_SECONDS)  # only the page's own thread can draw: it looks, and sleeps in between
    place.empty()


def _place() -> str:
    return str(session.workspace().directory)


def _import(shop: Shop, target: Target, choices: Sequence[Choice], job: ImportJob) -> list[Intake]:
    with ExitStack() as files:
        uploads: dict[str, Any] = {choice.upload.file_id: choice.upload for choice in choices}
        paths = {file_id: files.enter_context(file_of(upload)) for file_id, upload in uploads.items()}
        sources = [
            Source(paths[of.upload.file_id], of.name, of.mapping.kind, of.mapping, part=of.part)
            for of in choices
        ]
        told = target.choice if target.is_new else None
        settled = settle_personal(shop, sources, told, target.ids)
        with stopping_work_of_new_refusers(shop):
            intakes = import_files(shop, settled.sources, job.report)
    for choice in choices:
        save_mapping(shop, choice.columns, choice.mapping)
    return intakes
