"""Which shop the files go to, and which files they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.runs.demos import DEMO_NAMES
from components.shell import choices, display, formats, session
from components.upload import dates, waiting_files
from components.upload import mapping as mapping_room
from components.upload.personal import People
from components.upload.target import Target
from components.upload.uploaded_table import UploadedTable, first_look, look_at_people, name_of, parts_in
from data.intake.mapping import Mapping
from data.intake.mapping.currency import currency_of
from data.intake.mapping.saved import saved_mapping
from data.intake.personal.look import PersonalLook
from data.read.databases.address import Address
from data.read.preview import Preview
from data.schema import PersonalChoice

FILE_TYPES = ["csv", "tsv", "txt", "tab", "psv", "gz", "zst", "zip", "xlsx", "xlsm", "parquet"]


@dataclass(frozen=True)
class Choice:
    """One table of an uploaded file, or of a database, with what the analyst said about it."""

    upload: Any
    part: str
    columns: list[str]
    mapping: Mapping
    currency: str  # the sign of its amounts, where it tells one
    has_open_dates: bool  # whether it has to be said yet which comes first in its dates

    @property
    def name(self) -> str:
        """What people call it."""
        return name_of(self.upload, self.part)


def drop_files() -> list[Any]:
    """Ask for files; return them with those that wait from before the page was left."""
    uploads = st.file_uploader(
        "Drag CSV, Excel or Parquet files here: events or order lines, products, customers",
        type=FILE_TYPES,
        accept_multiple_files=True,
        key=f"files-{waiting_files.upload_key()}",
        on_change=waiting_files.forget_dropped,
    )
    return waiting_files.files_waiting(uploads)


def choose_target(left: DeltaGenerator, right: DeltaGenerator) -> Target | None:
    """Ask in two places which shop the files belong to; None while a new shop has no usable name."""
    names = session.shop_names()
    current = session.chosen_shop_name()
    words = {name: name for name in names} | {None: "A new shop"}
    proposal = current if current in names and current not in DEMO_NAMES else None
    key = f"target-{waiting_files.upload_key()}-{current}"  # another shop in the switcher is another proposal
    choice = choices.choose_code("Import into", words, proposal, ask=left.selectbox, key=key)
    if choice is not None:
        return Target(choice, is_new=False)
    name = right.text_input("Name of the new shop", _free_name(names), max_chars=60).strip()
    if not name or name in names:
        display.show_note("Give the new shop a name that no other one has.")
        return None
    return Target(name, is_new=True)


def choose_currency(place: DeltaGenerator, target: Target | None, choices: Sequence[Choice]) -> str:
    """Ask for the sign of the shop's amounts, starting from what it has, else from what a file tells."""
    saved = session.open_shop(target.name).setting("currency") if target and not target.is_new else None
    told = next((choice.currency for choice in choices if choice.currency), "")
    start = told if saved is None else str(saved)
    key = f"sign-{waiting_files.upload_key()}-{target.name if target else ''}-{start}"
    return choose_sign("Currency", start, key, place.text_input)


def choose_sign(label: str, start: str, key: str, ask: Callable[..., str], **options: Any) -> str:
    """Ask for a currency's sign."""
    options |= {"help": "Written before amounts; the numbers themselves stay as they are.", "key": key}
    return ask(label, start, max_chars=4, placeholder="$ or €", **options).strip()


def choose_files(uploads: Sequence[Any], databases: Sequence[Address], target: Target | None) -> list[Choice]:
    """Ask of each table what it holds; files that cannot be read are named and left out."""
    tables = [(upload, part) for upload in uploads for part in _choose_parts(upload)]
    tables += [(table, "") for table in databases]
    chosen = [_choose_one(upload, part, target) for upload, part in tables]
    waiting_files.keep_choices()
    return [choice for choice in chosen if choice is not None]


def _choose_parts(upload: Any) -> Sequence[str]:
    """Ask which tables of a file to read where it holds several; a single one has no name."""
    parts = parts_in(upload)
    if parts is None:
        return []
    if not parts.names:
        return [""]
    return st.multiselect(
        formats.escaped(f"Tables of {upload.name}"),
        parts.names,
        default=parts.usual,
        placeholder="Choose tables",
        key=f"parts-{upload.file_id}",
    )


def _choose_one(upload: Any, part: str, target: Target | None) -> Choice | None:
    guessed = first_look(upload, part)
    if guessed is None:
        return None
    with st.container(border=True, gap="small"):
        head, kind, header = st.columns([3, 3, 3], vertical_alignment="bottom")
        head.subheader(formats.escaped(name_of(upload, part)), anchor=False)
        preview, constants = _choose_header(header, upload, part, guessed)
        if preview.n_before:
            above = formats.counted(preview.n_before, "line")
            display.show_note(f"Without {above} above the table: a title, or blank.")
        if preview.doubt:
            st.warning(formats.escaped(preview.doubt))
        saved = _saved(preview, target)
        layout = "" if preview.has_header == guessed.has_header else ":other header"
        table = UploadedTable(upload, part, preview)
        file_id = f"{upload.file_id}:{part}{layout}"
        people = _people(target, look_at_people(upload, part))
        mapping = mapping_room.choose_mapping(kind, file_id, preview, saved, table, people)
    has_open_dates = dates.has_open_dates(preview, mapping, table)
    mapping = replace(mapping, constants=mapping.constants | constants)
    currency = currency_of(preview.rows, mapping)
    return Choice(upload, part, preview.columns, mapping, currency, has_open_dates)


def _people(target: Target | None, look: PersonalLook | None) -> People:
    """Return what is known of people in a file, and what its shop does with that."""
    kinds = {} if look is None else look.kinds
    if target is None:
        return People(None, PersonalChoice.AUTOMATIC, replaces_ids=False, kinds=kinds)
    shop = None if target.is_new else session.open_shop(target.name)
    return People(shop, target.choice, target.has_pseudonyms, kinds)


def _choose_header(
    place: DeltaGenerator, upload: Any, part: str, guessed: Preview
) -> tuple[Preview, dict[str, bool]]:
    """Ask whether the first row names the columns; a table of a database or Parquet has its names."""
    if isinstance(upload, Address) or upload.name.lower().endswith(".parquet"):
        return guessed, {}
    key = f"{upload.file_id}:{part}"
    has_header = place.checkbox("The first row names the columns", guessed.has_header, key=f"header-{key}")
    if has_header == guessed.has_header:
        return guessed, {}
    other = first_look(upload, part, has_header)
    return (guessed, {}) if other is None else (other, {"header": has_header})


def _saved(preview: Preview, target: Target | None) -> Mapping | None:
    """Return the mapping used for the last file of that shape, of this shop first."""
    names = session.shop_names()
    first = [target.name] if target and not target.is_new else []
    for name in [*first, *(name for name in names if name not in first)]:
        if (saved := saved_mapping(session.open_shop(name), preview.columns)) is not None:
            return saved
    return None


def _free_name(names: list[str]) -> str:
    candidates = ["My shop", *(f"My shop {number}" for number in range(2, len(names) + 3))]
    return next(name for name in candidates if name not in names)
