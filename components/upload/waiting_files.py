"""Files that were dropped, and what was chosen for them, stay while other pages are looked at.

Streamlit forgets the widgets of a page that is left, the files in its uploader too. What is not imported
yet is given back to whoever returns, to go on with or to take out.
"""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from components.shell import formats, session

KEY = "waiting_files"
UPLOADS_DONE = "uploads_done"
TAKE_OUT = "take-out-"


@dataclass
class Waiting:
    """Files of one session that wait for their import."""

    uploader: str
    dropped: list[Any] = field(default_factory=list)  # in the uploader, when the page was last drawn
    from_before: list[Any] = field(default_factory=list)
    choices: dict[str, Any] = field(default_factory=dict)  # the widgets about them, by key

    @property
    def files(self) -> list[Any]:
        """All of them, in the order in which they came."""
        return [*self.from_before, *self.dropped]


def upload_key() -> str:
    """Return a key that is new after each import, so that the file uploader is empty again."""
    return f"upload-{session.recall(None, UPLOADS_DONE, 0)}"


def clear_uploader() -> None:
    """Empty the file uploader from the next run on: what it held is imported."""
    session.remember(None, UPLOADS_DONE, session.recall(None, UPLOADS_DONE, 0) + 1)


def forget_dropped() -> None:
    """Take it that the analyst changed what is in the uploader: it is not the page that was left."""
    _waiting().dropped = []


def files_waiting(dropped: list[Any]) -> list[Any]:
    """Return the files in the uploader and those from before the page was left; these can be taken out."""
    waiting = _waiting()
    if waiting.dropped and not dropped:
        waiting.from_before = waiting.files
    for key in set(waiting.choices) - set(st.session_state):
        st.session_state[key] = waiting.choices[key]
    waiting.dropped = list(dropped)
    for file in waiting.from_before:
        left, right = st.columns([6, 1], vertical_alignment="center")
        left.markdown(f"Still here, not imported yet: **{formats.escaped(file.name)}**")
        take_out = waiting.from_before.remove
        right.button("Take out", key=TAKE_OUT + file.file_id, on_click=take_out, args=(file,))
    return waiting.files


def keep_choices() -> None:
    """Remember what the widgets about the waiting files say."""
    waiting = _waiting()
    ids = [file.file_id for file in waiting.files]
    waiting.choices = {
        key: value
        for key, value in st.session_state.items()
        if isinstance(key, str)
        and not key.startswith(("remembered:", TAKE_OUT))
        and any(file_id in key for file_id in ids)
    }


def _waiting() -> Waiting:
    """Return this session's files; after an import there are none, and the uploader is a new one."""
    waiting: Waiting | None = session.recall(None, KEY)
    if waiting is None or waiting.uploader != upload_key():
        waiting = Waiting(upload_key())
        session.remember(None, KEY, waiting)
    return waiting
