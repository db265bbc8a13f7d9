"""Histories under several ids, joined: as if they had come in under one; and apart again as before."""

import hashlib

import numpy as np
import pandas as pd
import pytest

from data.persons.choice import AS_FILES_SAY, NOTHING_JOINED, PersonChoice
from data.persons.settle import join_customers
from data.services.undo import undo_last_import
from data.sql import mart_sql, variable_names
from data.store.seen import Scope
from tests.builders import event, events_csv, import_csv, mart_names, new_shop, write_csv

N_PERSONS = 30
KEYS = PersonChoice(match_on=("mail", "phone"))


def ids_of(person: int) -> list[str]:
    """Return the ids of a person: two of three have one in each shop."""
    return [f"n{person:02d}", f"s{person:02d}"][: 1 if person % 3 == 0 else 2]


def events_of_persons(are_one: bool) -> list[dict]:
    """Return what persons bought in two shops, under their ids there or under the first of them."""
    draws = np.random.default_rng(5)
    rows = []
    for i in range(600):
        person = int(draws.integers(N_PERSONS))
        ids = ids_of(person)
        place = int(draws.integers(len(ids)))
        rows.append(
            event(
                customer_id=ids[0] if are_one else ids[place],
                event_type=str(draws.choice(["purchase", "view", "cart"])),
                event_time=f"2024-{1 + i // 300:02d}-{1 + i // 10 % 28:02d} {10 + i % 10}:{i % 60:02d}",
                product_id=f"p{draws.integers(6)}",
                order_id=f"o{i}" if i % 4 else "",
                store_id=("north", "south")[place],
                channel=("web", "store")[i % 2],
                net_price=f"{5 + i % 7}.50",
            )
        )
    return rows


def customers_of_persons(are_one: bool) -> list[dict]:
    """Return a row per id, with what joins it: an e-mail in plain or hashed, else a phone, written anyhow."""
    rows = []
    for person in range(N_PERSONS):
        for place, name in enumerate(ids_of(person)[: 1 if are_one else 2]):
            mail = f"Person{person}@mail.org" if person % 2 else ""
            if place:
                mail = hashlib.sha256(mail.lower().encode()).hexdigest() if mail else ""
            phone = "" if person % 2 else f"{('+49 ', '0049')[place]}170 55{person:02d}99"
            rows.append({"customer_id": name, "tier": f"t{person % 3}", "mail": mail, "phone": phone})
    return rows


def pairs() -> list[dict]:
    return [
        {"customer_id": name, "person_id": f"P{person}"}
        for person in range(N_PERSONS)
        for name in ids_of(person)
    ]


def shop_of(directory, name, are_one, columns=("customer_id", "tier", "mail", "phone")):
    directory.mkdir(exist_ok=True)
    shop = new_shop(directory, name)
    import_csv(shop, events_csv(directory / "events.csv", events_of_persons(are_one)))
    rows = [{column: row[column] for column in columns} for row in customers_of_persons(are_one)]
    import_csv(shop, write_csv(directory / "customers.csv", rows), "customers")
    return shop


def everything(shop, without=("mail", "phone")):
    """Return every mart, without the keys themselves."""
    asked = {"products": [f"p{n}" for n in range(6)]}
    found = {}
    for mart in mart_names():
        wanted = {name: value for name, value in asked.items() if name in variable_names(mart_sql(mart))}
        frame = shop.read(mart, **wanted)
        found[mart] = frame.drop(columns=[name for name in without if name in frame])
    return found


def are_alike(one, other):
    """Say whether all marts are the same; logarithms of prices add up to the last digit but one."""
    for mart, frame in one.items():
        pd.testing.assert_frame_equal(frame, other[mart], rtol=1e-12)
    return True


@pytest.fixture
def apart(tmp_path):
    return shop_of(tmp_path / "two", "Two", are_one=False)


@pytest.fixture(scope="module")
def under_persons(tmp_path_factory):
    """The same histories imported under one id a person."""
    return everything(shop_of(tmp_path_factory.mktemp("one"), "One", are_one=True))


def test_joined_by_a_file_two_histories_are_as_one_imported_under_persons(apart, under_persons, tmp_path):
    before, fingerprint = everything(apart), apart.fingerprint
    assert len(before["customers"]) > len(under_persons["customers"])

    import_csv(apart, write_csv(tmp_path / "persons.csv", pairs()))

    assert are_alike(everything(apart), under_persons)
    assert apart.fingerprint != fingerprint
    undo_last_import(apart)
    assert are_alike(everything(apart), before)
    assert apart.fingerprint == fingerprint


def test_joined_by_keys_they_are_as_well_and_undone_everything_is_as_before(apart, under_persons):
    before, fingerprint = everything(apart), apart.fingerprint

    join_customers(apart, KEYS)

    assert are_alike(everything(apart), under_persons)
    join_customers(apart, AS_FILES_SAY)
    assert are_alike(everything(apart), before)
    assert apart.fingerprint == fingerprint


def test_keys_are_kept_nowhere_but_in_the_file_that_brought_them(apart):
    join_customers(apart, KEYS)

    with apart.cursor() as cursor:
        links = cursor.execute("FROM person_links").df()
    assert set(links.columns) == {"customer_id", "person_id", "found_by"}
    assert len(links) == 40 and set(links["found_by"]) == {"key"}
    assert not links.astype(str).apply(lambda texts: texts.str.contains("@|55")).any(axis=None)


def test_an_undone_join_can_be_done_again_by_the_same_file(apart, under_persons, tmp_path):
    import_csv(apart, write_csv(tmp_path / "persons.csv", pairs()))
    join_customers(apart, NOTHING_JOINED)
    assert "s01" in set(apart.read("customers")["customer_id"])

    join_customers(apart, AS_FILES_SAY)

    assert are_alike(everything(apart), under_persons)


def price_list(stores):
    days = ({"product_id": "p1", "day": f"2024-01-{n:02d}", "price": n} for n in range(1, 29))
    return [day | {"store_id": store} for day in days for store in stores]


def test_a_part_of_a_shop_is_as_the_rows_of_that_part_alone(apart, tmp_path):
    import_csv(apart, write_csv(tmp_path / "prices.csv", price_list(["north", "south", ""])), "prices")
    part = apart.within(Scope(("south",), ("web",)))
    rows = [
        row
        for row in events_of_persons(are_one=False)
        if (row["store_id"], row["channel"]) == ("south", "web")
    ]
    alone = new_shop(tmp_path / "alone", "Alone")
    import_csv(alone, events_csv(tmp_path / "south.csv", rows))
    import_csv(alone, write_csv(tmp_path / "c.csv", customers_of_persons(are_one=False)), "customers")

    import_csv(alone, write_csv(tmp_path / "p.csv", price_list(["south", ""])), "prices")

    assert are_alike(everything(part), everything(alone))
    assert len({apart.fingerprint, part.fingerprint, apart.within(Scope(("south",))).fingerprint}) == 3
    assert len(apart.read("customers")) > len(part.read("customers"))


def test_an_encrypted_shop_joins_alike_and_says_no_id_on_disk(tmp_path, under_persons, monkeypatch):
    monkeypatch.setenv("BUNDLEWISE_KEY", "a key that only the analyst knows")
    shop = shop_of(tmp_path / "locked", "Locked", are_one=False)

    join_customers(shop, KEYS)

    assert are_alike(everything(shop), under_persons)
    shop.export("customers", shop.directory / "customers.parquet")
    shop.close()
    files = [path for path in shop.directory.rglob("*") if path.is_file()]
    assert not [path.name for path in files if b"person1@mail" in path.read_bytes().lower()]
