"""What each code of an event type means: guessed, shown for the whole file, corrected with select boxes."""

import streamlit as st

from components.shell import choices, display, formats
from components.upload.uploaded_table import UploadedTable
from data.intake.mapping import Mapping
from data.intake.mapping.values import Column, event_codes, event_type_of
from data.schema import EVENT_TYPES, MOST_CODES

LEFT_OUT = "left out"


def choose_codes(
    file_id: str, start: Mapping, columns: dict[str, str], table: UploadedTable
) -> dict[str, dict[str, str]]:
    """Ask what each code of the event type means; the `event_codes` of a mapping, where any are needed."""
    name = columns.get("event_type")
    if name is None:
        return {}
    found = table.codes(name)
    saved = start.constants.get("event_codes", {}) if name == start.columns.get("event_type") else {}
    if len(found) > MOST_CODES:
        display.show_note(f"{name} has more than {MOST_CODES} different values: is it the type of the event?")
        return {"event_codes": saved} if saved else {}
    meanings = saved or event_codes(Column(name, list(found)))
    unknown = [code for code in found if event_type_of(code) is None]
    chosen = _choose_unknown(file_id, name, {code: meanings.get(code) for code in [*meanings, *unknown]})
    chosen |= _choose_known(file_id, name, [code for code in found if code not in {*meanings, *unknown}])
    return {"event_codes": chosen} if chosen else {}


def _choose_unknown(file_id: str, name: str, codes: dict[str, str | None]) -> dict[str, str]:
    """Ask for codes that no one knows without being told; those without a meaning are left out."""
    if not codes:
        return {}
    display.show_note(f"What the codes in {name} mean: please confirm. Rows of those left out are rejected.")
    return _select_boxes(file_id, name, codes, may_leave_out=True)


def _choose_known(file_id: str, name: str, codes: list[str]) -> dict[str, str]:
    """Show how words such as pv and fav are read, and return the corrections."""
    known = {code: event_type_of(code) for code in codes}
    if all(code == meaning for code, meaning in known.items()):
        return {}
    words = ", ".join(f"{code} is a {meaning}" for code, meaning in known.items() if code != meaning)
    with st.expander(formats.escaped(f"In {name}, {words}")):
        chosen = _select_boxes(file_id, name, known, may_leave_out=False)
    return {code: meaning for code, meaning in chosen.items() if meaning != known[code]}


def _select_boxes(
    file_id: str, name: str, codes: dict[str, str | None], *, may_leave_out: bool
) -> dict[str, str]:
    words: dict[str | None, str] = {None: LEFT_OUT} if may_leave_out else {}
    words |= {event_type: event_type for event_type in EVENT_TYPES}
    halves = st.columns(2)
    chosen = {}
    for place, (code, meaning) in enumerate(codes.items()):
        label, ask = formats.escaped(f"{code} is a"), halves[place % 2].selectbox
        answer = choices.choose_code(label, words, meaning, ask=ask, key=f"code-{file_id}-{name}-{code}")
        if answer is not None:
            chosen[code] = answer
    return chosen
