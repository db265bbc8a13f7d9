"""A person who asks to be forgotten is so under every id, in every byte."""

import json

import pandas as pd
import pytest

from data.persons.choice import AS_FILES_SAY, PersonChoice
from data.persons.report import joined_ids
from data.persons.settle import join_customers
from data.privacy.encrypted_files import write_frame
from data.privacy.forget import forget_customer
from data.services.undo import undo_last_import
from tests.builders import event, events_csv, import_csv, shop_with, write_csv

ONE, OTHER, THIRD = "PERSON-4711", "MEMBER-0815", "CARD-0007"


@pytest.fixture
def shop(tmp_path):
    """A shop in which a person has three ids, two by a file and the third by a key."""
    names = [f"c{i % 5}" for i in range(20)] + [ONE, OTHER, THIRD]
    shop = shop_with(tmp_path, [event(customer_id=name, order_id=f"o{i}") for i, name in enumerate(names)])
    keys = [{"customer_id": name, "mail": "a@b.org"} for name in (OTHER, THIRD)]
    import_csv(
        shop,
        write_csv(tmp_path / "mails.csv", [*keys, {"customer_id": "c1", "mail": "c@d.org"}]),
        "customers",
    )
    pairs = [(ONE, OTHER), ("c1", "c2")]
    rows = [{"customer_id": one, "same_as": other} for one, other in pairs]
    import_csv(shop, write_csv(tmp_path / "pairs.csv", rows), "persons")
    join_customers(shop, PersonChoice(match_on=("mail",)))
    return shop


def files_with(texts, place):
    files = [path for path in place.rglob("*") if path.is_file()]
    return [path.name for path in files if any(text.encode() in path.read_bytes() for text in texts)]


def test_all_ids_of_a_person_are_forgotten_with_one(shop, tmp_path):
    run = shop.directory / "runs" / "seen"
    run.mkdir()
    write_frame(run / "visits.parquet", pd.DataFrame({"customer_id": [THIRD, "c1"], "visit_id": [0, 1]}))
    (run / "config.json").write_text(json.dumps({"watched": [ONE, OTHER]}))

    forgotten = forget_customer(shop, ONE)

    assert forgotten.n_runs == 1
    assert files_with([ONE, OTHER, THIRD], shop.directory) == []
    assert set(joined_ids(shop)["customer_id"]) == {"c1", "c2"}
    assert len(shop.read("customers")) == 4
    shop.close()
    assert files_with([ONE, OTHER, THIRD], shop.directory) == []


def test_no_file_and_no_undoing_brings_them_back(shop, tmp_path):
    forget_customer(shop, THIRD)

    rows = [
        {"customer_id": "c3", "same_as": OTHER},
        {"customer_id": ONE, "same_as": "c3"},
        {"customer_id": "c3", "same_as": "c4"},
    ]
    intake = import_csv(shop, write_csv(tmp_path / "again.csv", rows), "persons")
    more = import_csv(
        shop, events_csv(tmp_path / "more.csv", [event(customer_id=ONE, order_id="x"), event(order_id="y")])
    )

    assert intake.rejected == {"forgotten": 2} and more.rejected == {"forgotten": 1}
    assert files_with([ONE, OTHER, THIRD], shop.directory) == []
    while undo_last_import(shop):
        assert not {ONE, OTHER, THIRD} & set(shop.read("customers")["customer_id"])
    assert files_with([ONE, OTHER, THIRD], shop.directory) == []


def test_ids_that_are_apart_again_are_forgotten_one_by_one(shop):
    join_customers(shop, AS_FILES_SAY)

    forget_customer(shop, THIRD)

    assert {ONE, OTHER} <= set(joined_ids(shop)["customer_id"])
