"""The same order in two exports, changed since: its newer version counts, the older one is kept aside.

Versions are looked for among orders of the same number, day and place. Two files hold versions of the orders
that both have where most of these share a product; where they do not, the files split the orders' lines
between them (by warehouse, say), and nothing is replaced. The newer one is the file whose events reach later,
else the one that is imported later. Undoing the import brings the older lines back.
"""

import re

from data.intake.mapping.names import plain_name
from data.intake.source.tables import count_rows
from data.quality.settle import recount
from data.schema import RejectReason
from data.sql import Connection, execute, quoted
from data.store.replaced import columns_of, keep_aside

NO_SALE = {RejectReason.NO_SALE, RejectReason.RETURNED}
PLACES = re.compile(
    ".*(warehouse|store|shop|location|branch|outlet|depot|lager|filiale?|entrepot|almacen|magazzino|仓库|倉庫|门店|店舗)"
    "(id|name|code|nr|no|number)?"
)
N_OTHERS = "SELECT count(*) FROM imports WHERE kind = 'events' AND import_no <> $import_no"
N_SHARED = "SELECT count(*) FROM shared_orders WHERE has_more_there OR has_more_here"
OF_ROWS = "rowid IN (SELECT rid FROM replaced_rows)"
OF_ORDERS = "(import_no, order_id) IN (SELECT (import_no, order_id) FROM versions WHERE is_newer)"


def settle_versions(connection: Connection, import_no: int) -> None:
    """Let one version count of each order that staged rows and earlier imports have.

    Call it while what was refused still lies in `refused`, before rows that are known already are marked.
    """
    of_import = {"import_no": import_no}
    if not connection.execute(N_OTHERS, of_import).fetchall()[0][0]:
        return
    execute(connection, "staging/no_sales", of_import)
    first, last, reach = execute(connection, "staging/reach", of_import).fetchall()[0]
    if first is not None:
        span = of_import | {"first": first, "last": last}
        days = execute(connection, "staging/shared_days", span).fetchall()[0]
        if days[0] is not None:
            _settle_days(connection, import_no, reach, *days)
    for table in ("no_sales", "shared_orders", "versions", "replaced_rows"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def _settle_days(connection: Connection, import_no: int, reach: object, first: object, last: object) -> None:
    of_import = {"import_no": import_no}
    span = {"first": first, "last": last}
    execute(connection, "staging/shared_orders", of_import | span, place=_place(connection))
    if not connection.execute(N_SHARED).fetchall()[0][0]:
        return
    execute(connection, "staging/versions", {"last": reach})
    execute(connection, "staging/reject_older", of_import)
    execute(connection, "staging/replaced_rows")
    if not count_rows(connection, "replaced_rows"):
        return
    execute(connection, "staging/reject_replaced")
    keep_aside(connection, "events", OF_ROWS, import_no)
    keep_aside(connection, "set_aside", OF_ORDERS, import_no)
    recount(connection)


def _place(connection: Connection) -> str:
    """Return the SQL for where a line was sold or sent from, as the shop's own columns tell."""
    types = columns_of(connection)["events"]
    named = [n for n, type_ in types.items() if type_ == "VARCHAR" and PLACES.fullmatch(plain_name(n))]
    texts = [quoted(name) for name in named if name != "store_id"]
    return f"nullif(concat_ws('|', {', '.join(['channel', *texts])}), '')"
