"""What leaves the app as a file: only for whoever may take it along, and noted in the audit log."""

from collections.abc import Callable

from components.shell import session
from data.privacy.audit.note import note_done
from data.privacy.ledger.codes import Act
from data.privacy.roles.rights import Right
from data.schema import InputError
from data.store import Shop


def may_leave(shop: Shop | None) -> bool:
    """Say whether whoever looks may take files out of a shop; what is of no shop may leave."""
    return shop is None or may(shop, Right.DOWNLOAD)


def may(shop: Shop, right: Right) -> bool:
    """Say whether whoever looks has a right in a shop."""
    try:
        shop.require(right)
    except InputError:
        return False
    return True


def shop_left() -> Shop | None:
    """Return the shop whose files the page offers, None where there is none that opens."""
    try:
        return session.current_shop()
    except InputError:
        return None


def noted(shop: Shop | None, content: Callable[[], bytes], file_name: str) -> Callable[[], bytes]:
    """Return what makes a file once somebody who may then still take it asks for it, and notes that.

    Raises NotAllowedError, when called, for whoever may not any more.
    """
    if shop is None:
        return content

    def make() -> bytes:
        shop.require(Right.DOWNLOAD)
        made = content()
        note_done(shop, Act.DOWNLOADED, file_name)
        return made

    return make
