"""A workspace as somebody may use it: the shops in which they have a role, and no other."""

from collections.abc import Iterator
from contextlib import contextmanager

from data.privacy.roles.grants import give
from data.privacy.roles.guarded import GuardedShop
from data.privacy.roles.person import NotAllowedError, Person
from data.privacy.roles.rights import Right, Role
from data.schema import InputError
from data.store import Shop, Workspace


class GuardedWorkspace(Workspace):
    """A workspace in the hands of a person.

    Parameters
    ----------
    workspace : the same one, all of whose shops may be read
    """

    def __init__(self, workspace: Workspace, person: Person) -> None:
        self.directory, self._protection = workspace.directory, workspace._protection
        self._workspace, self.person = workspace, person

    def shop_names(self) -> list[str]:
        """Return the names of the shops in which the person has a role, sorted."""
        names = self._workspace.shop_names()
        return [name for name in names if self.person.role_in(self.directory / name) is not None]

    def all_names(self) -> list[str]:
        """Return the names of all shops; whoever is refused is told of none."""
        return self._workspace.shop_names()

    def open(self, name: str) -> Shop:
        """Open a shop; to whoever has no role in it there is none of that name."""
        if name not in (known := self.shop_names()):
            remedy = f"Name one of: {', '.join(known)}" if known else "Ask an owner of a shop for a role"
            raise InputError(f"there is no shop called {name}", remedy)
        return GuardedShop(self._workspace.open(name), self.person)

    @contextmanager
    def creating(self, name: str) -> Iterator[Shop]:
        """Give an empty shop to fill, of which the person becomes the owner.

        Raises NotAllowedError for whoever may change no shop of this workspace.
        """
        if not self.may_create():
            raise NotAllowedError(name, None, Right.CHANGE)
        with self._workspace.creating(name) as shop:
            give(shop.directory, self.person.email, Role.OWNER)
            yield shop

    def delete(self, name: str) -> None:
        """Delete a shop with all it holds."""
        self.person.require(self.directory / name, Right.ERASE)
        self._workspace.delete(name)

    def rename(self, name: str, new: str) -> None:
        """Give a shop another name."""
        self.person.require(self.directory / name, Right.ERASE)
        self._workspace.rename(name, new)

    def may_create(self) -> bool:
        """Say whether the person may make a further shop: whoever may change one may."""
        return any(self.person.may(self.directory / name, Right.CHANGE) for name in self.shop_names())


def held_by(person: Person | None, workspace: Workspace) -> Workspace:
    """Return a workspace in the hands of a person, as it is for whoever sits at the machine (None)."""
    return workspace if person is None else GuardedWorkspace(workspace, person)


def shop_held_by(person: Person | None, shop: Shop) -> Shop:
    """Return a shop in the hands of a person, as it is for whoever sits at the machine (None)."""
    return shop if person is None else GuardedShop(shop, person)
