"""The statement that brings one file in, with what its orders know and its discounts where needed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from data.intake.formats.decide import Formats
from data.intake.formats.statuses import ABOUT_STATUS, status_words
from data.intake.mapping.amounts import REDUCTIONS
from data.intake.mapping.statuses import REFUNDS, RETURNS
from data.intake.source.checks import FROM_ORDERS
from data.intake.source.reader import Reader
from data.intake.staging.problems import BACK, problem_clauses
from data.intake.staging.select_list import select_list
from data.sql import Connection, aside, filled, parameter_names, quoted, sql

REDUCED_BY = {*REDUCTIONS, "list_total", *REFUNDS}
NO_ORDER = "SELECT *, 0 AS order_part, 0 AS refund_part FROM (/* source */)"
ORDERS_KNOW = (  # how many there are, with times, other names of customers, reductions, no sale
    "SELECT count(*), count(event_time), (SELECT count(*) FROM aliases), "
    "count(*) FILTER (order_discount <> 0 OR order_refund <> 0), count(sale_status) FROM orders"
)
LESS_BACK = " - CASE WHEN type = 'purchase' AND units > 0 THEN least(units, /* back */) ELSE 0 END"


@dataclass(frozen=True)
class Recipe:
    """A statement with its parameters; `typed` is one to run before it, where lines need their neighbors."""

    query: str
    parameters: dict[str, Any]
    typed: str | None = None
    order_attributes: tuple[str, ...] = ()

    def execute(self, connection: Connection, text: str) -> None:
        """Run a statement with those of the parameters that it names."""
        connection.execute(text, {name: self.parameters[name] for name in parameter_names(text)})


def recipe_of(
    connection: Connection, reader: Reader, formats: Formats, import_no: int, again_for: Collection[str] = ()
) -> Recipe:
    """Return how the rows of a file are read; raises InputError where lines need orders that are missing.

    Parameters
    ----------
    again_for : reasons of an events file's problems, where it is read a second time for these alone, and
        records that cannot be split, noted in `reject_errors` the first time, are passed over
    """
    kind, columns = reader.mapping.kind, reader.mapping.columns
    parameters = reader.parameters | _choices(reader, formats, import_no) | status_words(connection, reader)
    source = reader.relation(select_list(connection, reader, formats), notes_errors=not again_for)
    body = filled(sql(f"staging/{kind}"), **_parts(reader))
    if kind == "orders" and "event_time" not in columns and "days_since_previous" in columns:
        query = _with(sql("staging/counted"), body, "ORDER BY record")
        return Recipe(query, parameters, typed=source)
    if kind == "products" and "parent_id" in columns:
        return Recipe(_with(_variants(reader), body, "ORDER BY record"), parameters, typed=source)
    if kind != "events":
        return Recipe(_with(source, body), parameters)
    n_orders, n_times, n_aliases, *n_told = connection.execute(ORDERS_KNOW).fetchall()[0]
    n_reduced, n_statuses = n_told if "order_id" in columns else (0, 0)
    needs_order = _needs_orders(reader, n_orders, n_times, n_aliases) or n_reduced > 0 or n_statuses > 0
    is_reduced = bool(REDUCED_BY & set(columns)) or n_reduced > 0
    tells_status = bool({*ABOUT_STATUS, *RETURNS} & set(columns)) or n_statuses or is_reduced
    asked = {"": True, "order": needs_order, "status": tells_status, "discount": is_reduced}
    problems = problem_clauses(reader, asked, again_for)
    names = _order_attributes(connection, reader) if needs_order else ()
    body = filled(body, problems=problems, order_attributes=_under_their_names(names))
    rows = _lines(reader, names) if needs_order else source
    if is_reduced:
        lines = rows if needs_order else filled(NO_ORDER, source=source)
        rows = f"WITH source_lines AS ({lines}) {sql('staging/reduced')}"
    query = _with(rows, body, "ORDER BY record" if needs_order else "")
    return Recipe(query, parameters, source if needs_order else None, names)


def _needs_orders(reader: Reader, n_orders: int, n_times: int, n_aliases: int) -> bool:
    """Say whether lines take something from their order; raises InputError where no file told of orders."""
    columns, constants = reader.mapping.columns, reader.mapping.constants
    if "event_time" not in columns and not n_times:
        known = ", ".join(reader.file_columns[:20])
        raise reader.refusal(
            "no column is mapped to event_time, and no file of orders tells it",
            f"Choose one of its columns, or send the file of the orders along: {known}",
        )
    has_gap = any(name not in columns for name in FROM_ORDERS) and n_orders > 0
    is_own = bool(constants.get("fill_down")) or bool({"order_discount", "order_refund"} & set(columns))
    return ("order_id" in columns and (has_gap or is_own)) or ("customer_id" in columns and n_aliases > 0)


def _order_attributes(connection: Connection, reader: Reader) -> tuple[str, ...]:
    """Return the attributes of orders that their lines get: those that the lines do not have themselves."""
    own = {name.lower() for name in (*reader.attributes, *reader.instruments)}
    names = connection.execute("SELECT name FROM attributes WHERE kind = 'orders' ORDER BY name").fetchall()
    return tuple(str(name) for (name,) in names if name.lower() not in own)


def _with(source: str, body: str, ordered: str = "") -> str:
    return "WITH source AS NOT MATERIALIZED (" + source + ")\n" + filled(body, ordered=ordered)


def _lines(reader: Reader, order_attributes: tuple[str, ...]) -> str:
    """Return the SQL that gives lines what their order knows."""
    fills_down = bool(reader.mapping.constants.get("fill_down"))
    filled_down = [aside(name) for name in reader.attributes if fills_down]
    return filled(
        sql("staging/lines"),
        filled="".join(f", coalesce(typed.{name}, of_lines.{name}) AS {name}" for name in filled_down),
        first_values="".join(
            f", arg_min(CASE WHEN list_contains(CAST($filled_own AS INTEGER[]), {place}) THEN {name} END, "
            f"rowid) AS {name}"
            for place, name in enumerate(filled_down)
        ),
        order_attributes="".join(f"orders.{quoted(name)} AS {aside(name)}, " for name in order_attributes),
    )


def _variants(reader: Reader) -> str:
    """Return the SQL that gives variants what their product's first row knows."""
    own = [aside(name) for name in reader.attributes]
    filled_own = (
        f", coalesce({name}, CASE WHEN list_contains(CAST($filled_own AS INTEGER[]), {place}) "
        f"THEN arg_min({name}, rowid) OVER product END) AS {name}"
        for place, name in enumerate(own)
    )
    return filled(sql("staging/variants"), filled="".join(filled_own))


