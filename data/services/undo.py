"""The last import of a shop taken back."""

from data.persons.settle import settle_persons
from data.privacy.audit.note import note
from data.privacy.ledger.codes import Act
from data.privacy.pseudonyms.identities import settle_identities
from data.quality.settle import recount, settle_import
from data.store import Shop
from data.store.replaced import undo_last


def undo_last_import(shop: Shop) -> bool:
    """Take the last import back with all it brought, replaced and rejected; False where there is none."""
    with shop.changing() as connection:
        n_replaced = undo_last(connection)
        if n_replaced:
            recount(connection)
        settle_import(connection)
        settle_persons(connection)
    if n_replaced is not None:
        note(shop, Act.ERASED, "last import")
    settle_identities(shop)
    return n_replaced is not None
