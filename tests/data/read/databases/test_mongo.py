"""Collections come in as tables: a field within a field is a column, and every digit stays."""

import sys
from dataclasses import replace
from datetime import datetime

import pytest
from bson import Decimal128, Int64, ObjectId

from data.intake.load import Source, import_files
from data.read.databases.address import Address
from data.read.databases.mongo import flattened
from data.read.databases.tables import fetch
from data.schema import InputError, Mapping
from tests.builders import new_shop
from tests.looks import codes, preview, table_names
from tests.mongo_server import mongodb
from tests.servers import free_port

SOLD = [
    {
        "_id": ObjectId("65a000000000000000000001"),
        "customer": {"id": Int64(541912345678901234), "tags": ["a", {"b": 1}]},
        "at": datetime(2024, 1, 1, 10, 30),
        "sku": "0042",
        "price": Decimal128("2.50"),
        "n": 1.0,
    },
    {
        "_id": 2,
        "customer": {"id": 17850.0},
        "at": datetime(2024, 1, 2),
        "sku": "p2",
        "price": 0,
        "late": True,
    },
    {"_id": 3, "customer": {"id": 17850.0}, "at": datetime(2024, 1, 3), "sku": "p2", "price": 3.5},
]
COLUMNS = {"customer_id": "customer.id", "event_time": "at", "product_id": "sku", "net_price": "price"}


def refusal(address: Address) -> str:
    with pytest.raises(InputError) as caught:
        preview(address)
    return str(caught.value)


def test_a_document_is_one_row_of_texts():
    row = flattened(SOLD[0])

    assert row == {
        "_id": "65a000000000000000000001",
        "customer.id": "541912345678901234",
        "customer.tags": '["a", {"b": 1}]',
        "at": "2024-01-01 10:30:00",
        "sku": "0042",
        "price": "2.50",
        "n": "1",
    }
    assert flattened({"a": None, "b": b"\xff", "c": True}) == {"a": None, "b": "ff", "c": "true"}


def test_a_collection_comes_in_with_all_fields_that_any_document_has(tmp_path):
    with mongodb({"sold": SOLD, "system.views": []}) as (port, said):
        address = Address("mongodb", "shop", "localhost", port, table="sold")
        names, columns = table_names(address), preview(address).columns
        path = fetch(address, tmp_path)
    shop = new_shop(tmp_path)
    intake = import_files(shop, [Source(path, address.name, "events", Mapping("events", COLUMNS))])[0]

    assert names == ["sold"]
    assert columns[-2:] == ["n", "late"]
    assert (intake.rows_read, intake.rows_kept) == (3, 2)
    assert shop.rejects()["row"].tolist() == [3]
    assert {next(iter(command)) for command in said} & {"insert", "update", "delete"} == set()


def test_a_filter_chooses_documents(tmp_path):
    with mongodb({"sold": SOLD}) as (port, _):
        address = Address("mongodb", "shop", "localhost", port, table="sold", query='{"sku": "p2"}')

        assert preview(address).rows["_id"].tolist() == ["2", "3"]
        assert "no filter" in refusal(replace(address, query="p2"))
        assert "no filter" in refusal(replace(address, query='{"$where": "while (true) {}"}'))


def test_all_values_of_a_field_are_known():
    with mongodb({"sold": SOLD}) as (port, _):
        address = Address("mongodb", "shop", "localhost", port, table="sold")

        assert codes(address, "sku") == ["p2", "0042"]
        assert codes(replace(address, query='{"sku": "p2"}'), "sku") == ["p2"]


def test_a_login_that_fails_is_one_sentence_without_the_password():
    with mongodb({"sold": SOLD}) as (port, _):
        words = refusal(Address("mongodb", "shop", "localhost", port, "jane", "sold", "", "s3cret"))

    assert "refuses user jane" in words
    assert "s3cret" not in words


def test_a_host_that_does_not_answer_is_named(monkeypatch):
    monkeypatch.setattr("data.read.databases.mongo.MILLISECONDS_TO_ANSWER", 200)
    port = free_port()

    assert f"no MongoDB answers at localhost:{port}" in refusal(Address("mongodb", "d", port=port, table="t"))


def test_without_its_driver_one_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pymongo", None)

    assert "pip install pymongo" in refusal(Address("mongodb", "d", table="t"))


@pytest.mark.parametrize(
    "query",
    [
        '{"$where": "sleep(10000)"}',
        '{"$or": [{"sku": "p2"}, {"$where": "1"}]}',
        '{"$expr": {"$function": {"body": "function() {}", "args": [], "lang": "js"}}}',
        '{"$expr": {"$gt": [{"$accumulator": {"init": "f"}}, 1]}}',
        '{"sku": {"$code": "function() {}"}}',
        '[{"$match": {}}]',
        '{"mapReduce": "sold", "map": {"$code": "f"}}',
    ],
)
def test_a_query_that_would_run_code_never_reaches_the_server(query):
    with mongodb({"sold": SOLD}) as (port, said):
        address = Address("mongodb", "shop", "localhost", port, table="sold", query=query)

        words = [refusal(address)]
        with pytest.raises(InputError) as caught:
            codes(address, "sku")

    assert all("no filter that can be read" in text for text in (*words, str(caught.value)))
    assert not {"find", "aggregate", "mapReduce"} & {next(iter(command)) for command in said}
