"""Roles given and taken by somebody who may, each noted in the shop's audit log."""

from data.privacy.audit.note import note_in
from data.privacy.ledger.codes import Act
from data.privacy.roles.grants import checked_who, give, take
from data.privacy.roles.guarded import LEAST_CUSTOMERS, LOWEST
from data.privacy.roles.rights import Right, Role
from data.schema import InputError
from data.store import Shop

MOST_LEAST = 1000  # customers behind a figure


def give_role(shop: Shop, who: str, role: Role) -> None:
    """Give somebody a role; raises NotAllowedError for whoever may not, InputError for what is no address."""
    directory = shop.directory_for(Right.GIVE_ROLES)
    grant = give(directory, who, role)
    note_in(directory, Act.ROLE_GIVEN, shop.who, {"what": str(role), "whom": grant.who})


def take_role(shop: Shop, who: str) -> None:
    """Take somebody's role away, from their next click on."""
    directory = shop.directory_for(Right.GIVE_ROLES)
    take(directory, who)
    note_in(directory, Act.ROLE_TAKEN, shop.who, {"what": "", "whom": checked_who(who)})


def set_least_customers(shop: Shop, least: int) -> None:
    """Say how many customers stand at least behind what a viewer reads."""
    directory = shop.directory_for(Right.GIVE_ROLES)
    if not LOWEST <= least <= MOST_LEAST:
        raise InputError(
            f"{least} is no number of customers for a viewer", f"Give a number from {LOWEST} to {MOST_LEAST}"
        )
    shop.save_setting(LEAST_CUSTOMERS, least)
    note_in(directory, Act.ROLE_GIVEN, shop.who, {"what": f"{LEAST_CUSTOMERS} {least}", "whom": ""})
