"""The import itself, and what arrived: rows read, kept, and rejected by reason."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext

import pandas as pd
import streamlit as st

from components import display, downloads, formats, session
from components.upload.choices import both_readings
from components.upload.files import Choice, Target, file_of
from components.upload.mapping import KIND_NAMES, missing_columns
from data.ingest import Intake, Source, import_files
from data.schema import AmbiguousDatesError, InputError
from data.store import Shop

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
    """Draw the import button, say what is missing before it can be pressed, and import with true progress."""
    if not choices:
        return
    gaps = [(choice.name, missing_columns(choice.mapping)) for choice in choices]
    for name, missing in gaps:
        if missing:
            words = ", ".join(column.rstrip(" *") for column in missing)
            st.warning(formats.escaped(f"{name}: choose which column is {words}."))
    is_ready = target is not None and not any(missing for _, missing in gaps)
    label = f"Import {formats.counted(len(choices), 'file')}" + (f" into {target.name}" if target else "")
    if st.button(formats.escaped(label), type="primary", disabled=not is_ready, key="import"):
        _import(target, choices)


def show_intakes(shop: Shop | None) -> None:
    """Draw what the last import brought, with the rejected rows as a file."""
    intakes: Sequence[Intake] = session.recall(shop, "intakes", ())
    if shop is None or not intakes:
        return
    st.subheader("What arrived", anchor=False)
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
    if st.button("See the shop", type="primary", key="see-overview"):
        st.switch_page("pages/shop/overview.py")


def _import(target: Target, choices: Sequence[Choice]) -> None:
    """Import all files or none; a new shop that nothing arrived in is none."""
    bar = st.progress(0.0, text="Reading the files")
    try:
        with _opened(target) as place:
            intakes = _import_files(place, choices, lambda share, words: bar.progress(share, text=words))
        shop = session.open_shop(target.name)
    except InputError as error:
        bar.empty()
        st.error(formats.escaped(_sentence(error)))
        return
    session.remember(shop, "intakes", intakes)
    session.want_shop(shop.name)
    session.clear_uploader()
    st.rerun()


def _opened(target: Target) -> AbstractContextManager[Shop]:
    """Give the shop that the files go to; a new one is there once all have arrived."""
    if target.is_new:
        return session.creating_shop(target.name)
    return nullcontext(session.open_shop(target.name))


def _sentence(error: InputError) -> str:
    """Return what is wrong, with the remedy that this page offers."""
    if isinstance(error, AmbiguousDatesError):
        examples = "; ".join(both_readings(example) for example in error.examples)
        asked = f" ({examples})" if examples else ""
        return f"{error.file}: {error.problem}{asked}. Choose which comes first under “Dates are written”."
    return str(error)


def _import_files(
    shop: Shop, choices: Sequence[Choice], progress: Callable[[float, str], None]
) -> list[Intake]:
    with ExitStack() as files:
        uploads = {choice.upload.file_id: choice.upload for choice in choices}
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
        intakes = import_files(shop, sources, progress)
    for choice in choices:
        shop.save_mapping(choice.columns, choice.mapping)
    return intakes


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
        for reason, rows in sorted(intake.rejected.items(), key=lambda item: -item[1])
        if rows
    ]
    return pd.DataFrame(rows, columns=list(REJECT_COLUMNS))


def _rejects(shop: Shop, intakes: Sequence[Intake]) -> pd.DataFrame:
    return pd.concat([shop.rejects(intake.import_id) for intake in intakes], ignore_index=True)
