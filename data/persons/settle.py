"""Joined ids, and who refuses, follow from files, choice and rows: found anew with every change of these."""

from data.persons.choice import PersonChoice, chosen, write_choice
from data.persons.find import find_persons
from data.sql import Connection, registered
from data.store import Shop
from data.store.consent import settle_refusers

HAS_MAP = "SELECT count(*) > 0 FROM persons"
FORGET_LINKS = "DELETE FROM person_links"
KEEP_LINKS = "INSERT INTO person_links BY NAME (SELECT customer_id, person_id, found_by FROM found_links)"
JOINED_WITH = (
    "SELECT customer_id FROM person_links "
    "WHERE person_id = (SELECT any_value(person_id) FROM person_links WHERE customer_id = $id) "
    "ORDER BY customer_id"
)


def join_customers(shop: Shop, choice: PersonChoice) -> None:
    """Join a shop's customer ids as chosen, in one transaction; what was imported stays as it is."""
    with shop.changing("join customers") as connection:
        write_choice(connection, choice)
        settle_persons(connection)


def settle_persons(connection: Connection) -> None:
    """Write who is one person by now, and who refuses, inside the caller's transaction."""
    _settle_links(connection, chosen(connection))
    settle_refusers(connection)


def _settle_links(connection: Connection, choice: PersonChoice) -> None:
    connection.execute(FORGET_LINKS)
    is_said = choice.uses_map and connection.execute(HAS_MAP).fetchall()[0][0]
    if not (is_said or choice.match_on):
        return
    with registered(connection, found_links=find_persons(connection, choice).links):
        connection.execute(KEEP_LINKS)


def joined_with(connection: Connection, customer_id: str) -> list[str]:
    """Return all ids of the person that an id belongs to: itself where it is joined with none."""
    ids = [str(name) for (name,) in connection.execute(JOINED_WITH, {"id": customer_id}).fetchall()]
    return ids or [customer_id]
