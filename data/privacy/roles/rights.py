"""Roles of a shop and what each may do: the one table that everything that reads or changes a shop asks."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in a shop."""

    OWNER = "owner"
    ANALYST = "analyst"
    VIEWER = "viewer"
    AUDITOR = "auditor"


class Right(StrEnum):
    """What somebody may do in a shop."""

    READ_AGGREGATES = "read_aggregates"  # figures of at least so many customers, and no id
    READ_ROWS = "read_rows"  # of single customers, with what names them in the shop
    DOWNLOAD = "download"  # what the role may read, as a file
    CHANGE = "change"  # import, settings, treatments, scenarios
    TRAIN = "train"  # start and cancel long work
    DECIDE = "decide"  # approve, withdraw, export prices
    READ_LEDGER = "read_ledger"  # the decisions on prices
    READ_AUDIT = "read_audit"  # who read and did what
    ERASE = "erase"  # customers, imports, the shop itself
    REIDENTIFY = "reidentify"  # find the person behind a pseudonym
    GIVE_ROLES = "give_roles"


_NEVER_ANALYSTS = {Right.ERASE, Right.REIDENTIFY, Right.GIVE_ROLES}
RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.OWNER: frozenset(Right),
    Role.ANALYST: frozenset(Right) - _NEVER_ANALYSTS,
    Role.VIEWER: frozenset({Right.READ_AGGREGATES}),
    Role.AUDITOR: frozenset({Right.READ_LEDGER, Right.READ_AUDIT, Right.DOWNLOAD}),
}


def may(role: Role | None, right: Right) -> bool:
    """Say whether a role has a right; nobody without a role has any."""
    return role is not None and right in RIGHTS[role]
