"""A shop's ledger on disk: entries that only ever grow, the prices they are about, and the signed head."""

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from data.engine.directories import held_directory, sync
from data.engine.room import needing_room
from data.privacy.encrypted_files import is_encrypted, read_bytes, write_bytes
from data.privacy.ledger.canonical import canonical, sha256
from data.privacy.ledger.check import Checked, Damage, check
from data.privacy.ledger.codes import DECISIONS, Act
from data.privacy.ledger.entries import FIRST, Entry, Head, Sealed, line_of, sealed, signed_head
from data.privacy.ledger.keys import public_key, signing_key
from data.schema import InputError

FOLDER, ENTRIES, HEAD, BOOKS = "ledger", "entries.jsonl", "head.json", "books"
LONGEST_NAME = 100  # characters of who decided


class DamagedLedgerError(InputError):
    """A ledger is not what was written, so nothing is added to it."""

    def __init__(self, damage: Damage, name: str = "decision ledger", folder: str = FOLDER) -> None:
        place = f"at entry {damage.number}" if damage.number else "at its head"
        super().__init__(
            f"the {name} is damaged {place} ({damage.fault})",
            f"Bring the shop's folder {folder} back from a backup, or the signing key if that was replaced",
        )
        self.damage = damage


class Ledger:
    """The decisions on one shop's prices.

    Parameters
    ----------
    shop_directory : of the shop; the key that signs lies in the workspace around it
    """

    acts: Collection[Act] = DECISIONS
    folder = FOLDER

    def __init__(self, shop_directory: Path) -> None:
        self.workspace, self.directory = shop_directory.parent, shop_directory / self.folder

    def check(self, key: Ed25519PublicKey | None = None) -> Checked:
        """Check everything; with the workspace's own key where none is given.

        Raises
        ------
        InputError
            There is no key to check with, or BUNDLEWISE_KEY is missing or another one.
        """
        content, head = self._content(), self._bytes(HEAD)
        if content is None and head is None:
            return Checked((), None)
        return check(content or b"", head, key or public_key(self.workspace), self._is_whole, self.acts)

    def entries(self) -> list[Entry]:
        """Return all entries in order; raises DamagedLedgerError where one is bad."""
        return [one.entry for one in self.sealed_entries()]

    def sealed_entries(self) -> list[Sealed]:
        """Return all entries with their signatures; raises DamagedLedgerError where one is bad."""
        found = self.check()
        if found.damage:
            raise DamagedLedgerError(found.damage)
        return list(found.entries)

    def append(self, act: Act, who: str, facts: Mapping[str, Any], at: datetime | None = None) -> Sealed:
        """Add an entry, whole or not at all; processes that add at the same time wait for each other.

        Raises
        ------
        DamagedLedgerError
            The ledger is not what was written.
        InputError
            The name is empty or too long, or the disk is full.
        """
        name = checked_name(who)
        key = signing_key(self.workspace)
        when = (at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")
        with needing_room(self.directory.parent, "note the decision"):
            self.directory.mkdir(parents=True, exist_ok=True)
            with held_directory(self.directory):
                count, last = self._last()
                one = sealed(Entry(count + 1, last, when, act, name, facts), key)
                self._add(one)
                self._write(HEAD, signed_head(Head(one.entry.number, one.hash), key))
        return one

    def keep_book(self, prices: list[dict[str, Any]]) -> str:
        """Keep the prices that entries will be about, and return their digest."""
        content = canonical(prices)
        digest = sha256(content)
        if not self._is_whole(digest):
            with needing_room(self.directory.parent, "note the decision"):
                (self.directory / BOOKS).mkdir(parents=True, exist_ok=True)
                with held_directory(self.directory):
                    self._write(_book(digest), content)
        return digest

    def book(self, digest: str) -> list[dict[str, Any]]:
        """Return the prices of a digest; raises InputError where there are none."""
        if not self._is_whole(digest):
            raise InputError(
                f"no price book {digest[:12]} is in the ledger", "Name one that ledger list shows"
            )
        return list(json.loads(self._bytes(_book(digest)) or b"[]"))

    def encrypt(self) -> None:
        """Write what was kept without BUNDLEWISE_KEY anew, encrypted with it."""
        for file in sorted(path for path in self.directory.rglob("*") if path.is_file()):
            if not is_encrypted(file):
                write_bytes(file, file.read_bytes())

    def _last(self) -> tuple[int, str]:
        """Return how many entries there are, and the hash of the last."""
        known = self.sealed_entries()
        return len(known), known[-1].hash if known else FIRST

    def _add(self, one: Sealed) -> None:
        self._write(ENTRIES, (self._content() or b"") + line_of(one))

    def _content(self) -> bytes | None:
        """Return all entries as bytes, None where there are none."""
        return self._bytes(ENTRIES)

    def _is_whole(self, digest: str) -> bool:
        content = None
        if digest.isalnum():  # it is the name of a file
            content = self._bytes(_book(digest))
        return content is not None and sha256(content) == digest

    def _bytes(self, name: str) -> bytes | None:
        with suppress(FileNotFoundError):
            return read_bytes(self.directory / name)
        return None

    def _write(self, name: str, content: bytes) -> None:
        """Write a file so that it is there, whole, also after a loss of power."""
        file = self.directory / name
        draft = file.with_name(f".{file.name}-next")
        write_bytes(draft, content)
        sync(draft)
        draft.replace(file)
        sync(file.parent)


def checked_name(who: str) -> str:
    """Return the name of who decides; raises InputError where it is none."""
    name = " ".join(who.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InputError(
            f"who decides is not said in 1 to {LONGEST_NAME} characters", "Give the name of a person"
        )
    return name


def _book(digest: str) -> str:
    return f"{BOOKS}/{digest}.json"
