"""For others only listed hosts are reached, whatever a name stands for; for oneself any."""

import socket

import pytest

from data.read.databases import hosts
from data.read.databases.address import Address
from data.read.databases.hosts import VARIABLE, connected
from data.schema import InputError
from tests.looks import preview, table_names
from tests.servers import free_port

LISTED = "db.example.com, 10.0.0.5:5432,[fd12::1]"
NAMES = {  # what names stand for in these tests
    "db.example.com": "192.0.2.7",
    "DB.example.com.": "192.0.2.7",
    "other.example.com": "192.0.2.8",
    "turned.example.com": "127.0.0.1",
}


@pytest.fixture(autouse=True)
def names(monkeypatch):
    def stand_for(host, port, **_):
        ip = NAMES.get(host, host)
        if not ip.replace(".", "").replace(":", "").replace("f", "").replace("e", "").isalnum():
            raise OSError("no such name")
        family = socket.AF_INET6 if ":" in ip else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (ip, port))]

    reached = []

    def connect(place, seconds):
        reached.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(hosts.socket, "getaddrinfo", stand_for)
    monkeypatch.setattr(hosts.socket, "create_connection", connect)
    monkeypatch.setattr(hosts, "_served", [])
    monkeypatch.delenv(VARIABLE, raising=False)
    return reached


def said(host, port=5432):
    with pytest.raises(InputError) as caught:
        connected(Address("postgresql", "shop", host, port, "analyst", table="t"))
    return str(caught.value)


def test_alone_at_the_machine_any_host_may_be_named(names):
    for host in ("192.0.2.9", "127.0.0.1", "169.254.169.254"):
        assert "no PostgreSQL answers" in said(host)

    assert len(names) == 3


@pytest.mark.parametrize("host", ["db.example.com", "DB.example.com.", "10.0.0.5", "fd12::1"])
def test_a_listed_host_is_reached(host, names, monkeypatch):
    monkeypatch.setenv(VARIABLE, LISTED)

    assert "no PostgreSQL answers" in said(host)
    assert len(names) == 1


UNLISTED = (
    "other.example.com", "192.0.2.9", "127.0.0.1", "localhost", "::1", "0.0.0.0", "169.254.169.254",
    "::ffff:127.0.0.1", "2130706433", "db.example.com,other.example.com", "",
)  # fmt: skip


@pytest.mark.parametrize("host", UNLISTED)
def test_any_other_host_is_refused_before_it_is_looked_up(host, names, monkeypatch):
    monkeypatch.setenv(VARIABLE, LISTED)

    words = said(host)

    assert "may not be read from here" in words and VARIABLE in words
    assert names == []


def test_a_port_of_a_listed_host_may_be_the_only_one(names, monkeypatch):
    monkeypatch.setenv(VARIABLE, LISTED)

    assert "may not be read" in said("10.0.0.5", 5433)
    assert "no PostgreSQL answers" in said("db.example.com", 5433)


@pytest.mark.parametrize(
    "ip", ["127.0.0.1", "::1", "169.254.169.254", "0.0.0.0", "::ffff:127.0.0.1", "fe80::1"]
)
def test_a_listed_name_that_stands_for_this_machine_is_not_reached(ip, names, monkeypatch):
    monkeypatch.setenv(VARIABLE, "turned.example.com")
    monkeypatch.setitem(NAMES, "turned.example.com", ip)

    assert "may not be read from here" in said("turned.example.com")
    assert names == []


def test_this_machine_is_reached_where_it_is_listed_itself(names, monkeypatch):
    monkeypatch.setenv(VARIABLE, "turned.example.com, 127.0.0.1")

    assert "no PostgreSQL answers" in said("turned.example.com")
    assert "no PostgreSQL answers" in said("127.0.0.1")


def test_where_the_app_is_served_to_others_no_host_is_reached_without_a_list(names):
    hosts.serve_others()

    assert "may not be read from here" in said("db.example.com")


@pytest.mark.parametrize("system", ["postgresql", "mysql", "mongodb"])
@pytest.mark.parametrize("host", ["10.9.9.9", "127.0.0.1", "/run/postgresql", "@socket"])
def test_every_way_to_a_database_keeps_to_the_list(system, host, names, monkeypatch):
    monkeypatch.setenv(VARIABLE, "db.example.com")
    address = Address(system, "shop", host, free_port(), "analyst", table="t", password="p")

    for reading in (preview, table_names):
        with pytest.raises(InputError, match="may not be read from here"):
            reading(address)

    assert names == []
