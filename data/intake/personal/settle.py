"""What becomes of personal data in the files of an import, as the shop and whoever brings them chose."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from data.intake.load import Source
from data.intake.mapping.personal import usual_replacements, with_replacements
from data.intake.personal.look import PersonalLook, look_for_personal
from data.intake.source.attributes import free_columns
from data.privacy.pseudonyms.choice import choose_personal, replace_ids, replaces_ids
from data.schema import Mapping, PersonalChoice, PersonalKind, Replacement
from data.schema.personal import USUAL
from data.store import Shop
from data.store.replaced import columns_of

Replacements = dict[str, Replacement]


@dataclass(frozen=True)
class Settled:
    """The files of an import with what becomes of their personal data.

    Attributes
    ----------
    sources : to import; their mappings say what becomes of each column
    ids : what customers' ids are that look personal themselves; None where they do not
    replaces_ids : whether the shop keeps customers under pseudonyms
    joined : by file, columns that look personal and are in the shop as they are, so that they stay so
    """

    sources: list[Source]
    ids: PersonalKind | None = None
    replaces_ids: bool = False
    joined: dict[str, list[str]] = field(default_factory=dict)


def settle_personal(
    shop: Shop, sources: Sequence[Source], told: PersonalChoice | None = None, ids: bool | None = None
) -> Settled:
    """Say what becomes of personal data before files are imported; the shop keeps what was chosen.

    Parameters
    ----------
    told : what was chosen; None leaves it to the shop: automatic in a new one
    ids : whether customers get pseudonyms, in a shop without any; None where that was not asked

    Raises
    ------
    InputError
        The shop holds customers otherwise than was chosen, a file cannot be read, or the key is lost.
    """
    choice = choose_personal(shop, told)
    if choice is PersonalChoice.KEEP:
        return Settled(list(sources))
    looks = [look_for_personal(source) for source in sources]
    found = [kind for look in looks for kind in look.ids.values()]
    are_usual = bool(found) and not len(shop.imports()) if ids is None else ids
    if are_usual:
        replace_ids(shop)
    joined: dict[str, list[str]] = {}
    settled = []
    for source, look in zip(sources, looks, strict=True):
        mapping = replace(source.mapping, kind=source.kind)
        usual, stays = usual_of_file(shop, mapping, look, choice)
        chosen = usual | mapping.personal
        if kept := [name for name in stays if chosen[name] is Replacement.KEEP]:
            joined[source.name] = kept
        settled.append(replace(source, mapping=with_replacements(source.mapping, chosen)))
    return Settled(settled, found[0] if found else None, replaces_ids(shop), joined)


def usual_of_file(
    shop: Shop | None, mapping: Mapping, look: PersonalLook, choice: PersonalChoice
) -> tuple[Replacements, list[str]]:
    """Return what becomes of a file's personal columns unless its mapping says otherwise.

    Parameters
    ----------
    shop : that it goes into; None where that has to be made first

    Returns
    -------
    Column → what takes the place of its values; and columns that stay as they are since the shop has them so.
    """
    if choice is PersonalChoice.KEEP:
        return {}, []
    chosen = {name: USUAL[kind] for name, kind in look.kinds.items()}
    if choice is PersonalChoice.ALL:
        return usual_replacements(look.preview, mapping) | chosen, []
    earlier, plain = ({}, set()) if shop is None else _earlier(shop, mapping, look.preview.columns)
    stays = [name for name, how in chosen.items() if name in plain and how is Replacement.PSEUDONYM]
    return chosen | dict.fromkeys(stays, Replacement.KEEP) | earlier, stays


def _earlier(shop: Shop, mapping: Mapping, columns: list[str]) -> tuple[Replacements, set[str]]:
    """Return what earlier files did with columns of these names, and which of them are stored in plain."""
    done: Replacements = {}
    for row in shop.imports().to_dict("records"):
        if row["kind"] == mapping.kind:
            done |= Mapping.from_json(row["mapping"]).personal
    with shop.looking() as cursor:
        stored = {name.lower() for name in columns_of(cursor).get(mapping.kind, {})}
    kept = free_columns(mapping, columns).kept
    plain = {column for name, column in kept.items() if name.lower() in stored and column not in done}
    return {name: how for name, how in done.items() if name in columns}, plain
