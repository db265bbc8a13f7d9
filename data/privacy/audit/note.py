"""What somebody does with a shop, noted in its audit log."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.privacy.audit.log import AuditLog
from data.privacy.ledger.codes import Act
from data.schema import InputError
from data.store import Shop

UNKNOWN = "unknown"


def system_user() -> str:
    """Return the name that the system has for who runs this; nobody has checked that it is a person."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without users
        return UNKNOWN


def note(shop: Shop, act: Act, what: str) -> None:
    """Note that whoever has opened a shop did something with it.

    Parameters
    ----------
    what : a page, mart, file of ours or kind of work; never a customer's id, nor a name that a stranger chose

    Raises
    ------
    InputError
        The log is damaged, or the disk is full.
    """
    note_in(shop.file.parent, act, shop.who, {"what": what, "data": shop.fingerprint})


def note_done(shop: Shop, act: Act, what: str) -> None:
    """Note as `note` does; whoever sits at the machine goes on where nothing can be noted.

    Raises
    ------
    InputError
        The log is damaged, or the disk is full: a person with a role does nothing unnoted.
    """
    try:
        note(shop, act, what)
    except InputError:
        if shop.who:
            raise


@contextmanager
def noting(shop: Shop, act: Act, what: str) -> Iterator[None]:
    """Note what the block does: before it for a person, who does nothing unnoted, else once it is done.

    Raises
    ------
    InputError
        As `note_done` does.
    """
    if shop.who:
        note_done(shop, act, what)
    yield
    if not shop.who:
        note_done(shop, act, what)


def note_in(directory: Path, act: Act, who: str, facts: dict[str, str]) -> None:
    """Note what somebody did, with the system's name for whoever runs this where nobody is known."""
    AuditLog(directory).append(act, who or system_user(), facts)
