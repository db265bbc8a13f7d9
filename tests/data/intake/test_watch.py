"""Long statements tell how far they are, and end where whoever is told gives up."""

import threading

import duckdb
import pytest

from data.intake.imports import watch
from data.intake.imports.watch import watched
from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.sql import literal
from tests.builders import event, new_shop, write_csv

FOR_EVER = "SELECT max(hash(a.i + b.i)) FROM range(10000000) AS a(i), range(10000000) AS b(i)"


class GivenUpError(Exception):
    """What a test's listener raises."""


def test_a_statement_that_would_take_days_ends_when_it_is_given_up():
    connection = duckdb.connect()
    told = []

    def say(share, words):
        told.append((share, words))
        if len(told) > 3:
            raise GivenUpError

    with pytest.raises(GivenUpError), watched(connection, say, 0.2, 0.8, "counting"):
        connection.execute(FOR_EVER)

    assert {words for _, words in told} == {"counting"}
    assert all(0.2 <= share <= 0.8 for share, _ in told)
    assert connection.execute("SELECT 1").fetchall() == [(1,)]


def test_shares_grow_with_what_has_been_read(tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "LOOK_SECONDS", 0.01)
    path = tmp_path / "numbers.csv"
    connection = duckdb.connect()
    connection.execute(f"COPY (SELECT i, hash(i) AS h FROM range(3000000) AS t(i)) TO {literal(str(path))}")
    told = []

    with watched(connection, lambda share, words: told.append(share), 0.25, 0.75, "reading"):
        connection.execute(f"CREATE TABLE t AS FROM read_csv({literal(str(path))})")

    assert told == sorted(told)
    assert told[0] == 0.25
    assert any(0.3 < share < 0.75 for share in told)


def test_who_gives_up_between_two_statements_is_heard_at_the_end():
    connection = duckdb.connect()
    here, has_given_up = threading.get_ident(), threading.Event()

    def say(share, words):
        if threading.get_ident() != here:
            has_given_up.set()
            raise GivenUpError

    with pytest.raises(GivenUpError), watched(connection, say, 0, 1, "waiting"):
        assert has_given_up.wait(30)


def test_what_an_ended_statement_became_does_not_hide_who_gave_up():
    connection = duckdb.connect()
    here = threading.get_ident()

    def say(share, words):
        if threading.get_ident() != here:
            raise GivenUpError

    with pytest.raises(GivenUpError), watched(connection, say, 0, 1, "counting"):
        try:
            connection.execute(FOR_EVER)
        except duckdb.Error as error:
            raise ValueError from error


def test_a_fault_of_the_statement_stays_the_fault():
    with (
        pytest.raises(duckdb.CatalogException),
        watched(connection := duckdb.connect(), lambda *_: None, 0, 1, ""),
    ):
        connection.execute("FROM nothing")


def test_an_import_given_up_anywhere_leaves_the_shop_as_it_was(tmp_path):
    shop = new_shop(tmp_path)
    rows = [event(order_id=f"o{n}", net_price="?" if n % 9 == 0 else "5") for n in range(50)]
    path = write_csv(tmp_path / "events.csv", rows)
    source = Source(path, path.name, "events", guess_mapping(read_preview(path), "events"))

    for last in range(1, 100):

        def give_up(share, words, told=[], last=last):  # noqa: B006  one list a round
            told.append(share)
            if len(told) == last:
                raise GivenUpError

        before = shop.fingerprint
        try:
            import_files(shop, [source], give_up)
        except GivenUpError:
            assert shop.is_empty
            assert shop.fingerprint == before
            assert len(shop.rejects()) == 0
        else:
            break

    assert last > 5
    assert len(shop.rejects()) == 6
