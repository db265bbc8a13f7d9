"""A shop's audit log: a chain as the decision ledger is, in parts, so that a further entry costs little."""

from data.privacy.ledger.check import Damage
from data.privacy.ledger.codes import AUDITED, Fault
from data.privacy.ledger.entries import FIRST, Sealed, checked_line, line_of, read_head
from data.privacy.ledger.keys import public_key
from data.privacy.ledger.ledger import HEAD, DamagedLedgerError, Ledger

FOLDER = "audit"
PART_ENTRIES = 1000  # of one file, which an entry writes anew


class AuditLog(Ledger):
    """Who did what with one shop.

    An entry is added behind the signed head without a look at all before it; `check` looks at everything.
    """

    acts = AUDITED
    folder = FOLDER

    def sealed_entries(self) -> list[Sealed]:
        """Return all entries with their signatures; raises DamagedLedgerError where one is bad."""
        found = self.check()
        if found.damage:
            raise self._damaged(found.damage)
        return list(found.entries)

    def _last(self) -> tuple[int, str]:
        """Return number and hash of the last entry, checked against the head."""
        content = self._bytes(HEAD)
        parts = self._parts()
        if content is None:
            if parts:
                raise self._damaged(Damage(0, Fault.HEAD))
            return 0, FIRST
        key = public_key(self.workspace)
        head = read_head(content, key)
        if head is None:
            raise self._damaged(Damage(0, Fault.HEAD))
        lines = (self._bytes(parts[-1]) or b"").splitlines() if parts else []
        last = checked_line(lines[-1], key) if lines else Fault.CUT
        if isinstance(last, Fault):
            raise self._damaged(Damage(head.count, last))
        before, number = last.entry.previous, last.entry.number
        is_head = (number, last.hash) == (head.count, head.hash)
        if not is_head and (number - 1, before) != (head.count, head.hash):  # killed between both writes
            raise self._damaged(Damage(head.count, Fault.CUT))
        return number, last.hash

    def _add(self, one: Sealed) -> None:
        name = f"{(one.entry.number - 1) // PART_ENTRIES:06d}.jsonl"
        self._write(name, (self._bytes(name) or b"") + line_of(one))

    def _content(self) -> bytes | None:
        parts = self._parts()
        return b"".join(self._bytes(name) or b"" for name in parts) if parts else None

    def _parts(self) -> list[str]:
        return sorted(file.name for file in self.directory.glob("[0-9]*.jsonl"))

    def _damaged(self, damage: Damage) -> DamagedLedgerError:
        return DamagedLedgerError(damage, "audit log", self.folder)
