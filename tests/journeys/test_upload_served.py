"""Where the app is served to others, it reads databases of listed hosts only, and says who can allow more."""

import pytest
from streamlit import config

from components.shell import login
from data.read.databases import hosts
from tests.app_driver import open_app, press, words
from tests.servers import free_port

UPLOAD = "pages/shop/upload.py"
ELSEWHERE = "db.example.invalid"


@pytest.fixture
def served_at(monkeypatch):
    """Return what has the app listen on an address."""
    monkeypatch.setattr(hosts, "_served", [])
    monkeypatch.setattr(
        login, "listens_elsewhere", lambda: False
    )  # whether one has to log in is asked elsewhere
    before = config.get_option("server.address")
    yield lambda address: config.set_option("server.address", address)
    config.set_option("server.address", before)


def asked_for_tables(host: str) -> str:
    """Fill in the form of a database and return what the page then says."""
    app = open_app(UPLOAD)
    for label, value in (("Database", "shop"), ("Host", host), ("User", "analyst"), ("Password", "pass")):
        field = next(field for field in app.text_input if field.label == label)
        app = field.set_value(value).run()
    port = next(field for field in app.number_input if field.label == "Port")
    app = press(port.set_value(free_port()).run(), "database-list")
    assert not app.exception
    return " ".join(error.value for error in app.error).replace("\\", "") or words(app)


@pytest.mark.parametrize(
    ("address", "listed", "host", "said"),
    [
        ("localhost", None, "localhost", "no PostgreSQL answers at localhost"),
        ("0.0.0.0", None, "localhost", "may not be read from here"),
        ("0.0.0.0", "localhost", "localhost", "no PostgreSQL answers at localhost"),
        ("0.0.0.0", "localhost", ELSEWHERE, f"BUNDLEWISE_DATABASE_HOSTS={ELSEWHERE}"),
        ("localhost", "localhost", ELSEWHERE, f"databases at {ELSEWHERE} may not be read from here"),
    ],
)
def test_a_host_is_reached_or_refused_in_a_sentence(served_at, monkeypatch, address, listed, host, said):
    served_at(address)
    if listed:
        monkeypatch.setenv(hosts.VARIABLE, listed)
    else:
        monkeypatch.delenv(hosts.VARIABLE, raising=False)

    assert said in asked_for_tables(host)
