"""From dropped files to the import: where they go, what is missing before it, and how it ended."""

from collections.abc import Iterator, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.cli.reject_reasons import error_in_words
from analytics.jobs.state import Cancelled
from components.shell import display, formats, session
from components.upload import work
from components.upload.databases import choose_tables
from components.upload.dates import both_readings
from components.upload.files import (
    Choice,
    choose_currency,
    choose_files,
    choose_target,
    drop_files,
)
from components.upload.mapping import missing_columns
from components.upload.target import Target, choose_pseudonyms
from components.upload.waiting_files import clear_uploader
from data.schema import AmbiguousDatesError, InputError

ENDED = "import_ended"  # without files in the shop, told by the next run of the page


def bring_files() -> None:
    """Ask for files, where they go and what they hold, and import them; the button stays above the files."""
    uploads = drop_files()
    row, cards = st.container(), st.container()
    databases = choose_tables()
    if not uploads and not databases:
        with row:
            _show_work()
        return
    with row:
        into, name, sign, button = st.columns([3, 3, 2, 4], vertical_alignment="bottom")
        target = choose_pseudonyms(choose_target(into, name), uploads)
    with cards:
        choices = choose_files(uploads, databases, target)
    currency = choose_currency(sign, target, choices)
    with row:
        _show_import(button, target, currency, choices)


def _show_import(
    place: DeltaGenerator, target: Target | None, currency: str, choices: Sequence[Choice]
) -> None:
    """Draw the import button, say what is missing before it can be pressed, and import with true progress.

    An import goes on while its page is left; whoever comes back to it sees how far it is, or how it ended.
    """
    gaps = [*_gaps(choices)]
    for words in gaps:
        st.warning(formats.escaped(words))
    is_ready = target is not None and bool(choices) and not gaps
    if job := work.job_at_work():
        is_ready = False
        if job is not work.awaited_job():
            display.show_note(f"An import into {job.about.name} is under way; yours can start after it.")
    label = f"Import {formats.counted(len(choices), 'file')}" + (f" into {target.name}" if target else "")
    if place.button(formats.escaped(label), type="primary", disabled=not is_ready, key="import"):
        work.start(target, currency, choices)
    if work.awaited_job() or not work.job_at_work():
        _show_work()


def _gaps(choices: Sequence[Choice]) -> Iterator[str]:
    """Yield in sentences what has to be said before files can be imported."""
    for choice in choices:
        if missing := missing_columns(choice.mapping):
            words = ", ".join(column.rstrip(" *") for column in missing)
            yield f"{choice.name}: choose which column is {words}."
    for choice in choices:
        if choice.has_open_dates:
            yield f"{choice.name}: choose which comes first under “Dates are written”."


def _show_work() -> None:
    """Draw the import under way, and how one ended that this session waited for."""
    if problem := session.take(None, ENDED):
        if isinstance(problem, InputError):
            st.error(formats.escaped(_sentence(problem)))
        else:
            st.warning("The import was given up: nothing of it was stored.")
    if job := work.job_at_work():
        work.follow(job)
    if job := work.awaited_job():
        _tell(job)


def _tell(job: work.ImportJob) -> None:
    """Say how an import ended that this session waited for; its shop is opened where files arrived."""
    session.remember(None, work.KEY, None)
    if isinstance(job.problem, InputError | Cancelled):
        session.remember(None, ENDED, job.problem)
        st.rerun()  # the files may be imported again
    if job.problem is not None:
        raise job.problem
    shop = session.open_shop(job.about.name)
    intakes, is_news = job.made
    session.remember(shop, "intakes", intakes)
    session.remember(shop, "is_news", is_news)
    session.remember(shop, "is_to_be_told", True)
    session.want_shop(shop.name)
    clear_uploader()
    st.rerun()


def _sentence(error: InputError) -> str:
    """Return what is wrong, with the remedy that this page offers."""
    if isinstance(error, AmbiguousDatesError):
        examples = "; ".join(both_readings(example) for example in error.examples)
        asked = f" ({examples})" if examples else ""
        return f"{error.file}: {error.problem}{asked}. Choose which comes first under “Dates are written”."
    return error_in_words(error)
