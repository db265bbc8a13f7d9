"""The workspace: a directory of shops, side by side; a shop is there whole or not at all."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from data.engine.connections import alone, open_file
from data.engine.damage import ShopInUseError, no_database
from data.engine.directories import held_directory, is_held, remove_unheld, unused_name
from data.engine.file import let_go
from data.engine.protection import Protection
from data.schema import InputError
from data.store.shop import FILE, Shop

CLAIM = "making "
DRAFTS = ".drafts"  # shops on their way in or out: made and deleted here, moved in one step


class Workspace:
    """A directory of shops.

    Parameters
    ----------
    directory : where the shops lie; BUNDLEWISE_WORKSPACE or ./workspace where None
    protection : what encrypts the shops where a key is set
    """

    def __init__(self, directory: Path | None, protection: Protection) -> None:
        self.directory = Path(directory or os.environ.get("BUNDLEWISE_WORKSPACE") or "workspace").absolute()
        self._protection = protection
        self._remove_leftovers()

    def shop_names(self) -> list[str]:
        """Return the names of all shops, sorted."""
        if not self.directory.is_dir():
            return []
        return sorted(path.parent.name for path in self.directory.glob(f"*/{FILE}"))

    def open(self, name: str) -> Shop:
        """Open a shop; raises InputError where there is none or another process holds it."""
        file = self._directory_of(name) / FILE
        if not file.exists():
            known = ", ".join(self.shop_names()) or "none yet"
            raise InputError(f"there is no shop called {name}", f"Create it, or open one of: {known}")
        if not file.is_file():
            raise no_database(file)
        return Shop(self._directory_of(name), self._protection)

    def create(self, name: str) -> Shop:
        """Create an empty shop; raises InputError where the name is taken or unfit."""
        with self.creating(name):
            pass
        return self.open(name)

    @contextmanager
    def creating(self, name: str) -> Iterator[Shop]:
        """Give an empty shop to fill; it is in the workspace, as it is then, once the block has ended well.

        Raises InputError where the name is taken or unfit, ShopInUseError where somebody is making it.
        """
        directory = self._directory_of(name)
        self._refuse_taken(name)
        with self._claimed(name), self._draft() as draft:
            (draft / name).mkdir()
            shop = Shop(draft / name, self._protection)
            try:
                yield shop
            finally:
                shop.close()
            self._refuse_taken(name)
            (draft / name).rename(directory)

    def delete(self, name: str) -> None:
        """Delete a shop with all it holds, also one that cannot be read; not one that another process has."""
        with self._closed(name, "Nothing was deleted") as directory, self._draft() as draft:
            directory.rename(draft / name)  # from here on it is gone, whatever happens to this process

    def rename(self, name: str, new: str) -> None:
        """Give a shop another name, in one step; raises InputError where it is in use, or the name taken."""
        to = self._directory_of(new)
        if new.lower() != name.lower():
            self._refuse_taken(new)
        with self._closed(name, "Open one that there is") as directory, self._claimed(new):
            directory.rename(to)

    @contextmanager
    def _closed(self, name: str, remedy: str) -> Iterator[Path]:
        """Give the directory of a shop that nobody has open during the block; raises InputError otherwise."""
        directory = self._directory_of(name)
        if not directory.is_dir():
            raise InputError(f"there is no shop called {name}", remedy)
        let_go(directory / FILE)
        self._refuse_used(directory / FILE)
        with alone(directory / FILE) as is_alone:
            if not is_alone:
                raise InputError(f"shop {name}: somebody is reading it", "Try again in a moment")
            yield directory

    def _draft(self) -> AbstractContextManager[Path]:
        """Give a directory beside the shops that goes with the block, or at the next start if killed."""
        self._remove_leftovers()
        return self._held(unused_name())

    def _claimed(self, name: str) -> AbstractContextManager[Path]:
        """Make a shop of this name alone during the block, among all processes and threads."""
        return self._held(f"{CLAIM}{name.casefold()}", name)

    @contextmanager
    def _held(self, place: str, shop: str = "") -> Iterator[Path]:
        """Hold a directory among the drafts during the block; raises ShopInUseError where another has it."""
        home = self.directory / DRAFTS
        home.mkdir(parents=True, exist_ok=True)
        directory = home / place
        with ExitStack() as held:
            with held_directory(home):  # nobody takes it for a leftover before it is held
                directory.mkdir(exist_ok=True)
                if is_held(directory):
                    raise ShopInUseError(
                        f"the workspace is in use: the shop {shop} is being made in it right now",
                        "Wait for the end of that, or use another workspace",
                    )
                held.enter_context(held_directory(directory))
            try:
                yield directory
            finally:
                shutil.rmtree(directory, ignore_errors=True)

    def _refuse_used(self, file: Path) -> None:
        """Raise ShopInUseError where another process has a shop open."""
        try:
            if file.is_file():
                open_file(file, self._protection)
        except ShopInUseError:
            raise
        except InputError:
            return  # whatever else is wrong with it goes with it

    def _remove_leftovers(self) -> None:
        """Remove what killed processes left half-made: it may hold rows of customers."""
        home = self.directory / DRAFTS
        if not home.is_dir():
            return
        with held_directory(home):
            remove_unheld(home.iterdir())

    def _refuse_taken(self, name: str) -> None:
        if name.lower() in (known.lower() for known in self.shop_names()):
            raise InputError(f"there is already a shop called {name}", "Choose another name or open that one")

    def _directory_of(self, name: str) -> Path:
        if not re.fullmatch(r"[^\W_][\w ()-]{0,59}", name) or name != name.strip():
            raise InputError(
                "a shop's name has letters, digits, spaces, - and _ only and at most 60 of them",
                "Choose such a name",
            )
        return self.directory / name
