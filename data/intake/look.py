"""The first look at a file, with what its first rows cannot say: all codes, the order of dates."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

from data.intake.arithmetic.costs import costs_of, maybe_costs
from data.intake.arithmetic.roles import roles_of
from data.intake.arithmetic.sheet import SAMPLE_ROWS, read_sheets
from data.intake.arithmetic.verdict import sums_of
from data.intake.formats.decide import decide_by_whole_file
from data.intake.formats.discounts import are_shares
from data.intake.formats.fills_down import Opened, habit_of_orders
from data.intake.mapping.first_look import FirstLook, Sums
from data.intake.mapping.guess import code_columns, columns_of_other_values, guess, look_at, reduction_columns
from data.intake.mapping.values import column_of
from data.intake.source.reader import UNREADABLE, Reader
from data.privacy.scratch import scratch_directory
from data.read import preview as files
from data.read.archives import Unpacked, file_format, open_bytes
from data.read.opening import own_path
from data.read.preview import Preview
from data.read.text import TextFile, plain_text
from data.schema import MOST_CODES, AmbiguousDatesError, InputError, Mapping
from data.sql import Connection, execute, quoted
from data.sql.confined import passing_database

MEMORY_LIMIT = "512MiB"
OF_EVENTS = Mapping("events", {})


def read_preview(
    path: Path, name: str | None = None, header: bool | None = None, part: str = ""
) -> FirstLook:
    """Read the head of a file of one table, and what only all of its rows tell: codes, reductions, sums.

    The arguments and errors are those of `data.read.preview.read_preview`.
    """
    path, preview = Path(path), FirstLook.of(files.read_preview(path, name, header, part))
    with opening(path, preview, part) as opened:
        codes = {column: _codes(opened, preview, column) for column in code_columns(preview)}
        shares = {column: _are_shares(opened, column) for column in reduction_columns(preview)}
        known = {column: share for column, share in shares.items() if share is not None}
        unique = {column: _n_unique(opened, column) for column in columns_of_other_values(preview)}
        preview = replace(preview, codes=codes, shares=known, unique=unique)
        fills_down, is_merged = habit_of_orders(opened, preview)
        preview = replace(preview, fills_down=fills_down, is_merged=is_merged)
        return replace(preview, sums=_sums(opened, preview))


def read_codes(path: Path, preview: Preview, column: str, part: str = "") -> list[str]:
    """Return the different values of a column in the whole file, as far as MOST_CODES and one more.

    Those of the first rows, where the file cannot be read; its import says why.
    """
    with opening(path, preview, part) as opened:
        return _codes(opened, preview, column)


def _codes(opened: Opened, preview: Preview, column: str) -> list[str]:
    connection, reader = opened(OF_EVENTS)
    source = reader.relation([f"{quoted(column)} AS v"], notes_errors=False)
    values = reader.parameters | {"most": MOST_CODES + 1}
    with suppress(*UNREADABLE):
        rows = execute(connection, "profiles/codes", values, source=source).fetchall()
        return [str(code) for (code,) in rows]
    return sorted(set(column_of(column, preview.rows[column]).known))


def _are_shares(opened: Opened, column: str) -> bool | None:
    with suppress(*UNREADABLE):
        return are_shares(*opened(OF_EVENTS), column)
    return None


def _n_unique(opened: Opened, column: str) -> int:
    """Return in how many of the first rows a column has a value, each another; 0 where one comes twice."""
    connection, reader = opened(OF_EVENTS)
    source = reader.relation([f"{quoted(column)} AS v"], notes_errors=False) + f" LIMIT {SAMPLE_ROWS}"
    with suppress(*UNREADABLE):
        counts = execute(connection, "profiles/unique", reader.parameters, source=source)
        n, n_distinct = counts.fetchall()[0]
        return int(n) if n == n_distinct else 0
    return 0


def _sums(opened: Opened, preview: FirstLook) -> Sums | None:
    """Return what the numbers of a file of order lines tell of its amounts; None where nothing is open."""
    drafted, looked = guess(preview, "events"), look_at(preview)
    columns = drafted.mapping.columns
    roles, costs = roles_of(looked, columns), maybe_costs(looked, columns)
    can_tell = roles.amounts and (roles.discounts or {"quantity", "order_id"} & set(columns))
    if drafted.preset is not None or not (costs or can_tell):
        return None
    prices = (columns.get("list_price", ""), columns.get("net_price", ""))
    amounts = [*roles.amounts, *roles.discounts, *roles.totals, *roles.taxes, *roles.charges]
    try:
        sheets = read_sheets(*opened(drafted.mapping), [*amounts, *costs], roles.discounts)
    except UNREADABLE:
        return None
    sums = sums_of(sheets, roles, prices)
    sheet = sheets["comma" if sums.comma else next(iter(sheets))]
    return replace(sums, costs=costs_of(sheet, sums, columns, costs))


def ambiguous_dates(path: Path, preview: Preview, mapping: Mapping, part: str = "") -> tuple[str, ...]:
    """Return dates that are another day in another order, where nothing in the whole file decides.

    Nothing where it does, or where the file cannot be read; its import says why.
    """
    if (time := mapping.time_column) is None:
        return ()
    with opening(path, preview, part) as opened:
        connection, reader = opened(mapping)
        for macros in ("times", "odd_times"):
            execute(connection, macros)
        try:
            decide_by_whole_file(connection, reader, {time: mapping.columns[time]})
        except AmbiguousDatesError as doubt:
            return doubt.examples
        except (InputError, *UNREADABLE):
            return ()
    return ()


@contextmanager
def opening(path: Path, preview: Preview, part: str) -> Iterator[Opened]:
    """Give what opens all of a file, read as a mapping says: unpacked once, and only where that is asked."""
    with ExitStack() as stack:

        @cache
        def database() -> tuple[Connection, TextFile]:
            scratch = stack.enter_context(scratch_directory())
            text = _plain_text(path, preview, scratch, part)
            connection = stack.enter_context(passing_database(MEMORY_LIMIT, scratch, [text.path]))
            execute(connection, "macros")
            return connection, text

        def opened(mapping: Mapping) -> tuple[Connection, Reader]:
            connection, text = database()
            layout = preview.delimiter, preview.columns, mapping, preview.has_header
            return connection, Reader(preview.name, text, *layout)

        yield opened


def _plain_text(path: Path, preview: Preview, scratch: Path, part: str) -> TextFile:
    """Return the file as it lies where DuckDB can read it so, which saves a pass over it, else a copy."""
    if file_format(path, preview.name) == "text" and preview.encoding == "utf-8":
        with open_bytes(path, preview.name, part) as stream:
            if not isinstance(stream, Unpacked):
                return TextFile(own_path(path, scratch), "", 0, first_row=1 + preview.n_before)
    return plain_text(path, preview.name, scratch, part, preview.n_before)
