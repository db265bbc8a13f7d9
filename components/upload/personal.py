"""Columns that look personal: named where the mapping is shown, with what becomes of each."""

from dataclasses import dataclass, field

import streamlit as st

from analytics.cli.personal_words import PERSONAL_WORDS, REPLACEMENT_WORDS, joined_words, personal_words
from components.shell import choices, display, formats
from data.intake.mapping.personal import personal_in, with_replacements
from data.intake.personal.look import PersonalLook
from data.intake.personal.settle import usual_of_file
from data.intake.source.attributes import free_columns
from data.read.preview import Preview
from data.schema import Mapping, PersonalChoice, PersonalKind, Replacement
from data.store import Shop

N_BESIDE = 3
IDS = "Customer ids say who somebody is. Replace them by pseudonyms: the choice stands above, for a new shop."


@dataclass(frozen=True)
class People:
    """What is known of people in a file, and what its shop does with that.

    Parameters
    ----------
    shop : that the file goes into; None where that has to be made first
    choice : what becomes of personal data unless a column says otherwise
    replaces_ids : whether customers get pseudonyms
    kinds : column → what it says of a person, by all rows of the file
    """

    shop: Shop | None
    choice: PersonalChoice
    replaces_ids: bool
    kinds: dict[str, PersonalKind] = field(default_factory=dict)


def choose_replacements(file_id: str, preview: Preview, mapping: Mapping, people: People) -> Mapping:
    """Name the columns that look personal and ask what becomes of each that is kept as an attribute."""
    plain = with_replacements(mapping, {})
    attributes = free_columns(plain, preview.columns).kept.values()
    of_file = {name: kind for name, kind in people.kinds.items() if name in attributes}
    personal = personal_in(preview, plain) | of_file
    asked = {name: kind for name, kind in personal.items() if name in attributes}
    usual, stays = usual_of_file(people.shop, plain, PersonalLook(preview, asked), people.choice)
    _show_personal(personal, stays, has_open_ids=not people.replaces_ids and len(personal) > len(asked))
    starts = usual | mapping.personal
    chosen = _choose(file_id, asked, starts, people.choice)
    silent = {name: how for name, how in starts.items() if name not in asked and name in attributes}
    return with_replacements(mapping, silent | chosen)


def _show_personal(personal: dict[str, PersonalKind], stays: list[str], *, has_open_ids: bool) -> None:
    if personal:
        st.warning(formats.escaped(personal_words(personal)))
    if stays:
        display.show_note(joined_words(stays))
    if has_open_ids:
        display.show_note(IDS)


def _choose(
    file_id: str, asked: dict[str, PersonalKind], starts: dict[str, Replacement], choice: PersonalChoice
) -> dict[str, Replacement]:
    chosen: dict[str, Replacement] = {}
    for place, (name, kind) in enumerate(asked.items()):
        if place % N_BESIDE == 0:
            columns = st.columns(N_BESIDE)
        how = choices.choose_code(
            formats.escaped(f"{name}: {PERSONAL_WORDS[kind]}"),
            REPLACEMENT_WORDS,
            starts.get(name, Replacement.KEEP),
            ask=columns[place % N_BESIDE].selectbox,
            key=f"personal-{name}-{choice}-{file_id}",
        )
        chosen[name] = Replacement(how)
    if choice is not PersonalChoice.KEEP:  # where nothing is said, they are replaced
        return chosen
    return {name: how for name, how in chosen.items() if how is not Replacement.KEEP}
