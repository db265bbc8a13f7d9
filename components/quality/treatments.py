"""What is done with each kind of doubt: chosen side by side, carried out on all that is stored."""

import streamlit as st

from components.quality.kinds import KIND_WORDS
from components.shell import choices, display, formats, session
from data.quality.choices import chosen_treatments
from data.quality.report import Quality
from data.quality.settle import save_treatments
from data.schema.doubts import DOUBT_KINDS
from data.store import Shop

WORDS = {"keep": "Keep as it is", "cap": "Cap at the usual", "drop": "Drop the rows"}
N_ACROSS = 3
DONE = "treatments_done"


def choose_treatments(shop: Shop, quality: Quality) -> None:
    """Ask what is done with each kind that was found, and carry it out at once when told so."""
    if done := session.take(shop, DONE):
        st.success(formats.escaped(_done_words(*done)))
    kinds = list(quality.doubts["kind"][quality.doubts["treatment"].notna()])
    if not kinds:
        return
    st.subheader("What is done with it", anchor=False)
    with shop.cursor() as connection:
        now = chosen_treatments(connection)
    with st.form(f"treatments-{shop.name}", border=False):
        chosen = _choose(shop, kinds, dict(now))
        is_sent = st.form_submit_button("Apply to the whole shop", type="primary", key=f"apply-{shop.name}")
    display.show_note(
        "Dropped rows are kept aside with their reason: every choice can be taken back, and later files are "
        "treated alike. Models trained before are then of another state of the data."
    )
    if is_sent and chosen != now:
        _apply(shop, chosen)


def _choose(shop: Shop, kinds: list[str], chosen: dict[str, str]) -> dict[str, str]:
    columns = st.columns(N_ACROSS, gap="medium")
    for place, name in enumerate(kinds):
        kind, words = DOUBT_KINDS[name], KIND_WORDS[name]
        labels = {choice: WORDS[choice] for choice in kind.choices}
        labels[kind.default] += " (usual)"
        chosen[name] = choices.choose_code(
            words.title,
            labels,
            chosen[name],
            ask=columns[place % N_ACROSS].selectbox,
            help=f"{words.means}. Usual: {WORDS[kind.default].lower()}. {words.because}.",
            key=f"treatment-{shop.name}-{name}",
        )
    return chosen


def _apply(shop: Shop, chosen: dict[str, str]) -> None:
    before = int(shop.imports()["rows_kept"].sum())
    with st.spinner("Going through all rows of the shop"):
        save_treatments(shop, chosen)
    session.remember(shop, DONE, (before, int(shop.imports()["rows_kept"].sum())))
    st.rerun()


def _done_words(before: int, after: int) -> str:
    """Return what the choices did to the number of rows."""
    moved = f"{formats.counted(abs(after - before), 'row')} {'came back' if after > before else 'taken out'}"
    words = "No row had to move" if after == before else moved
    return f"Done. {words}; the shop now holds {formats.counted(after, 'row')}."
