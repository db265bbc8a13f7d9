"""What is noted in a shop's audit log of what a page does."""

from data.privacy.audit.note import note
from data.privacy.ledger.codes import Act
from data.schema import InputError
from data.store import Shop


def note_done(shop: Shop, act: Act, what: str) -> None:
    """Note what was done with a shop; `what` is never an id, nor a name that a stranger chose.

    Where somebody has logged in, nothing is done unnoted; whoever sits at the machine may go on with a shop
    whose log is damaged, or whose disk is full.
    """
    try:
        note(shop, act, what)
    except InputError:
        if shop.who:
            raise
