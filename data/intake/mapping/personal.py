"""What becomes of personal columns unless somebody chooses: pseudonyms, texts without addresses, nothing."""

from dataclasses import replace

from data.intake.source.attributes import free_columns
from data.quality.personal.find import LEAST_WORDS, named_kind, personal_columns
from data.read.preview import Preview
from data.schema import Mapping, PersonalKind, Replacement
from data.schema.personal import USUAL


def personal_in(preview: Preview, mapping: Mapping) -> dict[str, PersonalKind]:
    """Return the columns of a file that look personal in its first rows, with what they say."""
    settled = {*mapping.constants.get("ignored", ()), *mapping.personal}
    kept = [name for name in preview.columns if name not in settled]
    return personal_columns({name: _known(preview, name) for name in kept}, mapping.kind)


def usual_replacements(preview: Preview, mapping: Mapping) -> dict[str, Replacement]:
    """Return what a shop of pseudonyms does with columns that nothing maps, where it is not just kept."""
    rest = {name: value for name, value in mapping.constants.items() if name != "personal"}
    free = free_columns(replace(mapping, constants=rest), preview.columns)
    personal = personal_in(preview, with_replacements(mapping, {}))
    found: dict[str, Replacement] = {}
    for name in free.kept.values():
        known = _known(preview, name)
        kind = personal.get(name) or (None if known else named_kind(name))
        if kind is not None:
            found[name] = USUAL[kind]
        elif sum(len(value.split()) for value in known) >= LEAST_WORDS * len(known):  # texts, or nothing yet
            found[name] = Replacement.SCRUB
    return found


def with_replacements(mapping: Mapping, chosen: dict[str, Replacement]) -> Mapping:
    """Return a mapping with what becomes of personal columns; nothing of it where nothing is chosen."""
    rest = {name: value for name, value in mapping.constants.items() if name != "personal"}
    told = {"personal": {name: str(how) for name, how in chosen.items()}} if chosen else {}
    return replace(mapping, constants=rest | told)


def _known(preview: Preview, name: str) -> list[str]:
    return [str(value) for value in preview.rows[name].dropna() if str(value).strip()]
