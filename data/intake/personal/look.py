"""What a file says of people: by its first rows, and by addresses and numbers anywhere in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from data.intake.load import Source
from data.intake.look import OF_EVENTS, opening
from data.intake.source.attributes import free_columns
from data.intake.source.reader import UNREADABLE, Reader
from data.intake.source.replaced import WRITTEN_BY_PEOPLE
from data.privacy.pseudonyms.names import IDENTITY_COLUMNS
from data.quality.personal.find import EMAIL, kind_by_shape, named_kind, personal_kind
from data.read.preview import Preview, read_preview
from data.schema import Kind, Mapping, PersonalKind, Replacement
from data.sql import Connection, filled, quoted

N_ROWS = 1_000  # that tell by shape and name; addresses and numbers are looked for in all
LEAST_WORDS = 2  # of a text in which somebody may name a number, on average
IN_GOODS: tuple[Kind, ...] = ("products",)  # their texts are full of numbers
MAIL = "coalesce(bool_or(contains(/* column */, '@') AND regexp_matches(/* column */, $mail)), false)"
CALL = "coalesce(bool_or(regexp_matches(/* column */, $call)), false)"
CALLED = (  # as `find.CALLED`, for an engine that looks neither ahead nor behind
    r"(^|[^\w.-])((\+|00)[1-9]\d{0,2}[ (/-][\d ()/.-]{6,16}\d|\(\d{3}\) ?\d{3}-\d{4})($|[^\w-])"
)


@dataclass(frozen=True)
class PersonalLook:
    """What a file says of people.

    Attributes
    ----------
    preview : its first rows
    kinds : column → what it says, of those that are kept and that the mapping does not settle
    ids : the same of columns that name a customer, where the ids themselves look personal
    """

    preview: Preview
    kinds: dict[str, PersonalKind] = field(default_factory=dict)
    ids: dict[str, PersonalKind] = field(default_factory=dict)


def look_for_personal(source: Source) -> PersonalLook:
    """Look through a file; one that cannot be read says nothing: its import says why."""
    header = source.mapping.constants.get("header")
    preview = read_preview(source.path, source.name, header, source.part)
    ids, others = _columns(source.mapping, preview)
    if not ids and not others:
        return PersonalLook(preview)
    with opening(source.path, preview, source.part) as opened:
        connection, reader = opened(OF_EVENTS)
        try:
            known = _first_values(connection, reader, [*ids, *others])
            kinds = {name: _kind(name, known[name], source.kind) for name in others}
            named = {name: kind for name, kind in kinds.items() if kind is not None}
            open_ = [name for name in others if name not in named]
            texts = [name for name in open_ if _are_texts(known[name]) and source.kind not in IN_GOODS]
            mails, calls = _marks(connection, reader, [*ids, *open_], texts)
        except UNREADABLE:
            return PersonalLook(preview)
    of_ids = {name: kind_by_shape(known[name]) if known[name] else None for name in ids}
    of_ids |= dict.fromkeys(mails & set(ids), PersonalKind.EMAIL)
    free_text = dict.fromkeys((name for name in open_ if name in mails | calls), PersonalKind.FREE_TEXT)
    return PersonalLook(
        preview, named | free_text, {name: kind for name, kind in of_ids.items() if kind is not None}
    )


def _columns(mapping: Mapping, preview: Preview) -> tuple[list[str], list[str]]:
    """Return the columns of a file that name a customer, and those that may say anything of one."""
    kept = {name for name, how in mapping.personal.items() if how is Replacement.KEEP}
    ids = [mapping.columns[name] for name in IDENTITY_COLUMNS if name in mapping.columns]
    written = [mapping.columns[name] for name in WRITTEN_BY_PEOPLE if name in mapping.columns]
    others = [*free_columns(mapping, preview.columns).kept.values(), *written]
    there = set(preview.columns)
    return (
        [name for name in dict.fromkeys(ids) if name in there - kept],
        [name for name in dict.fromkeys(others) if name in there - set(mapping.personal) - set(ids)],
    )


def _first_values(connection: Connection, reader: Reader, names: Sequence[str]) -> dict[str, list[str]]:
    """Return the different values of each column in the first rows."""
    statement = reader.relation([quoted(name) for name in names], notes_errors=False)
    rows = connection.execute(f"{statement} LIMIT {N_ROWS}", reader.parameters).df()
    return {name: _known(rows[name]) for name in names}


def _known(values: pd.Series) -> list[str]:
    return [text for value in values.dropna().unique() if (text := str(value).strip())]


def _kind(name: str, known: list[str], kind: Kind) -> PersonalKind | None:
    return personal_kind(name, known, kind) if known else named_kind(name)


def _are_texts(known: list[str]) -> bool:
    return bool(known) and sum(len(value.split()) for value in known) >= LEAST_WORDS * len(known)


def _marks(
    connection: Connection, reader: Reader, names: Sequence[str], texts: Sequence[str]
) -> tuple[set[str], set[str]]:
    """Return which columns have an e-mail address anywhere, and which texts a number to call."""
    asked = [filled(MAIL, column=quoted(name)) for name in names]
    asked += [filled(CALL, column=quoted(name)) for name in texts]
    if not asked:
        return set(), set()
    patterns = {"mail": EMAIL.pattern} | ({"call": CALLED} if texts else {})
    statement = reader.relation(asked, notes_errors=False)
    (found,) = connection.execute(statement, reader.parameters | patterns).fetchall()
    return (
        {name for name, has_any in zip(names, found, strict=False) if has_any},
        {name for name, has_any in zip(texts, found[len(names) :], strict=True) if has_any},
    )
