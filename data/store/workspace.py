"""The workspace: a directory of shops, side by side."""

import os
import re
import shutil
from pathlib import Path

from data.schema import InputError
from data.store.connections import close_all
from data.store.shop import FILE, Shop


class Workspace:
    """A directory of shops.

    Parameters
    ----------
    directory : where the shops lie; BUNDLEWISE_WORKSPACE or ./workspace where absent
    """

    def __init__(self, directory: Path | None = None) -> None:
        self.directory = Path(directory or os.environ.get("BUNDLEWISE_WORKSPACE") or "workspace").absolute()

    def shop_names(self) -> list[str]:
        """Return the names of all shops, sorted."""
        if not self.directory.is_dir():
            return []
        return sorted(path.parent.name for path in self.directory.glob(f"*/{FILE}"))

    def open(self, name: str) -> Shop:
        """Open a shop; raises InputError where there is none or another process holds it."""
        if not (self._directory_of(name) / FILE).is_file():
            known = ", ".join(self.shop_names()) or "none yet"
            raise InputError(f"there is no shop called {name}", f"Create it, or open one of: {known}")
        return Shop(self._directory_of(name))

    def create(self, name: str) -> Shop:
        """Create an empty shop; raises InputError where the name is taken or unfit."""
        directory = self._directory_of(name)
        if name.lower() in (known.lower() for known in self.shop_names()):
            raise InputError(f"there is already a shop called {name}", "Choose another name or open that one")
        directory.mkdir(parents=True, exist_ok=True)
        return Shop(directory)

    def delete(self, name: str) -> None:
        """Delete a shop with all it holds."""
        directory = self._directory_of(name)
        if not directory.is_dir():
            raise InputError(f"there is no shop called {name}", "Nothing was deleted")
        close_all(directory / FILE)
        shutil.rmtree(directory)

    def _directory_of(self, name: str) -> Path:
        if not re.fullmatch(r"[^\W_][\w ()-]{0,59}", name) or name != name.strip():
            raise InputError(
                "a shop's name has letters, digits, spaces, - and _ only and at most 60 of them",
                "Choose such a name",
            )
        return self.directory / name
