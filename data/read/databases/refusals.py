"""What a database refuses, in a sentence of ours: its own words may hold the login or a customer's id."""

import re

from data.read.databases.address import SYSTEMS, Address
from data.schema import InputError

LOGIN = re.compile(r"password|access denied|authentication|no pg_hba|role .* does not exist|peer", re.I)
NO_DATABASE = re.compile(r"database .* does not exist|unknown database", re.I)
QUERY_WORDS = (  # words of any of the databases, what is wrong, what to do
    (
        r"relation .* does not exist|table .* doesn't exist|no such table",
        "there is no such table",
        "Check its name",
    ),
    (
        r"column .* does not exist|unknown column|no such column",
        "there is no such column",
        "Check the names of the query's columns",
    ),
    (
        r"duplicate column|specified more than once|ambiguous",
        "two of its columns have the same name",
        "Give each column of the query a name of its own",
    ),
    (
        r"permission denied|command denied|read.only|not authorized",
        "the user may not do that",
        "Ask for the right to read it",
    ),
    (r"malformed|not a database", "its file is damaged", "Export it anew"),
    (r"syntax", "the query has a mistake in its grammar", "Write one SELECT in the database's own language"),
)


def failed_login(address: Address, words: str) -> InputError:
    """Return the error of a login that failed, without a word of the login but its user."""
    system = SYSTEMS[address.system]
    if NO_DATABASE.search(words):
        return InputError(f"{system} at {address.place} has no database {address.database}", "Check its name")
    if LOGIN.search(words):
        return InputError(
            f"{system} at {address.place} refuses user {address.user or '(none)'}",
            "Check the user, the password and which databases the user may read",
        )
    return InputError(
        f"what answers at {address.place} does not talk as {system} does", "Check the kind, host and port"
    )


def refused_query(address: Address, words: str) -> InputError:
    """Return the error of a query that the database does not run."""
    for pattern, problem, remedy in QUERY_WORDS:
        if re.search(pattern, words, re.I):
            return InputError(problem, remedy, file=address.name)
    return InputError(
        "the database did not run the query", "Try it in the database's own client", file=address.name
    )


def took_too_long(address: Address) -> InputError:
    """Return the error of a database that has not answered in the time that it was given."""
    return InputError(
        "it takes too long to answer", "Ask for less, or export it as a file", file=address.name
    )
