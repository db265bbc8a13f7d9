"""The import itself, and what arrived: rows read, kept, and rejected by reason."""

from collections.abc import Iterator, Sequence

import pandas as pd
import streamlit as st

from analytics.cli.reject_reasons import counted_in_words, error_in_words, reject_words
from analytics.jobs.state import Cancelled
from components.shell import display, downloads, formats, guards, session, tables
from components.shell.tables import count, text
from components.upload import work
from components.upload.dates import both_readings
from components.upload.files import Choice, Target
from components.upload.mapping import KIND_NAMES, missing_columns
from data.intake.imports.record import Intake
from data.schema import AmbiguousDatesError, InputError
from data.store import Shop

ENDED = "import_ended"  # without files in the shop, told by the next run of the page
INTAKE_COLUMNS = {
    **tables.FILE,
    **tables.ROWS,
    "rows_rejected": count("Rejected"),
    "kept_share": tables.bar("Share kept"),
}
REJECT_COLUMNS = {"file": text("File"), "reason": text("Why"), "rows": count("Rows")}


def shop_to_fill() -> Shop | None:
    """Return the chosen shop; None where there is none, or, which is said, it cannot be read.

    Files may go into another shop or a new one then.
    """
    try:
        return session.current_readable_shop()
    except InputError as error:
        guards.show_unopened(str(session.chosen_shop_name()), error)
        return None


def show_state(shop: Shop | None) -> None:
    """Draw in one sentence what the shop holds by now."""
    if shop is None or shop.is_empty:
        display.show_answer("No orders or events yet: drag your files below, or open the demo shop.")
        return
    imports = shop.imports()
    files = formats.counted(len(imports), "file")
    kept = formats.counted(imports["rows_kept"].sum(), "row")
    display.show_answer(f"{shop.name} holds {kept} from {files}.")


def show_import(target: Target | None, choices: Sequence[Choice]) -> None:
    """Draw the import button, say what is missing before it can be pressed, and import with true progress.

    An import goes on while its page is left; whoever comes back to it sees how far it is, or how it ended.
    """
    if not choices:
        _show_work()
        return
    gaps = [*_gaps(choices)]
    for words in gaps:
        st.warning(formats.escaped(words))
    is_ready = target is not None and not gaps
    if job := work.job_at_work():
        is_ready = False
        if job is not work.awaited_job():
            display.show_note(f"An import into {job.about.name} is under way; yours can start after it.")
    label = f"Import {formats.counted(len(choices), 'file')}" + (f" into {target.name}" if target else "")
    if st.button(formats.escaped(label), type="primary", disabled=not is_ready, key="import"):
        work.start(target, choices)
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


def show_intakes(shop: Shop | None) -> None:
    """Draw what the last import brought, with the rejected rows as a file."""
    intakes: Sequence[Intake] = session.recall(shop, "intakes", ())
    if shop is None or not intakes:
        return
    words = _arrived_words(shop.name, intakes, is_news=session.recall(shop, "is_news"))
    if session.take(shop, "is_to_be_told"):
        st.toast(formats.escaped(words))
    st.subheader("What arrived", anchor=False)
    display.show_note(words)
    display.show_table(_intake_rows(intakes), INTAKE_COLUMNS, "intake")
    rejected = _reject_rows(intakes)
    if len(rejected):
        st.markdown("**Rejected rows, by reason**")
        display.show_table(rejected, REJECT_COLUMNS, "rejected-by-reason")
        display.show_download(
            "Download every rejected row with its number (CSV)",
            lambda: downloads.csv_bytes(_rejects(shop, intakes)),
            "rejected-rows.csv",
        )
    if shop.is_empty:
        display.show_note("Next come orders or events: only with them is there a shop to see.")
    elif st.button("See the shop", type="primary", key="see-overview"):
        st.switch_page("pages/shop/overview.py")


def _tell(job: work.ImportJob) -> None:
    """Say how an import ended that this session waited for; its shop is opened where files arrived."""
    work.forget_awaited()
    if isinstance(job.problem, InputError | Cancelled):
        session.remember(None, ENDED, job.problem)
        st.rerun()  # the files may be imported again
    if job.problem is not None:
        raise job.problem
    shop = session.open_shop(job.about.name)
    session.remember(shop, "intakes", job.made.intakes)
    session.remember(shop, "is_news", job.made.is_news)
    session.remember(shop, "is_to_be_told", True)
    session.want_shop(shop.name)
    session.clear_uploader()
    st.rerun()


def _arrived_words(shop_name: str, intakes: Sequence[Intake], *, is_news: bool) -> str:
    """Return in a sentence what an import brought, also to whoever looks at the end of a long page."""
    if not is_news:
        return f"{shop_name} had all of it already: nothing has changed."
    n_read, n_kept = (sum(getattr(i, name) for i in intakes) for name in ("rows_read", "rows_kept"))
    return f"Arrived in {shop_name}: {formats.counted(n_read, 'row')} read, {formats.count(n_kept)} kept."


def _sentence(error: InputError) -> str:
    """Return what is wrong, with the remedy that this page offers."""
    if isinstance(error, AmbiguousDatesError):
        examples = "; ".join(both_readings(example) for example in error.examples)
        asked = f" ({examples})" if examples else ""
        return f"{error.file}: {error.problem}{asked}. Choose which comes first under “Dates are written”."
    return error_in_words(error)


def _intake_rows(intakes: Sequence[Intake]) -> pd.DataFrame:
    rows = pd.DataFrame([vars(intake) for intake in intakes])
    return rows.assign(
        kind=rows["kind"].map(KIND_NAMES),
        rows_rejected=[sum(rejected.values()) for rejected in rows["rejected"]],
        kept_share=(rows["rows_kept"] / rows["rows_read"]).fillna(0.0),
    )


def _reject_rows(intakes: Sequence[Intake]) -> pd.DataFrame:
    rows = [
        {"file": intake.file, "reason": reason, "rows": rows}
        for intake in intakes
        for reason, rows in sorted(counted_in_words(intake.rejected).items(), key=lambda item: -item[1])
        if rows
    ]
    return pd.DataFrame(rows, columns=list(REJECT_COLUMNS))


def _rejects(shop: Shop, intakes: Sequence[Intake]) -> pd.DataFrame:
    rejects = pd.concat([shop.rejects(intake.import_id) for intake in intakes], ignore_index=True)
    return rejects.assign(reason=rejects["reason"].map(reject_words))
