"""Tables of the shop's own database in place of files: where it is, who asks, what to read."""

from dataclasses import replace

import streamlit as st

from components.shell import choices, display, session
from components.upload.waiting_files import upload_key
from data.privacy.scratch import scratch_directory
from data.read.databases import hosts
from data.read.databases.address import PORTS, SYSTEMS, Address, may_read_local_files
from data.read.databases.tables import table_names

LISTED = "database_tables"
OWN_ADDRESSES = ("localhost", "127.0.0.1", "::1")  # at which nobody else reaches the app
NO_LOCAL_FILES = (
    "A SQLite file of the server can be read once whoever runs it sets BUNDLEWISE_LOCAL_FILES=1. "
    "On the command line it always can: --events sqlite:///shop.db?table=lines"
)


def choose_tables() -> list[Address]:
    """Ask for a database and which of its tables, or which query, to read."""
    if str(st.get_option("server.address")) not in OWN_ADDRESSES:
        hosts.serve_others()
    with st.expander("From a database"):
        address = _choose_address()
        if address is None:
            return []
        is_complete = _is_complete(address)
        if st.button("List its tables", key=_key("list"), disabled=not is_complete):
            _list_tables(address)
        if not is_complete:
            display.show_note("Name the file." if address.system == "sqlite" else "Every field is needed.")
        listed_of, names = session.recall(None, LISTED, (None, []))
        if listed_of != replace(address, password=""):
            return []
        return _choose_of(address, names)


def _choose_address() -> Address | None:
    """Ask where the database is; the password lives in its field alone."""
    left, right = st.columns(2)
    system = choices.choose_code("Kind", SYSTEMS, ask=left.selectbox, key=_key("system"))
    if system == "sqlite":
        if not may_read_local_files():
            display.show_note(NO_LOCAL_FILES)
            return None
        path = right.text_input("File on this machine", key=_key("path")).strip()
        return Address(system, path)
    database = right.text_input("Database", key=_key("database")).strip()
    host = left.text_input("Host", "localhost", key=_key("host")).strip()
    port = right.number_input("Port", 1, 65535, PORTS[system], key=_key(f"port-{system}"))
    user = left.text_input("User", key=_key("user")).strip()
    password = right.text_input(
        "Password", type="password", key=_key("password"), help="Used to read, kept and written down nowhere."
    )
    return Address(system, database, host, int(port), user, password=password)


def _is_complete(address: Address) -> bool:
    """Say whether a person named all that this server may not fill in from its own settings."""
    if address.system == "sqlite":
        return bool(address.database)
    is_allowed = not address.host.startswith(("/", "@")) or may_read_local_files()  # sockets of the server
    return is_allowed and all((address.database, address.host, address.user, address.password))


def _list_tables(address: Address) -> None:
    session.remember(None, LISTED, (None, []))
    with display.saying_refusals(), scratch_directory() as scratch:
        session.remember(None, LISTED, (replace(address, password=""), table_names(address, scratch)))


def _choose_of(address: Address, names: list[str]) -> list[Address]:
    picked = st.multiselect("Tables", names, key=_key("tables"), placeholder="Choose tables")
    addresses = [replace(address, table=name) for name in picked]
    if address.system != "mongodb":
        query = st.text_area(
            "Or a query that reads",
            key=_key("query"),
            placeholder="SELECT customer_id, sold_at, sku, price FROM sales",
            help="One SELECT in the database's own language. It is run read-only.",
        )
        addresses += [replace(address, query=query.strip())] if query.strip() else []
    return addresses


def _key(name: str) -> str:
    return f"database-{name}-{upload_key()}"
