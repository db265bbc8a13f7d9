"""A shop as somebody with a role may use it: every way into its data asks for the right first."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data.privacy.roles.guarded_engine import GuardedEngine
from data.privacy.roles.mart_rules import Told, rule_of
from data.privacy.roles.person import Person
from data.privacy.roles.projection import projected
from data.privacy.roles.rights import Right
from data.store import Scope, Shop

LEAST_CUSTOMERS = "least_customers"  # the setting of a shop
DEFAULT_LEAST, LOWEST = 10, 2  # customers behind whatever a viewer reads


def least_customers(shop: Shop) -> int:
    """Return how many customers stand at least behind what a viewer of a shop reads."""
    return max(int(shop.setting(LEAST_CUSTOMERS, DEFAULT_LEAST)), LOWEST)


class GuardedShop(Shop):
    """A shop in the hands of a person; a right that is taken away is gone with the next call.

    Parameters
    ----------
    shop : the same shop, of which everything may be read
    """

    def __init__(self, shop: Shop, person: Person) -> None:
        self._shop, self.person = shop, person
        self._directory, self.name, self.scope = shop.directory, shop.name, shop.scope
        self.file, self.protection = shop.file, shop.protection
        self._writer = shop._writer
        self.engine = GuardedEngine(self)

    @property
    def directory(self) -> Path:
        """The shop's directory: whoever gets at its files gets at rows."""
        self.require(Right.READ_ROWS)
        return self._directory

    @property
    def who(self) -> str:
        """The e-mail of whoever has opened the shop."""
        return self.person.email

    @property
    def sight(self) -> str:
        """What names, in a cache, how much of the shop is seen."""
        role = self.person.role_in(self._directory)
        if self.person.may(self._directory, Right.READ_ROWS):
            return super().sight
        return f"{role} of {least_customers(self._shop)}"

    def require(self, right: StrEnum) -> None:
        """Raise NotAllowedError where the person's role does not allow it."""
        self.person.require(self._directory, Right(right))

    def within(self, scope: Scope) -> Shop:
        """Return this shop limited to some stores and channels, which tell of fewer customers."""
        if not scope.is_all:
            self.require(Right.READ_ROWS)
        return GuardedShop(self._shop.within(scope), self.person)

    # Ways to rows, and to a change.

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a connection of its own for this thread."""
        self.require(Right.READ_ROWS)
        with self._shop.cursor() as cursor:
            yield cursor

    @contextmanager
    def looking(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor to read with."""
        self.require(Right.READ_ROWS)
        with self._shop.looking() as cursor:
            yield cursor

    @contextmanager
    def seen(self, mart: str | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor to read with, on which joined customers are persons."""
        self.require(Right.READ_ROWS)
        with self._shop.seen(mart) as cursor:
            yield cursor

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the file for one writer at a time."""
        self.require(Right.CHANGE)
        with self._shop.writing():
            yield

    @contextmanager
    def changing(self, work: str = "import it") -> Iterator[duckdb.DuckDBPyConnection]:
        """Change the file in one transaction."""
        self.require(Right.CHANGE)
        with self._shop.changing(work) as connection:
            yield connection

    @contextmanager
    def deriving(self) -> Iterator[duckdb.DuckDBPyConnection | None]:
        """Write what follows from the data."""
        self.require(Right.READ_ROWS)
        with self._shop.deriving() as connection:
            yield connection

    # What is known of a shop without its rows.

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that name the data state."""
        self.person.require_role(self._directory)
        return self._shop.fingerprint

    @property
    def is_empty(self) -> bool:
        """Whether the shop has no event yet."""
        self.person.require_role(self._directory)
        return self._shop.is_empty

    def history(self) -> pd.DataFrame:
        """Return one row per import, without the names of files where no rows are read."""
        return self._of_files(self._shop.history())

    def imports(self) -> pd.DataFrame:
        """Return one row per import, without the names of files where no rows are read."""
        return self._of_files(self._shop.imports())

    def scenarios(self) -> list[dict[str, Any]]:
        """Return all scenarios."""
        self.require(Right.READ_AGGREGATES)
        return self._shop.scenarios()

    def note(self, table: str, key_column: str, key: str) -> str | None:
        """Return the text that a table of notes has under a key."""
        self.require(Right.READ_AGGREGATES)
        return self._shop.note(table, key_column, key)

    def read(self, mart: str, **variables: Any) -> pd.DataFrame:
        """Return a mart, or as much of it as the role sees.

        Raises
        ------
        NotAllowedError
            The role does not read this mart, or not as of a day: the difference of two days is a row.
        """
        if self.person.may(self._directory, Right.READ_ROWS):
            return self._shop.read(mart, **variables)
        self.require(Right.READ_AGGREGATES)
        rule = rule_of(mart)
        if rule.told is Told.ROWS or variables.get("as_of") is not None or not self.scope.is_all:
            self.require(Right.READ_ROWS)
        totals = self.read(rule.part_of) if rule.part_of is not None else None
        return projected(
            self._shop, mart, self._shop.read(mart, **variables), least_customers(self._shop), totals
        )

    def export(self, mart: str, path: Path, **variables: Any) -> None:
        """Write a mart to a Parquet file."""
        self.require(Right.READ_ROWS)
        self._shop.export(mart, path, **variables)

    def _of_files(self, imports: pd.DataFrame) -> pd.DataFrame:
        self.require(Right.READ_AGGREGATES)
        if self.person.may(self._directory, Right.READ_ROWS):
            return imports
        return imports.assign(file="")  # a file may be called after a customer
