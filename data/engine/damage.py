"""A shop's file that cannot be read: which way it failed, as one named error in words for people."""

import re
from pathlib import Path

import duckdb

from data.engine.protection import KEY_VARIABLE
from data.schema import InputError

CHECK_DISK = "Check that the disk has room and the workspace is writable"
REPLACE = "Put a copy from before in its place, or delete the shop and import its files again"
KINDS_OF_DAMAGE = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.SerializationException,
    duckdb.InvalidInputException,  # of the cipher
)
SIGNS_OF_DAMAGE = re.compile(
    "corrupt|checksum|aes tag|could not read|deserialize|serialization|not a valid duckdb|internal error|"
    "has been invalidated"
)
SIGNS_OF_THE_DISK = re.compile(
    "no space|permission denied|read-only|too many open|could not write|not enough"
)
NO_DAMAGE = (  # words of DuckDB, what is wrong, what to do
    (
        "without a key",
        "it is encrypted, and no key is given",
        f"Set {KEY_VARIABLE} to the key it was made with, then start again",
    ),
    ("wrong encryption key", "its key is another one", f"Set {KEY_VARIABLE} to the key it was made with"),
    (
        "is not encrypted",
        f"it was made without a key, and {KEY_VARIABLE} is set",
        f"Encrypt it with python -m analytics encrypt, or unset {KEY_VARIABLE}",
    ),
    (
        "with version number",
        "a newer version of Bundlewise has written it",
        "Open it with that version, or a later one",
    ),
)


class ShopInUseError(InputError):
    """Another process has the shop open, or is making it."""


class DamagedShopError(InputError):
    """A shop's file is damaged, no database, or one whose tables no version of ours has made."""


def explained(error: duckdb.Error, path: Path) -> InputError:
    """Return why a shop's file cannot be opened, in words that hold neither the key nor a statement."""
    words, shop = str(error).lower(), f"shop {path.parent.name}"
    if "could not set lock on file" in words:
        return ShopInUseError(
            f"{shop}: another process has it open",
            "Close the app or the command that uses this shop, then try again",
        )
    for sign, problem, remedy in NO_DAMAGE:
        if sign in words:
            return InputError(f"{shop}: {problem}", remedy)
    if SIGNS_OF_THE_DISK.search(words) and not is_damage(error):
        return InputError(f"{shop}: its file cannot be opened", CHECK_DISK)
    if isinstance(error, duckdb.BinderException | duckdb.CatalogException):
        return made_by_another(path)
    return no_database(path)


def no_database(path: Path) -> DamagedShopError:
    """Return the error of a file from which nothing of a shop can be read."""
    return DamagedShopError(
        f"shop {path.parent.name}: its file is damaged, or no database of a shop", REPLACE
    )


def made_by_another(path: Path, detail: str = "") -> DamagedShopError:
    """Return the error of a database whose tables are not ours and cannot be made so."""
    where = f" ({detail})" if detail else ""
    return DamagedShopError(
        f"shop {path.parent.name}: its tables are those of another version{where}", REPLACE
    )


def is_damage(error: duckdb.Error) -> bool:
    """Whether a statement failed because of what the file holds, not because of what was asked."""
    return isinstance(error, KINDS_OF_DAMAGE) and bool(SIGNS_OF_DAMAGE.search(str(error).lower()))
