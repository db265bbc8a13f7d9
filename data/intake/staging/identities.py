"""Who stands behind the pseudonyms of a file: read beside its rows, and out of what its rejects show."""

import pandas as pd

from data.intake.formats.decide import Formats
from data.intake.source.reader import Reader
from data.intake.source.replaced import pseudonym_sql, replacing
from data.intake.staging.select_list import read_as
from data.privacy.pseudonyms.identities import COLUMNS, NONE
from data.privacy.pseudonyms.names import IDENTITY_COLUMNS, OF_IDS
from data.privacy.pseudonyms.naming import Naming
from data.schema import Replacement
from data.sql import Connection, execute, filled, quoted, registered

NAMED = "SELECT /* pseudonyms */ FROM (SELECT DISTINCT /* values */ FROM (/* source */))"


def identities_in(connection: Connection, reader: Reader, formats: Formats) -> pd.DataFrame:
    """Return who stands behind each pseudonym of a file: pseudonym, column, value."""
    reads = [*_of_ids(reader, formats), *_of_attributes(reader)]
    if not reads:
        return NONE
    values = [f"v{place}" for place in range(len(reads))]
    selected = [f"{read} AS {value}" for (_, _, read), value in zip(reads, values, strict=True)]
    pseudonyms = [
        f"{value}, {pseudonym.format(value)} AS p{place}"
        for place, ((_, pseudonym, _), value) in enumerate(zip(reads, values, strict=True))
    ]
    text = filled(
        NAMED,
        pseudonyms=", ".join(pseudonyms),
        values=", ".join(values),
        source=reader.relation(selected, notes_errors=False),
    )
    found = connection.execute(text, reader.parameters).df()
    parts = [
        pd.DataFrame({"pseudonym": found[f"p{place}"], "column": column, "value": found[f"v{place}"]})
        for place, (column, _, _) in enumerate(reads)
    ]
    return pd.concat(parts).dropna().astype("str").drop_duplicates(COLUMNS[:2])


def hide_people(
    connection: Connection, reader: Reader, formats: Formats, import_no: int, naming: Naming | None
) -> None:
    """Note who stands behind a file's pseudonyms; leave nothing among its rejects that names a person."""
    if naming is None and not reader.replaces_any:
        return
    found = NONE if naming is None else naming.note(identities_in(connection, reader, formats))
    with registered(connection, identities=found):
        execute(connection, "pseudonyms/rejects", {"import_no": import_no})


def _of_ids(reader: Reader, formats: Formats) -> list[tuple[str, str, str]]:
    """Return of the columns that name a customer: stored name, SQL of a value's pseudonym, of the value."""
    if not reader.replaces_ids:
        return []
    names = [name for name in IDENTITY_COLUMNS if name in reader.columns]
    reads = [read_as(reader, name, "text", formats, reader.text_of(name)) for name in names]
    return [(OF_IDS, pseudonym_sql("{}"), read) for read in reads]


def _of_attributes(reader: Reader) -> list[tuple[str, str, str]]:
    return [
        (name, replacing(reader, column), f"read_plain_id({quoted(column)})")
        for name, column in reader.attributes.items()
        if reader.mapping.personal.get(column) is Replacement.PSEUDONYM
    ]
