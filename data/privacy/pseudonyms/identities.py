"""Who stands behind a shop's pseudonyms: a file apart from its tables, encrypted under a key of its own."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.parquet import encryption

from data.engine.directories import held_directory
from data.engine.room import needing_room
from data.privacy.pseudonyms.choice import has_pseudonyms, key_of
from data.privacy.pseudonyms.keys import derived
from data.privacy.pseudonyms.names import IDENTITY_COLUMNS
from data.read.writing import whole_file
from data.sql import Connection, filled, quoted
from data.store.replaced import columns_of
from data.store.shop import Shop

FOLDER, FILE = "identities", "identities.parquet"  # of a shop
COLUMNS = ["pseudonym", "column", "value"]
NONE = pd.DataFrame({name: pd.Series(dtype="str") for name in COLUMNS})
KNOWN = "SELECT DISTINCT /* column */ AS pseudonym FROM /* table */ WHERE /* column */ IS NOT NULL"
WORK = "keep who stands behind pseudonyms"


def identities_of(shop: Shop) -> pd.DataFrame:
    """Return who stands behind a shop's pseudonyms.

    Returns
    -------
    DataFrame
        pseudonym, column (customer_id, or the attribute that was replaced), value (as the file had it); one
        row per pseudonym and column.

    Raises
    ------
    InputError
        The key is lost or another one.
    """
    file = _file(shop)
    if not file.exists():
        return NONE
    key = derived(key_of(shop), FOLDER)
    properties = encryption.create_decryption_properties(footer_key=key)
    table = pq.read_table(pa.BufferReader(file.read_bytes()), decryption_properties=properties)
    return pd.DataFrame(table.to_pandas())


def add_identities(shop: Shop, found: Sequence[pd.DataFrame]) -> None:
    """Add who stands behind new pseudonyms; what is known already stays as it was first written."""
    with held_directory(_home(shop)):
        known = identities_of(shop)
        _write(shop, pd.concat([known, *found], ignore_index=True).drop_duplicates(COLUMNS[:2]))


def forget_identities(shop: Shop, customer_ids: Collection[str]) -> None:
    """Remove who stands behind the pseudonyms of a customer."""
    _keep(shop, lambda known: ~known["pseudonym"].isin(set(customer_ids)))


def settle_identities(shop: Shop) -> None:
    """Remove whoever is in no table of the shop any more: erased, forgotten, or taken back."""
    if not _file(shop).exists():
        return
    with shop.reading(), shop.looking() as cursor:
        in_tables = _in_tables(cursor, set(identities_of(shop)["column"]))
    _keep(shop, lambda known: known["pseudonym"].isin(in_tables))


def _keep(shop: Shop, which: Callable[[pd.DataFrame], "pd.Series[bool]"]) -> None:
    if not _file(shop).exists() or not has_pseudonyms(shop):
        return
    with held_directory(_home(shop)):
        known = identities_of(shop)
        left = known[which(known)]
        if len(left) < len(known):
            _write(shop, left)


def _in_tables(cursor: Connection, names: set[str]) -> set[str]:
    """Return all pseudonyms that the shop's tables hold, also those kept to undo an import."""
    found: set[str] = set()
    for table, types in columns_of(cursor).items():
        for column in (names | set(IDENTITY_COLUMNS)) & set(types):
            statement = filled(KNOWN, column=quoted(column), table=quoted(table))
            found |= {str(name) for (name,) in cursor.execute(statement).fetchall()}
    return found


def _write(shop: Shop, identities: pd.DataFrame) -> None:
    properties = encryption.create_encryption_properties(footer_key=derived(key_of(shop), FOLDER))
    table = pa.Table.from_pandas(identities[COLUMNS].astype("str"), preserve_index=False)
    with needing_room(shop.directory, WORK), whole_file(_file(shop), f".{FILE}-") as draft:
        pq.write_table(table, draft, encryption_properties=properties)


def _home(shop: Shop) -> Path:
    home = shop.directory / FOLDER
    home.mkdir(mode=0o700, exist_ok=True)
    return home


def _file(shop: Shop) -> Path:
    return shop.directory / FOLDER / FILE
