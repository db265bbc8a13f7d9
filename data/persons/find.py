"""Who is one person: ids that share a person's id or a key, and whoever is joined with one of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.persons.choice import PersonChoice
from data.sql import Connection, execute, filled, quoted, registered, sql
from data.store.replaced import columns_of

MOST_IDS = {  # that share one value and are still taken for one person
    "map": 100,  # a file says so itself; of more it has a word for nobody ("unknown")
    "key": 10,  # a family or a small firm may share a phone; beyond, it is the shop's own
}
OWN = ("customer_id", "import_no", "problem")  # columns of the customers that no file brings
NOTHING_SAID = "SELECT NULL AS customer_id, NULL AS said, NULL AS found_by WHERE false"


@dataclass(frozen=True)
class Found:
    """Who is joined, and what was left out.

    Attributes
    ----------
    links : customer_id, person_id, found_by (map, key or both), is_known (whether events or customers have
        the id); one row per id that is joined with others
    refused : found_by, n_values, n_ids; values that too many ids share to be one person's
    """

    links: pd.DataFrame
    refused: pd.DataFrame


def key_columns(connection: Connection) -> list[str]:
    """Return the columns of the customers file that may be matched."""
    return [name for name in columns_of(connection)["customers"] if name not in OWN]


def find_persons(connection: Connection, choice: PersonChoice) -> Found:
    """Return who is one person by a choice; columns that the customers do not have are passed over."""
    shared = _shared(connection, choice)
    is_one = shared["n_ids"] <= shared["found_by"].map(MOST_IDS).astype("int64")
    grouped = _grouped(shared[is_one])
    with registered(connection, grouped=grouped):
        links = execute(connection, "persons/links").df()
    return Found(links, _refused(shared[~is_one]))


def _shared(connection: Connection, choice: PersonChoice) -> pd.DataFrame:
    """Return customer_id, said, found_by, n_ids of all that more than one id shares."""
    with _saying(connection, choice) as (said, values):
        text = f"WITH said AS ({said})\n{sql('persons/shared')}"
        shared = connection.execute(text, values).df()
    return shared.astype({"customer_id": "str", "said": "str", "found_by": "str", "n_ids": "int64"})


@contextmanager
def _saying(connection: Connection, choice: PersonChoice) -> Iterator[tuple[str, dict[str, str]]]:
    """Give the query of all that is said of ids, and its values."""
    known = [name for name in choice.match_on if name in key_columns(connection)]
    parts = [sql("persons/said")] if choice.uses_map else [NOTHING_SAID]
    parts += [
        filled(sql("persons/keyed"), column=quoted(name), name=f"$name_{place}")
        for place, name in enumerate(known)
    ]
    yield "\nUNION\n".join(parts), {f"name_{place}": name for place, name in enumerate(known)}


def _grouped(shared: pd.DataFrame) -> pd.DataFrame:
    """Return customer_id, group_no, found_by: ids that are joined by any chain of what they share."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ids, names = pd.factorize(shared["customer_id"], sort=True)
    said, values = pd.factorize(shared["said"])
    size = len(names) + len(values)
    edges = coo_array((np.ones(len(ids), np.int8), (ids, len(names) + said)), shape=(size, size))
    group_of = connected_components(edges, directed=False)[1] if size else np.array([], int)
    table = pd.DataFrame({"customer_id": names, "group_no": group_of[: len(names)]})
    table["found_by"] = table["customer_id"].map(_ways(shared))
    return table.astype({"customer_id": "str", "group_no": "int64", "found_by": "str"})


def _ways(shared: pd.DataFrame) -> pd.Series:
    """Return by what each id was found."""
    ways = shared[["customer_id", "found_by"]].drop_duplicates()
    is_both = ways["customer_id"].duplicated(keep=False)
    ways = ways.assign(found_by=ways["found_by"].mask(is_both, "both")).drop_duplicates()
    return ways.set_index("customer_id")["found_by"]


def _refused(shared: pd.DataFrame) -> pd.DataFrame:
    counted = shared.groupby("found_by").agg(n_values=("said", "nunique"), n_ids=("customer_id", "nunique"))
    return counted.reset_index()
