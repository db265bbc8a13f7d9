"""Somebody who has logged in, or was named: what they may do is looked up whenever they do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data.privacy.roles.grants import role_of
from data.privacy.roles.rights import Right, Role, may
from data.schema import InputError

ACTS: Mapping[Right, str] = {  # as the refusal names them
    Right.READ_AGGREGATES: "read its figures",
    Right.READ_ROWS: "read rows of single customers",
    Right.DOWNLOAD: "take files out of it",
    Right.CHANGE: "change it",
    Right.TRAIN: "start work on it",
    Right.DECIDE: "decide on its prices",
    Right.READ_LEDGER: "read its decisions",
    Right.READ_AUDIT: "read its audit log",
    Right.ERASE: "erase anything in it",
    Right.REIDENTIFY: "find out who its customers are",
    Right.GIVE_ROLES: "give roles in it",
}


class NotAllowedError(InputError):
    """Somebody's role in a shop does not allow it.

    Parameters
    ----------
    role : that they have there, None where they have none
    """

    def __init__(self, shop: str, role: Role | None, right: Right) -> None:
        part = (
            f"your role in the shop {shop}, {role}, does not let you"
            if role
            else "without a role you may not"
        )
        super().__init__(f"{part} {ACTS[right]}", "Ask an owner of the shop for another role")
        self.role, self.right = role, right


@dataclass(frozen=True)
class Person:
    """Whoever reads.

    Attributes
    ----------
    email : as the login has it
    """

    email: str

    def role_in(self, shop: Path) -> Role | None:
        """Return the role in the shop of a directory, None where there is none."""
        return role_of(shop, self.email)

    def may(self, shop: Path, right: Right) -> bool:
        """Say whether the role in a shop allows it."""
        return may(self.role_in(shop), right)

    def require_role(self, shop: Path) -> None:
        """Raise NotAllowedError where there is no role in a shop at all."""
        if self.role_in(shop) is None:
            raise NotAllowedError(shop.name, None, Right.READ_AGGREGATES)

    def require(self, shop: Path, right: Right) -> None:
        """Raise NotAllowedError where the role in a shop does not allow it."""
        role = self.role_in(shop)
        if not may(role, right):
            raise NotAllowedError(shop.name, role, right)
