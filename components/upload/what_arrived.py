"""What arrived: rows read, kept, and rejected by reason, and what the shop holds by now."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from analytics.cli.reject_reasons import counted_in_words, reject_words
from components.shell import counts, display, downloads, formats, guards, session, tables
from components.upload.mapping import KIND_NAMES
from data.intake.imports.record import Intake
from data.privacy.consent import refusers_in
from data.schema import InputError
from data.store import Shop

INTAKE_COLUMNS = {
    **tables.FILE,
    **tables.ROWS,
    "rows_rejected": tables.count("Rejected"),
    "kept_share": tables.bar("Share kept"),
}
REJECT_COLUMNS = {"file": tables.text("File"), "reason": tables.text("Why"), "rows": tables.count("Rows")}


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
        display.show_answer("No orders or events yet: drag your files above, or open the demo shop.")
        return
    files = formats.counted(len(shop.imports()), "file")
    kept = formats.counted(counts.of(shop)["rows"], "row")
    display.show_answer(f"{shop.name} holds {kept} from {files}.")


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
        ids = [intake.import_id for intake in intakes]
        n_rejected = int(rejected["rows"].sum())
        show_rejects_download(shop, lambda: pd.concat(map(shop.rejects, ids), ignore_index=True), n_rejected)
    if shop.is_empty:
        display.show_note("Next come orders or events: only with them is there a shop to see.")
    elif st.button("See the shop", type="primary", key="see-overview"):
        session.open_page("pages/shop/overview.py")


def _arrived_words(shop_name: str, intakes: Sequence[Intake], *, is_news: bool) -> str:
    """Return in a sentence what an import brought, also to whoever looks at the end of a long page."""
    if not is_news:
        return f"{shop_name} had all of it already: nothing has changed."
    n_read, n_kept = (sum(getattr(i, name) for i in intakes) for name in ("rows_read", "rows_kept"))
    return f"Arrived in {shop_name}: {formats.counted(n_read, 'row')} read, {formats.count(n_kept)} kept."


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


def show_rejects_download(shop: Shop, read: Callable[[], pd.DataFrame], n_rejected: int) -> None:
    """Draw the download of rejected rows with their reasons in words, less those of customers who refuse."""
    if refusers_in(shop) and (n_withheld := n_rejected - len(read())):
        rows = formats.counted(n_withheld, "row")
        display.show_note(f"{rows} of customers who refuse personal prices: counted here, and in no list.")
    display.show_download(
        "Download every rejected row with its number (CSV)",
        lambda: downloads.csv_bytes(with_reject_words(read())),
        "rejected-rows.csv",
    )


def with_reject_words(rejects: pd.DataFrame) -> pd.DataFrame:
    """Return rejected rows, or their numbers by reason, with the reasons in words."""
    return rejects.assign(reason=rejects["reason"].map(reject_words))
