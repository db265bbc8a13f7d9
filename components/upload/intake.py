"""The import itself, and what arrived: rows read, kept, and rejected by reason."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.cli.reject_reasons import counted_in_words, error_in_words, reason_words
from analytics.jobs.state import Cancelled
from components.shell import display, downloads, formats, session
from components.shell.unopened import show_unopened
from components.upload import work
from components.upload.dates import both_readings
from components.upload.files import Choice, Target
from components.upload.mapping import KIND_NAMES, missing_columns
from data.intake.imports.record import Intake
from data.schema import AmbiguousDatesError, InputError
from data.store import Shop

ENDED = "how an import ended"  # without files in the shop, told by the next run of the page
INTAKE_COLUMNS = {
    "file": formats.text_column("File"),
    "kind": formats.text_column("Holds"),
    "rows_read": formats.count_column("Rows read"),
    "rows_kept": formats.count_column("Kept"),
    "rows_rejected": formats.count_column("Rejected"),
    "kept_share": formats.share_bar_column("Share kept"),
}
REJECT_COLUMNS = {
    "file": formats.text_column("File"),
    "reason": formats.text_column("Why"),
    "rows": formats.count_column("Rows"),
}


def shop_to_fill() -> Shop | None:
    """Return the chosen shop; None where there is none, or, which is said, it cannot be read.

    Files may go into another shop or a new one then.
    """
    try:
        shop = session.current_shop()
        if shop is not None:
            shop.history()
        return shop
    except InputError as error:
        show_unopened(str(session.chosen_shop_name()), error)
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
    gaps = [(choice.name, missing_columns(choice.mapping)) for choice in choices]
    for name, missing in gaps:
        if missing:
            words = ", ".join(column.rstrip(" *") for column in missing)
            st.warning(formats.escaped(f"{name}: choose which column is {words}."))
    for choice in choices:
        if choice.has_open_dates:
            st.warning(formats.escaped(f"{choice.name}: choose which comes first under “Dates are written”."))
    is_complete = not any(missing for _, missing in gaps) and not any(c.has_open_dates for c in choices)
    is_ready = target is not None and is_complete
    if job := work.job_at_work():
        is_ready = False
        if job is not work.awaited_job():
            display.show_note(f"An import into {job.about.name} is under way; yours can start after it.")
    label = f"Import {formats.counted(len(choices), 'file')}" + (f" into {target.name}" if target else "")
    if st.button(formats.escaped(label), type="primary", disabled=not is_ready, key="import"):
        work.start(target, choices)
    if work.awaited_job() or not work.job_at_work():
        _show_work()


def _show_work() -> None:
    """Draw the import under way, and how one ended that this session waited for."""
    if problem := session.recall(None, ENDED):
        session.remember(None, ENDED, None)
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
    words = session.recall(shop, "arrived")
    if session.recall(shop, "is_to_be_told"):
        session.remember(shop, "is_to_be_told", False)
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
    session.remember(shop, "arrived", _arrived(job))
    session.remember(shop, "is_to_be_told", True)
    session.want_shop(shop.name)
    session.clear_uploader()
    st.rerun()


def _arrived(job: work.ImportJob) -> str:
    """Return in a sentence what an import brought, also to whoever looks at the end of a long page."""
    if not job.made.is_news:
        return f"{job.about.name} had all of it already: nothing has changed."
    n_read, n_kept = (sum(getattr(i, name) for i in job.made.intakes) for name in ("rows_read", "rows_kept"))
    return (
        f"Arrived in {job.about.name}: {formats.counted(n_read, 'row')} read, {formats.count(n_kept)} kept."
    )


def _sentence(error: InputError) -> str:
    """Return what is wrong, with the remedy that this page offers."""
    if isinstance(error, AmbiguousDatesError):
        examples = "; ".join(both_readings(example) for example in error.examples)
        asked = f" ({examples})" if examples else ""
        return f"{error.file}: {error.problem}{asked}. Choose which comes first under “Dates are written”."
    return error_in_words(error)


def _intake_rows(intakes: Sequence[Intake]) -> pd.DataFrame:
    rows = [
        {
            "file": intake.file,
            "kind": KIND_NAMES[intake.kind],
            "rows_read": intake.rows_read,
            "rows_kept": intake.rows_kept,
            "rows_rejected": sum(intake.rejected.values()),
            "kept_share": intake.rows_kept / intake.rows_read if intake.rows_read else 0.0,
        }
        for intake in intakes
    ]
    return pd.DataFrame(rows)


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
    return rejects.assign(reason=rejects["reason"].map(reason_words))
