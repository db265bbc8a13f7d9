"""Who has which role in a shop, kept beside its database: by e-mail, or for everybody of a domain."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from data.engine.directories import held_directory, sync
from data.engine.room import needing_room
from data.privacy.encrypted_files import read_bytes, write_bytes
from data.privacy.roles.rights import Role
from data.schema import InputError

FOLDER, FILE = "access", "roles.json"  # in the shop's directory
LONGEST = 100  # characters, as the ledger notes names


@dataclass(frozen=True)
class Grant:
    """A role that somebody has.

    Attributes
    ----------
    who : an e-mail (ann@shop.example), or a domain (@shop.example); lower case
    """

    who: str
    role: Role


class NoRoleError(InputError):
    """Nobody of this name has a role of their own here."""


def grants_of(directory: Path) -> tuple[Grant, ...]:
    """Return the roles of a shop, sorted by whom; read anew whenever the file has changed.

    Raises
    ------
    InputError
        The file is damaged, or its key is another one.
    """
    file = directory / FOLDER / FILE
    try:
        now = file.stat()
    except FileNotFoundError:
        return ()
    return _read(file, now.st_mtime_ns, now.st_ino, now.st_size)


def role_of(directory: Path, email: str) -> Role | None:
    """Return somebody's role in a shop: their own, else their domain's, else None."""
    known = {grant.who: grant.role for grant in grants_of(directory)}
    name = email.strip().casefold()
    return known.get(name) or known.get(name[name.rfind("@") :] if "@" in name else "")


def give(directory: Path, who: str, role: Role) -> Grant:
    """Give a role, in place of an earlier one; raises InputError where the last owner would be gone."""
    grant = Grant(checked_who(who), role)
    _change(directory, grant.who, grant)
    return grant


def take(directory: Path, who: str) -> None:
    """Take a role away; raises InputError where there is none, or it is the last owner's."""
    name = checked_who(who)
    if name not in {grant.who for grant in grants_of(directory)}:
        raise NoRoleError(f"{name} has no role of their own in this shop", "Name one that the list shows")
    _change(directory, name, None)


def checked_who(who: str) -> str:
    """Return an e-mail or a domain (with @ before it) in its one spelling; raises InputError for another."""
    name = who.strip().casefold()
    before, at, domain = name.rpartition("@")
    is_whole = at and domain and "@" not in before and len(name) <= LONGEST
    if not is_whole or not name.isprintable() or any(sign in name for sign in " ,;<>\"'"):
        raise InputError(
            "this is neither an e-mail nor a domain", "Write ann@shop.example, or @shop.example for everybody"
        )
    return name


def encrypt_grants(directory: Path) -> None:
    """Write roles that were kept without BUNDLEWISE_KEY anew, encrypted with it."""
    file = directory / FOLDER / FILE
    with suppress(FileNotFoundError):
        write_bytes(file, read_bytes(file))


def _change(directory: Path, who: str, grant: Grant | None) -> None:
    """Put a grant in place of whatever somebody has, whole or not at all."""
    folder = directory / FOLDER
    with needing_room(directory, "keep the roles"):
        folder.mkdir(exist_ok=True)
        with held_directory(folder):
            before = grants_of(directory)
            kept = [one for one in before if one.who != who] + ([grant] if grant else [])
            if _owners(before) and not _owners(kept):
                raise InputError("the shop would have no owner", "Make somebody else its owner first")
            plain = [asdict(one) for one in sorted(kept, key=lambda one: one.who)]
            draft = folder / f".{FILE}-next"
            write_bytes(draft, json.dumps(plain).encode())
            sync(draft)
            draft.replace(folder / FILE)


def _owners(grants: "list[Grant] | tuple[Grant, ...]") -> list[Grant]:
    return [one for one in grants if one.role is Role.OWNER]


@lru_cache(maxsize=256)
def _read(file: Path, *state: int) -> tuple[Grant, ...]:
    try:
        plain = json.loads(read_bytes(file))
        grants = tuple(Grant(checked_who(str(one["who"])), Role(one["role"])) for one in plain)
    except (ValueError, TypeError, KeyError, RecursionError):
        remedy = "Bring the shop's folder access back from a backup"
        raise InputError(f"the roles of the shop {file.parents[1].name} cannot be read", remedy) from None
    return grants