def _parts(reader: Reader) -> dict[str, str]:
    """Return what the staging SQL leaves open: names of instruments and attributes, quoted."""
    attributes = _under_their_names(reader.attributes)
    return {
        "instruments": _under_their_names(reader.instruments),
        "less_back": filled(LESS_BACK, back=BACK) if {*RETURNS} & set(reader.mapping.columns) else "",
        "attributes": attributes + ("/* order_attributes */" if reader.mapping.kind == "events" else ""),
        "record": "record," if reader.is_wide else "",
        "price_column": "column_name" if reader.is_wide else "'price'",
    }


def _under_their_names(names: Iterable[str]) -> str:
    return "".join(f"{aside(name)} AS {quoted(name)}, " for name in names)


def _choices(reader: Reader, formats: Formats, import_no: int) -> dict[str, Any]:
    columns, constants = reader.mapping.columns, reader.mapping.constants
    codes = constants.get("event_codes") or {}
    default = "deducted" if {"net_price", "list_price"} <= set(columns) else "to deduct"
    return {
        "import_no": import_no,
        "has_cancels": formats.get("cancels") == "some",
        "has_damaged_ids": "damaged" in formats.values(),
        "has_quantity": "quantity" in columns,
        "has_price": bool({"net_price", "net_total"} & set(columns))
        or bool(REDUCED_BY & set(columns) and {"list_price", "list_total"} & set(columns)),
        "has_time": "event_time" in columns,
        "has_parent": "parent_id" in columns,
        "event_type": constants.get("event_type", "purchase"),
        "codes": list(codes),
        "meanings": list(codes.values()),
        "first_day": constants.get("first_day"),
        "time_zone": constants.get("time_zone"),
        "fill_down": bool(constants.get("fill_down")),
        "filled": [],
        "filled_own": [],
        "has_own_discount": "order_discount" in columns,
        "is_deducted": constants.get("discounts", default) == "deducted",
        **{f"instrument_{place}": name for place, name in enumerate(reader.instruments)},
    }
