"""What came in, what is doubtful, what was done, how each column looks, and what there is to learn from."""

from dataclasses import dataclass

import pandas as pd

from data.engine.frames import plain_frame
from data.quality.choices import chosen_treatments, searched_kinds
from data.quality.columns import column_doubts, column_profiles
from data.quality.costs import cost_like_columns
from data.quality.find import search, search_files
from data.quality.lines import row_numbers
from data.quality.personal.of_shop import personal_columns_of
from data.quality.staged import duplicates
from data.schema.doubts import DOUBT_KINDS
from data.sql import Connection, execute, registered
from data.store import Shop
from data.store.consent import without_refusers

N_EXAMPLES = 5
OF_FILE = {"silent_customer": "customers", "impossible_attribute": "customers", "unsold_product": "products"}


@dataclass(frozen=True)
class Quality:
    """The quality of a shop's data.

    Attributes
    ----------
    files : file, kind, rows_read, rows_kept, n_rejected; one row per import
    rejected : file, reason, n_rows
    doubts : kind, n_rows, share (of the rows of such files), rows (the first lines), file, column, value,
        treatment (keep, cap, drop; None where there is no choice); one row per kind, as in `doubts.toml`
    columns : see `column_profiles`
    """

    files: pd.DataFrame
    rejected: pd.DataFrame
    doubts: pd.DataFrame
    columns: pd.DataFrame


def read_quality(shop: Shop) -> Quality:
    """Look through the whole shop (about a second per two million rows) and return what was found."""
    with shop.cursor() as connection:
        profiles = column_profiles(connection)
        looked_at = (personal_columns_of(connection, profiles), column_doubts(profiles))
        of_columns = pd.concat([*looked_at, cost_like_columns(connection, profiles)])
        _look(connection)
        files = plain_frame(execute(connection, "quality/files"))
        rejected = plain_frame(execute(connection, "quality/rejected"))
        found = pd.concat([_of_rows(connection), _of_lines(connection)], ignore_index=True)
        found = _shown(connection, found)
        choices = chosen_treatments(connection)
        if not execute(connection, "quality/can_come_in").fetchall()[0][0]:
            del choices["non_product"]  # none that a treatment could let in
    doubts = _combined(found, of_columns, files)
    doubts["treatment"] = doubts["kind"].map(choices).astype(object)
    return Quality(files.drop(columns="import_no"), rejected, doubts, profiles)


def read_evidence(shop: Shop) -> tuple[pd.Series, pd.DataFrame]:
    """Return the facts of which answers a shop has: of the shop, and one row per product sold."""
    with shop.seen() as connection:
        facts = plain_frame(execute(connection, "quality/evidence_shop")).iloc[0]
        products = plain_frame(execute(connection, "quality/evidence_products"))
    return facts, products


def doubtful_rows(shop: Shop, kind: str) -> pd.DataFrame:
    """Return every row of one kind of doubt but those of customers who refuse: file, row, column, value."""
    with shop.cursor() as connection:
        _look(connection, {kind})
        found = connection.execute("SELECT * FROM found WHERE kind = $kind", {"kind": kind}).df()
        numbered = found.merge(row_numbers(connection, "found"), on="rid")
        known = execute(connection, "quality/known_lines", {"kind": kind}).df()
        files = connection.execute("SELECT import_no, file FROM imports").df()
        names = ["import_no", "row", "column_name", "value"]
        parts = [part[names] for part in (numbered, known) if len(part)]
        rows = pd.concat(parts, ignore_index=True) if parts else known[names]
        rows = without_refusers(connection, rows)
    rows = rows.drop_duplicates(["import_no", "row"]).merge(files, on="import_no")
    rows = rows.sort_values(["import_no", "row"], ignore_index=True).rename(columns={"column_name": "column"})
    return rows[["file", "row", "column", "value"]]


def _look(connection: Connection, kinds: set[str] | None = None) -> None:
    """Fill `found`, `found_in_files` and `rejected_kinds`; what is treated is known already."""
    search(connection, kinds)
    treated = sorted(searched_kinds(chosen_treatments(connection)))
    execute(connection, "quality/drop_known", {"kinds": treated})
    for (import_no,) in execute(connection, "quality/not_looked_through").fetchall():
        with registered(connection, copies=duplicates(connection, import_no)):
            connection.execute("INSERT INTO found SELECT kind, rid, column_name, value, NULL FROM copies")
    search_files(connection)


def _of_rows(connection: Connection) -> pd.DataFrame:
    """Return kind, n_rows, places (import_no, line), column, value of what was found among the events."""
    summary = execute(connection, "quality/found_summary", {"n": N_EXAMPLES}).df()
    examples = pd.DataFrame({"rid": summary["rids"].explode().dropna().astype("int64")})
    with registered(connection, examples=examples):
        numbered = row_numbers(connection, "examples")
    lines = zip(numbered["import_no"], numbered["row"], strict=True)
    place_of = dict(zip(numbered["rid"], lines, strict=True))
    places = [sorted(place_of[rid] for rid in rids) for rids in summary["rids"]]
    return summary.drop(columns="rids").assign(places=pd.Series(places, dtype=object))


def _of_lines(connection: Connection) -> pd.DataFrame:
    """Return the same of what is known by its line: rejects, catalogs, noted doubts."""
    summary = execute(connection, "quality/lines_summary", {"n": N_EXAMPLES}).df()
    places = [[(place["import_no"], place["row"]) for place in places] for places in summary["places"]]
    return summary.assign(places=pd.Series(places, dtype=object))


def _shown(connection: Connection, found: pd.DataFrame) -> pd.DataFrame:
    """Return what was found, counted in full, with no example of a customer who refuses."""
    listed = found[["places", "value"]].explode("places").dropna(subset="places").reset_index(names="of")
    for place, name in enumerate(("import_no", "row")):
        listed[name] = [pair[place] for pair in listed["places"]]
    left = without_refusers(connection, listed)
    if len(left) == len(listed):
        return found
    examples = left.groupby("of")["places"].agg(list).to_dict()
    places = pd.Series([examples.get(of, []) for of in found.index], index=found.index, dtype=object)
    is_hidden = places.map(len) < found["places"].map(len)
    return found.assign(places=places, value=found["value"].where(~is_hidden, None))


def _combined(found: pd.DataFrame, of_columns: pd.DataFrame, files: pd.DataFrame) -> pd.DataFrame:
    """Return one row per kind, from all the places where it was found."""
    names = dict(zip(files["import_no"], files["file"], strict=True))
    n_read = files.groupby("kind")["rows_read"].sum().to_dict()
    rows = []
    for kind in DOUBT_KINDS:
        parts = found[found["kind"] == kind]
        if len(parts):
            places = sorted(place for some in parts["places"] for place in some)[:N_EXAMPLES]
            n_rows = int(parts["n_rows"].sum())
            share = n_rows / max(n_read.get(OF_FILE.get(kind, "events"), n_rows), n_rows, 1)
            lines = [line for _, line in places if not pd.isna(line)]
            first = parts.iloc[0]
            file = names.get(places[0][0]) if places else None
            rows.append((kind, n_rows, share, lines, file, first["column_name"], first["value"]))
    for kind, column, value, table, n_rows in of_columns.itertuples(index=False):
        rows.append((kind, n_rows, 1.0, [], table, column, value))
    return pd.DataFrame(rows, columns=["kind", "n_rows", "share", "rows", "file", "column", "value"])
