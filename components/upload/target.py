"""The shop that files go to, and what it does with personal data."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from analytics.cli.personal_words import ids_words
from components.shell import display, session
from components.upload import waiting_files
from components.upload.uploaded_table import look_at_people, parts_in
from data.privacy.pseudonyms.choice import personal_choice, replaces_ids
from data.read.databases.address import Address
from data.schema import PersonalChoice, PersonalKind

PSEUDONYMS = "Replace customer ids by pseudonyms"
PSEUDONYMS_HELP = (
    "Pages, trainings and exports then know customers by keyed pseudonyms, the same in every file. Who "
    "stands behind them lies apart, encrypted, and naming somebody is noted in the ledger. Chosen for good, "
    "before the first file."
)


@dataclass(frozen=True)
class Target:
    """The shop that files go to.

    Parameters
    ----------
    name : of the shop
    is_new : whether it has to be made first
    choice : what it does with personal data
    ids : whether its customers are to get pseudonyms; None where nobody was asked
    """

    name: str
    is_new: bool
    choice: PersonalChoice = PersonalChoice.AUTOMATIC
    ids: bool | None = None

    @property
    def has_pseudonyms(self) -> bool:
        """Whether its customers are kept under pseudonyms."""
        return bool(self.ids)


def choose_pseudonyms(target: Target | None, uploads: Sequence[Any]) -> Target | None:
    """Ask of a new shop whether its customers get pseudonyms; say it of one where they have."""
    if target is None:
        return None
    if not target.is_new:
        shop = session.open_shop(target.name)
        if replaces_ids(shop):
            display.show_note("This shop keeps its customers under pseudonyms.")
        return replace(target, choice=personal_choice(shop), ids=replaces_ids(shop) or None)
    kind = _kind_of_ids(uploads)
    key = f"pseudonyms-{waiting_files.upload_key()}-{kind}"
    is_chosen = st.checkbox(PSEUDONYMS, kind is not None, help=PSEUDONYMS_HELP, key=key)
    if kind is not None:
        if is_chosen:
            display.show_note(ids_words(kind), "Untick the box to keep them as they are.")
        return replace(target, ids=is_chosen)
    return replace(target, choice=PersonalChoice.ALL, ids=True) if is_chosen else target


def _kind_of_ids(uploads: Sequence[Any]) -> PersonalKind | None:
    """Return what customers' ids say in files, where the ids themselves look personal."""
    files = [upload for upload in uploads if not isinstance(upload, Address)]
    tables = [(upload, part) for upload in files for part in _parts(upload)]
    looks = [look_at_people(upload, part) for upload, part in tables]
    kinds = [kind for look in looks if look is not None for kind in look.ids.values()]
    return kinds[0] if kinds else None


def _parts(upload: Any) -> Sequence[str]:
    parts = parts_in(upload)
    return [""] if parts is None else parts.usual or [""]
