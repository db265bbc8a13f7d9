"""Whether a ledger is what was written: the first bad entry, and how it is bad."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from data.privacy.ledger.codes import Act, Fault
from data.privacy.ledger.entries import FIRST, Head, Sealed, checked_line, read_head

IsWhole = Callable[[str], bool]  # whether the prices of a digest are there as they were


@dataclass(frozen=True)
class Damage:
    """The first bad entry by its place, counted from 1; 0 is the head."""

    number: int
    fault: Fault


@dataclass(frozen=True)
class Checked:
    """What a ledger holds up to the first bad entry."""

    entries: tuple[Sealed, ...]
    damage: Damage | None


def check(
    content: bytes, head: bytes | None, key: Ed25519PublicKey, is_whole: IsWhole, acts: Collection[Act]
) -> Checked:
    """Check every entry, the chain, the prices that entries are about, and the head.

    Parameters
    ----------
    content : of the file of entries, empty where there is none
    head : of the file of the head, None where there is none
    acts : that this chain records; the workspace's key signs others too
    """
    *lines, rest = content.split(b"\n")
    found = [checked_line(line, key) for line in lines] + ([Fault.EDITED] if rest else [])
    numbers = {one.entry.number for one in found if isinstance(one, Sealed)}
    good: list[Sealed] = []
    for place, one in enumerate(found, 1):
        fault = one if isinstance(one, Fault) else _misplaced(one, place, numbers, good, is_whole)
        if fault is None and one.entry.act not in acts:  # type: ignore[union-attr]
            fault = Fault.FORGED
        if fault is not None:
            return Checked(tuple(good), Damage(place, fault))
        good.append(one)  # type: ignore[arg-type]
    return Checked(tuple(good), _of_head(head, good, key))


def _misplaced(
    one: Sealed, place: int, numbers: set[int], good: list[Sealed], is_whole: IsWhole
) -> Fault | None:
    """Return how a genuine entry is bad at its place."""
    if one.entry.number != place:
        is_gone = one.entry.number > place and place not in numbers
        return Fault.DROPPED if is_gone else Fault.REORDERED
    if one.entry.previous != (good[-1].hash if good else FIRST):
        return Fault.FORGED
    book = one.entry.facts.get("book")
    return None if book is None or is_whole(str(book)) else Fault.BOOK


def _of_head(content: bytes | None, good: list[Sealed], key: Ed25519PublicKey) -> Damage | None:
    """Return what the head says against these entries; a process that was killed leaves one too few there."""
    if content is None:
        return Damage(0, Fault.HEAD) if good else None
    head: Head | None = read_head(content, key)
    if head is None:
        return Damage(0, Fault.HEAD)
    if head.count > len(good):
        return Damage(len(good) + 1, Fault.CUT)
    is_known = head.count > 0 and good[head.count - 1].hash == head.hash
    return None if is_known else Damage(0, Fault.HEAD)
