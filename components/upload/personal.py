"""Columns that look personal: named where the mapping is shown, with what becomes of each."""

import streamlit as st

from analytics.cli.personal_words import PERSONAL_WORDS, REPLACEMENT_WORDS, personal_words
from components.shell import choices, display, formats
from data.intake.mapping.personal import personal_in, usual_replacements, with_replacements
from data.intake.source.attributes import free_columns
from data.read.preview import Preview
from data.schema import Mapping, PersonalKind, Replacement

N_BESIDE = 3
IDS = "Customer ids say who somebody is. Replace them by pseudonyms: the choice stands above, for a new shop."


def choose_replacements(file_id: str, preview: Preview, mapping: Mapping, has_pseudonyms: bool) -> Mapping:
    """Name the columns that look personal and ask what becomes of each that is kept as an attribute.

    Parameters
    ----------
    has_pseudonyms : whether the shop keeps its customers under pseudonyms, and texts without addresses
    """
    plain = with_replacements(mapping, {})
    personal = personal_in(preview, plain)
    usual = usual_replacements(preview, plain) if has_pseudonyms else {}
    attributes = free_columns(plain, preview.columns).kept.values()
    asked = {name: kind for name, kind in personal.items() if name in attributes}
    if personal:
        st.warning(formats.escaped(personal_words(personal)))
    if not has_pseudonyms and personal.keys() - asked.keys():
        display.show_note(IDS)
    starts = usual | mapping.personal
    chosen = _choose(file_id, asked, starts, has_pseudonyms)
    silent = {name: how for name, how in starts.items() if name not in asked and name in attributes}
    return with_replacements(mapping, silent | chosen)


def _choose(
    file_id: str, asked: dict[str, PersonalKind], starts: dict[str, Replacement], has_pseudonyms: bool
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
            key=f"personal-{name}-{has_pseudonyms}-{file_id}",
        )
        chosen[name] = Replacement(how)
    if has_pseudonyms:  # where nothing is said, addresses are blanked
        return chosen
    return {name: how for name, how in chosen.items() if how is not Replacement.KEEP}
