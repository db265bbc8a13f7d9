"""One file into one table: typed by the staging SQL, rows with a problem moved to the rejects."""

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from data.intake.formats.decide import Formats
from data.intake.formats.first_rows import fills_of
from data.intake.non_products.find import mark_not_products
from data.intake.source.attributes import remember_attributes
from data.intake.source.reader import Reader
from data.intake.source.tables import count_rows, forget_errors, remove_problems
from data.intake.staging.refused import NONE_REFUSED, RECORD, Refused, find_refused, hearing_reasons
from data.intake.staging.statement import Recipe, recipe_of
from data.read.lines import row_lines
from data.sql import Connection, execute, filled, quoted, registered, sql
from data.store.replaced import keep_aside

KEYS = {
    "products": "product_id",
    "customers": "customer_id",
    "offers": "offer_id",
    "orders": "order_id",
    "prices": "price_key",
    "persons": "person_key",
}
MADE_UP = {"price_key": "product_id", "person_key": "customer_id"}  # keys that are no column of a file
PROBLEM_RECORDS = "SELECT DISTINCT record FROM problems ORDER BY record"
NAME_PERSONS = (
    "UPDATE staged SET customer_id = aliases.customer_id FROM aliases WHERE alias_id = staged.customer_id"
)
PLACE_OF_REFUSED = f"-1 - ({RECORD})"  # below zero, beside the places of rows that were stored
ROW_PLACE = "rowid - (SELECT min(rowid) FROM /* table */ WHERE import_no = $import_no)"


@dataclass(frozen=True)
class Staged:
    """Where the rows of an import stand while it is under way, and which records of the file they are."""

    reader: Reader
    import_no: int
    table: str
    refused: Refused = field(default_factory=Refused)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables whose rows may have a problem."""
        return (self.table, "refused") if self.table == "events" else (self.table,)


def stage(connection: Connection, reader: Reader, formats: Formats, import_no: int) -> Staged:
    """Read the file: what can be kept of events into their table, smaller kinds into a temporary one."""
    kind = reader.mapping.kind
    recipe = recipe_of(connection, reader, formats, import_no)
    if not reader.is_wide:
        forget_errors(connection)
    if recipe.typed is not None:
        recipe.execute(connection, "CREATE OR REPLACE TEMP TABLE typed AS " + recipe.typed)
        recipe = replace(recipe, parameters=recipe.parameters | fills_of(connection, reader))
    if kind == "events":
        refused = _store_events(connection, reader, formats, import_no, recipe)
        names = [*reader.attributes, *recipe.order_attributes]
        remember_attributes(connection, kind, "events", names, import_no)
        for name in reader.instrument_names:
            execute(connection, "staging/instrument", {"name": name})
        return Staged(reader, import_no, "events", refused)
    recipe.execute(connection, "CREATE OR REPLACE TEMP TABLE staged AS " + recipe.query)
    if kind == "customers":
        _keep_aliases(connection, import_no)
    if kind == "orders":  # a person is stored under one id only, so that they can be forgotten
        connection.execute(NAME_PERSONS)
    remember_attributes(connection, kind, "staged", list(reader.attributes), import_no)
    key = KEYS[kind]
    execute(connection, "staging/repeated", {"named": MADE_UP.get(key, key)}, key=quoted(key))
    return Staged(reader, import_no, "staged")


def _store_events(
    connection: Connection, reader: Reader, formats: Formats, import_no: int, recipe: Recipe
) -> Refused:
    """Insert the rows that can be kept, and return which records could not."""
    with hearing_reasons(connection) as reasons:
        recipe.execute(connection, filled(sql("staging/kept"), query=recipe.query))
    if reasons:
        again = recipe_of(connection, reader, formats, import_no, again_for=reasons)
        found = {name: recipe.parameters[name] for name in ("filled", "filled_own")}
        refused = find_refused(connection, replace(again, parameters=again.parameters | found))
    else:  # every record was stored
        connection.execute(NONE_REFUSED)
        refused = Refused()
    mark_not_products(connection, import_no, formats.get("codes") == "coded")
    return refused


def _keep_aliases(connection: Connection, import_no: int) -> None:
    """Move the other ids of customers from the staged table to `aliases`, in place of older ones."""
    staged = "alias_id IN (SELECT alias_id FROM staged WHERE problem IS NULL)"
    keep_aside(connection, "aliases", staged, import_no)
    connection.execute(
        "INSERT INTO aliases SELECT alias_id, customer_id, import_no FROM staged "
        "WHERE problem IS NULL AND alias_id IS NOT NULL ORDER BY rowid"
    )
    connection.execute("ALTER TABLE staged DROP COLUMN alias_id")


def move_rejects(connection: Connection, staged: Staged, broken: pd.DataFrame) -> dict[str, int]:
    """Move rows with a problem, and records that could not be split, to `rejects`; return rows by reason.

    `broken` are those that could not be split, as `reject_lines` returns them.
    """
    reader, table, import_no = staged.reader, staged.table, staged.import_no
    of_import = {"import_no": import_no}
    place = "record" if reader.is_wide else filled(ROW_PLACE, table=table)
    problems = filled(sql("staging/problems"), place=place, table=table)
    connection.execute("CREATE OR REPLACE TEMP TABLE problems AS " + problems, of_import)
    n_problems = remove_problems(connection, table, import_no)
    if table == "events":
        refused = filled(sql("staging/problems"), place=PLACE_OF_REFUSED, table="refused")
        connection.execute("INSERT INTO problems " + refused, of_import)
        connection.execute("DROP TABLE refused")
    if reader.is_wide:
        n_records = count_rows(connection, "wide")
        connection.execute("ALTER TABLE staged DROP COLUMN record")
    else:
        n_records = count_rows(connection, table, import_no) + n_problems + len(staged.refused.records)
    places = np.asarray(connection.execute(PROBLEM_RECORDS).fetchnumpy()["record"], np.int64)
    records = np.where(places < 0, -1 - places, staged.refused.record_of(places))
    order = np.argsort(records)
    line_of = row_lines(n_records, broken, reader.text, reader.delimiter, reader.has_header)
    named = list((reader.mapping.columns | reader.instruments).items())
    with registered(
        connection,
        problem_lines=pd.DataFrame({"record": places[order], "row_number": line_of(records[order])}),
        file_names=pd.DataFrame(named, columns=["name", "file_column"], dtype="str"),
        broken_lines=broken.astype({"row_number": "int64"}),
    ):
        execute(connection, "staging/rejects", of_import)
    connection.execute("DROP TABLE problems")
    return dict(execute(connection, "staging/reasons", of_import).fetchall())
