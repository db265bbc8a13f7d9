from dataclasses import asdict

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.jobs.shop_work import ASKED
from analytics.jobs.state import Cancelled
from analytics.recommend.files import LISTS, RECORD
from analytics.recommend.work import RECOMMEND, RecommendConfig
from analytics.runs.anonymity.codes import PeopleList
from analytics.runs.anonymity.files import ANONYMOUS, PEOPLE, REPORT
from analytics.runs.anonymity.files_of_people import people_of_file
from analytics.runs.anonymity.lists import people_of, roles_of
from analytics.runs.anonymity.work import ANONYMITY, AnonymityConfig, make_anonymous, write_people
from data.privacy.anonymity.codes import Role
from data.privacy.consent import change_consent
from data.privacy.digests import write_digests
from data.schema import InputError
from tests.builders import import_csv, new_shop, order_lines, write_csv

CUSTOMERS, FILE = PeopleList.CUSTOMERS, PeopleList.FILE


@pytest.fixture
def shop(tmp_path):
    """Have a shop of 60 customers whose file says their age."""
    shop = new_shop(tmp_path)
    import_csv(shop, write_csv(tmp_path / "orders.csv", order_lines()))
    people = [{"customer_id": f"c{n}", "age": str(20 + n % 5)} for n in range(60)]
    import_csv(shop, write_csv(tmp_path / "customers.csv", people), "customers")
    return shop


def scores(tmp_path, n=40):
    rows = [
        {
            "customer_id": f"c{i}",
            "offer_id": offer,
            "incremental_profit": str(profit),
            "bundle_price": str(10 * i % 7),
        }
        for i in range(n)
        for offer, profit in (("duo", i), ("trio", 2 * i + 1))
    ]
    return write_csv(tmp_path / "scores.csv", rows)


def test_of_several_rows_of_a_customer_the_one_with_most_counts(tmp_path):
    table = people_of_file(scores(tmp_path), "scores.csv", "incremental_profit")

    assert table["customer_id"].is_unique and set(table["offer_id"]) == {"trio"}
    with pytest.raises(InputError, match="several rows") as told:
        people_of_file(scores(tmp_path), "scores.csv")
    assert (told.value.column, told.value.row) == ("customer_id", 3)


def test_refusers_of_the_file_and_of_the_shop_leave_it(shop, tmp_path):
    rows = [{"customer_id": f"c{i}", "consent": "no" if i % 2 else "yes"} for i in range(20)]
    path = write_csv(tmp_path / "list.csv", rows)
    change_consent(shop, refused=["c0"])

    table = people_of_file(path, "list.csv", shop=shop)

    assert set(table["customer_id"]) == {f"c{i}" for i in range(2, 20, 2)}
    assert "consent" not in table and table["age"].notna().all()  # the shop says more of them
    assert "c0" not in set(people_of(shop, CUSTOMERS)["customer_id"])


def test_what_customers_files_say_is_known_and_what_the_list_is_about_is_learned(shop, tmp_path):
    assert roles_of(people_of(shop, CUSTOMERS), CUSTOMERS) == {
        **dict.fromkeys(people_of(shop, CUSTOMERS), Role.LEFT_OUT),
        "age": Role.QUASI,
        "segment": Role.SENSITIVE,
    }
    table = people_of_file(scores(tmp_path), "scores.csv", "incremental_profit", shop)
    roles = roles_of(table, FILE)
    assert {name for name, role in roles.items() if role is not Role.LEFT_OUT} == {"age", "bundle_price"}


def test_what_is_recommended_first_by_the_method_in_use_is_a_list(shop):
    places = [
        ("c1", "popular", 1, "p1"),
        ("c1", "als", 1, "p2"),
        ("c1", "als", 2, "p3"),
        ("c2", "als", 1, "p4"),
    ]
    lists = pd.DataFrame(places, columns=["customer_id", "method", "place", "product_id"])
    with RECOMMEND.directory(shop, is_kept=True) as directory:
        RECOMMEND.write_snapshot(shop, RecommendConfig(), directory)
        LISTS.write(directory, lists.assign(chance=0.5, is_new=True, is_in_stock=True))
        RECORD.write(
            directory, {"default": "als", "horizon_days": 1, "n_customers": 2, "completion_weights": {}}
        )
        write_digests(directory)

    table = people_of(shop, PeopleList.RECOMMENDATIONS)

    assert table[["customer_id", "product_id"]].to_numpy().tolist() == [["c1", "p2"], ["c2", "p4"]]
    assert roles_of(table, PeopleList.RECOMMENDATIONS)["product_id"] is Role.SENSITIVE
    assert roles_of(table, PeopleList.RECOMMENDATIONS)["age"] is Role.QUASI


@pytest.mark.parametrize("column", ["customer_id", "mail", "number"])
def test_what_names_a_person_never_leaves(column, tmp_path):
    table = pd.DataFrame({"customer_id": [f"c{i}" for i in range(40)], "age": [i % 3 for i in range(40)]})
    table = table.assign(mail=[f"{i % 15}@shop.example" for i in range(40)], number=range(1000, 1040))

    with pytest.raises(InputError, match="it names"):
        write_people(tmp_path, table, AnonymityConfig(FILE, ("age",), (column,)))

    assert not PEOPLE.is_in(tmp_path)


@settings(max_examples=4)
@given(k=st.integers(2, 9), n=st.integers(30, 60))
def test_no_id_is_in_what_leaves_and_nobody_is_kept(tmp_path_factory, k, n):
    directory = tmp_path_factory.mktemp("export")
    table = pd.DataFrame({"customer_id": [f"who{i}" for i in range(n)], "age": [i % 7 for i in range(n)]})
    config = AnonymityConfig(FILE, ("age",), k=k)
    write_people(directory, table, config)
    ASKED.write(directory, asdict(config))

    make_anonymous(directory)

    rows = ANONYMOUS.read(directory)
    assert rows.value_counts("age").min() >= k and list(rows) == ["age"]
    assert REPORT.read(directory)["after"]["k"] == rows.value_counts("age").min()
    assert not [path for path in directory.rglob("*") if path.is_file() and b"who1" in path.read_bytes()]


def test_an_export_stops_when_it_is_asked_to(shop, tmp_path):
    directory = tmp_path / "export"
    directory.mkdir()
    ANONYMITY.write_snapshot(shop, AnonymityConfig(CUSTOMERS, ("age",)), directory)
    (directory / "cancel").touch()

    with pytest.raises(Cancelled):
        make_anonymous(directory)

    assert not (ANONYMOUS.is_in(directory) or PEOPLE.is_in(directory))
