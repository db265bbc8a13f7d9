"""What joining does to a shop, in counts: no id is in them."""

from dataclasses import dataclass

import pandas as pd

from data.engine.frames import plain_frame
from data.persons.choice import PersonChoice
from data.persons.find import Found, find_persons, key_columns
from data.sql import Connection, execute, quoted, registered
from data.store import Shop

JOINED = (
    "SELECT links.* FROM person_links AS links ANTI JOIN refusers USING (customer_id) "
    "ORDER BY person_id, customer_id"
)


@dataclass(frozen=True)
class JoinReport:
    """What joining does, or would do.

    Attributes
    ----------
    n_customers : ids that the shop's events and customers have
    n_persons : of those joined, with two or more of these ids
    n_joined : ids of these persons
    n_unknown : ids that files of persons name, and the shop does not have
    sizes : n_ids, n_persons; how many persons have so many ids
    ways : found_by (map, key, both), n_ids
    sources : source, n_ids; where files say that joined ids come from
    refused : found_by, n_values, n_ids; left out, as too many ids share the value
    conflicts : attribute, n_persons; joined persons whose ids have different values of it, the most first
    """

    n_customers: int
    n_persons: int
    n_joined: int
    n_unknown: int
    sizes: pd.DataFrame
    ways: pd.DataFrame
    sources: pd.DataFrame
    refused: pd.DataFrame
    conflicts: pd.DataFrame

    @property
    def n_left(self) -> int:
        """Customers that are left once persons count as one."""
        return self.n_customers - self.n_joined + self.n_persons


def matchable_columns(shop: Shop) -> list[str]:
    """Return the columns of the customers file that may be matched, in its order."""
    with shop.looking() as cursor:
        return key_columns(cursor)


def report_joins(shop: Shop, choice: PersonChoice) -> JoinReport:
    """Return what a choice joins; nothing of the shop changes by it."""
    with shop.reading(), shop.looking() as cursor:
        found = find_persons(cursor, choice)
        with registered(cursor, found_links=found.links):
            return _report(cursor, found, choice)


def joined_ids(shop: Shop) -> pd.DataFrame:
    """Return customer_id, person_id, found_by of every id that is joined now; refusers are left out."""
    with shop.looking() as cursor:
        return plain_frame(cursor.execute(JOINED))


def _report(cursor: Connection, found: Found, choice: PersonChoice) -> JoinReport:
    known = found.links[found.links["is_known"]]
    n_ids = known.groupby("person_id").size()
    several = n_ids[n_ids > 1]
    joined = known[known["person_id"].isin(several.index)]
    n_customers, n_unknown = execute(cursor, "persons/totals").fetchall()[0]
    sizes = several.value_counts().sort_index()
    return JoinReport(
        n_customers=n_customers,
        n_persons=len(several),
        n_joined=len(joined),
        n_unknown=n_unknown,
        sizes=sizes.rename_axis("n_ids").reset_index(name="n_persons"),
        ways=joined.groupby("found_by").size().reset_index(name="n_ids"),
        sources=plain_frame(execute(cursor, "persons/sources")),
        refused=found.refused,
        conflicts=_conflicts(cursor, [name for name in key_columns(cursor) if name not in choice.match_on]),
    )


def _conflicts(cursor: Connection, names: list[str]) -> pd.DataFrame:
    counts = [
        execute(cursor, "persons/conflicts", None, column=quoted(name)).fetchall()[0][0] for name in names
    ]
    found = pd.DataFrame({"attribute": names, "n_persons": counts}).astype(
        {"attribute": "str", "n_persons": "int64"}
    )
    return found[found["n_persons"] > 0].sort_values(
        ["n_persons", "attribute"], ascending=[False, True], ignore_index=True
    )
