"""What can be done with models: use, archive, delete, export, and import a file."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import streamlit as st

from analytics.lab.registry import runs as registry
from analytics.lab.registry.bundle import export
from analytics.lab.registry.runs import LabRun
from analytics.lab.registry.taking_in import take_in
from components.shell import choices, display, session
from data.engine.room import needing_room
from data.store import Shop

TAKEN = "imported model"  # what a session remembers


def show_actions(shop: Shop, chosen: list[LabRun]) -> None:
    """Draw what can be done with the one model that is chosen."""
    if len(chosen) != 1:
        return
    (run,), home = chosen, Path(shop.directory)
    with st.container(horizontal=True):
        if run.is_in_use:
            _button("Use no longer", registry.unpin, home, run)
        else:
            _button("Put to use", registry.pin, home, run)
        if run.is_archived:
            _button("Take out of the archive", _restore, home, run)
        else:
            _button("Archive", registry.archive, home, run, is_off=run.is_in_use)
        if run.record is not None:
            display.show_download("Export (zip)", lambda: exported(home, run.run_id), f"{run.run_id}.zip")
    if not run.is_in_use:
        question = "Delete this model with all its files, for good"
        keys = {"sure_key": f"sure-{run.run_id}", "key": f"delete-{run.run_id}"}
        if choices.choose_for_good(question, "Delete", **keys):
            with display.saying_refusals():
                registry.delete(home, run.run_id)
                st.rerun()


def show_import(shop: Shop) -> None:
    """Draw where an exported model is taken in; each file once."""
    with st.expander("Import a model"):
        upload = st.file_uploader("A file that Bundlewise exported", type="zip", key="lab-import")
        if upload is None or session.recall(shop, TAKEN) == upload.file_id:
            return
        with display.saying_refusals(), needing_room(Path(shop.directory), "import a model"):
            take_in(Path(shop.directory), upload)
            session.remember(shop, TAKEN, upload.file_id)
            st.rerun()


def exported(home: Path, run_id: str) -> bytes:
    """Return a run as the bytes of one file."""
    stream = BytesIO()
    export(home, run_id, stream)
    return stream.getvalue()


def _button(
    label: str, do: Callable[[Path, str], None], home: Path, run: LabRun, *, is_off: bool = False
) -> None:
    if st.button(label, key=f"{label}-{run.run_id}", disabled=is_off):
        with display.saying_refusals():
            do(home, run.run_id)
            st.rerun()


def _restore(home: Path, run_id: str) -> None:
    registry.archive(home, run_id, is_archived=False)
