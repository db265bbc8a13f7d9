"""What answers may be anybody: it gets no file, no password in clear and no second statement, and it ends."""

import random
import socket
import sqlite3
import struct

import pytest

from data.read.databases.address import Address
from data.read.databases.relay import Relay
from data.read.databases.tables import fetch
from data.schema import InputError
from tests.looks import codes, preview
from tests.rogues import (
    LOCAL_FILES,
    MULTI_STATEMENTS,
    OK,
    file_asked,
    mysql_that_answers,
    postgresql_that_is_silent,
    rogue,
)

SECRET = b"a secret of this machine"
PASSWORD = "the analyst's password"
QUERY = "SELECT customer_id, product_id FROM sold"


@pytest.fixture
def impatient(monkeypatch):
    for name in ("SECONDS_TO_LOOK", "SECONDS_TO_FETCH"):
        monkeypatch.setattr(f"data.read.databases.tables.{name}", 0.5)


def address_of(system, port):
    return Address(system, "shop", "127.0.0.1", port, "analyst", query=QUERY, password=PASSWORD)


def refusal(address):
    with pytest.raises(InputError) as caught:
        preview(address)
    words = str(caught.value)
    assert "\n" not in words and PASSWORD not in words
    return words


def test_mysql_is_told_of_no_local_files_and_no_further_statements():
    with rogue(mysql_that_answers()) as (port, told):
        refusal(address_of("mysql", port))

    flags = struct.unpack("<I", told[0][:4])[0]
    assert not flags & LOCAL_FILES
    assert not flags & MULTI_STATEMENTS


def asks_always(file):
    return mysql_that_answers(lambda said: [file_asked(file)])


def asks_at_login(file):
    return mysql_that_answers(login=file_asked(file))


def asks_for_a_query(file):
    return mysql_that_answers(lambda said: [file_asked(file)] if b"sold" in said else [OK])


def asks_again(file):
    return mysql_that_answers(lambda said: [file_asked(file)] * 3)


@pytest.mark.parametrize("asking", [asks_always, asks_at_login, asks_for_a_query, asks_again])
def test_a_server_that_asks_for_a_file_gets_nothing_of_it(asking, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_bytes(SECRET)

    with rogue(asking(str(secret))) as (port, told):
        words = refusal(address_of("mysql", port))
        for reading in (lambda a: codes(a, "x"), lambda a: fetch(a, tmp_path)):
            with pytest.raises(InputError):
                reading(address_of("mysql", port))

    assert "does not talk as MySQL" in words
    assert SECRET not in b"".join(told)


@pytest.mark.parametrize(
    "way", [b"mysql_clear_password", b"dialog", b"mysql_old_password", b"sha256_password"]
)
def test_a_server_that_asks_for_the_password_in_clear_does_not_get_it(way):
    switch = b"\xfe" + way + b"\x00" + (b"\x02Password: " if way == b"dialog" else b"c" * 20 + b"\x00")
    with rogue(mysql_that_answers(login=switch)) as (port, told):
        refusal(address_of("mysql", port))

    assert PASSWORD.encode() not in b"".join(told)


def test_whatever_comes_in_place_of_an_answer_is_one_sentence(impatient):
    rng = random.Random(1)
    answers = [rng.randbytes(rng.randrange(1, 60)) for _ in range(12)]
    answers += [b"\xff", b"\x01", b"\xfc\xff", b"\xfe" * 9]
    for answer in answers:
        with rogue(mysql_that_answers(lambda said, answer=answer: [answer] if b"sold" in said else [OK])) as (
            port,
            _,
        ):
            try:
                preview(address_of("mysql", port))
            except InputError as error:
                assert "\n" not in str(error)


@pytest.mark.parametrize("system", ["mysql", "postgresql"])
def test_a_server_that_never_answers_is_left(system, impatient):
    silent = mysql_that_answers(lambda said: [] if b"sold" in said else [OK])
    with rogue(postgresql_that_is_silent if system == "postgresql" else silent) as (port, told):
        words = refusal(address_of(system, port))

    assert "takes too long" in words or "does not talk as" in words
    assert told


def test_postgresql_is_told_to_give_up_in_time_and_to_read_only(impatient):
    with rogue(postgresql_that_is_silent) as (port, told):
        refusal(address_of("postgresql", port))

    assert b"statement_timeout=500" in told[0]
    assert b"default_transaction_read_only=on" in told[0]


@pytest.fixture
def shop_db(tmp_path):
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as connection:
        connection.executescript("CREATE TABLE sold (a, b); INSERT INTO sold VALUES (1, 2)")
    connection.close()
    return path


def test_a_query_of_sqlite_that_never_ends_is_ended(shop_db, impatient):
    endless = (
        "WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a, a AS b FROM n WHERE a < 0"
    )

    assert "takes too long" in refusal(Address("sqlite", str(shop_db), query=endless))


ESCAPES = (
    "SELECT * FROM pragma_database_list",
    "SELECT load_extension('/tmp/x.so') AS a, 1 AS b",
    "SELECT writefile('/tmp/x', 'y') AS a, 1 AS b",
    "SELECT a, b FROM sold) AS s UNION SELECT * FROM (SELECT file, 1 FROM pragma_database_list",
    "ATTACH '/etc/passwd' AS p",
    "SELECT fts3_tokenizer('a') AS a, 1 AS b",
    "SELECT zeroblob(1000000000) AS a, 1 AS b",
)


@pytest.mark.parametrize("query", ESCAPES)
def test_a_query_of_sqlite_reads_its_own_tables_and_nothing_else(query, shop_db):
    assert "shop.db" in refusal(Address("sqlite", str(shop_db), query=query))


def test_a_relay_passes_both_ways_and_hangs_up_when_closed():
    def echo(client, told):
        while part := client.recv(100):
            told.append(part)
            client.sendall(part.upper())

    with rogue(echo) as (port, _):
        relay = Relay(lambda: socket.create_connection(("127.0.0.1", port)))
        with socket.create_connection(("127.0.0.1", relay.port)) as client:
            client.sendall(b"word")
            assert client.recv(100) == b"WORD"
            relay.close()
            assert client.recv(100) == b""
