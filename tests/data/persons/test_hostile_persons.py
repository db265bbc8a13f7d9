"""Files and keys that would join whom they should not, and what is done with them."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.persons.choice import AS_FILES_SAY, PersonChoice
from data.persons.find import MOST_IDS
from data.persons.report import joined_ids, matchable_columns, report_joins
from data.persons.settle import join_customers
from data.schema import InputError
from data.sql import sql
from data.sql.confined import passing_database
from tests.builders import event, events_csv, import_csv, new_shop, shop_with, write_csv


@pytest.fixture
def shop(tmp_path):
    return shop_with(tmp_path, [event(customer_id=name, order_id=f"o-{name}") for name in "abcdefgh"])


def said(shop, tmp_path, rows, name="persons.csv"):
    return import_csv(shop, write_csv(tmp_path / name, rows), "persons")


def persons_of(shop):
    links = joined_ids(shop)
    return dict(zip(links["customer_id"], links["person_id"], strict=True))


def with_keys(shop, tmp_path, **columns):
    """Import a customers file with these columns, a value for each of a, b, c …"""
    n = len(next(iter(columns.values())))
    rows = [
        {"customer_id": chr(97 + i)} | {name: values[i] for name, values in columns.items()} for i in range(n)
    ]
    import_csv(shop, write_csv(tmp_path / "customers.csv", rows), "customers")


def test_pairs_that_form_chains_and_circles_are_one_person(shop, tmp_path):
    pairs = [("c", "b"), ("b", "a"), ("a", "c"), ("d", "d"), ("e", "f")]

    said(shop, tmp_path, [{"customer_id": one, "same_as": other} for one, other in pairs])

    assert persons_of(shop) == {"a": "a", "b": "a", "c": "a", "e": "e", "f": "e"}


def test_a_person_s_id_that_is_also_a_customer_s_joins_nobody_with_that_customer(shop, tmp_path):
    said(shop, tmp_path, [{"customer_id": "a", "person_id": "c"}, {"customer_id": "b", "person_id": "c"}])

    assert persons_of(shop) == {"a": "a", "b": "a"}


def test_two_words_on_one_id_join_both_persons_and_a_later_file_s_word_replaces_all_of_them(shop, tmp_path):
    rows = [("a", "P"), ("b", "P"), ("b", "Q"), ("c", "Q"), ("c", "Q"), ("", "Q"), ("d", "")]
    intake = said(shop, tmp_path, [{"customer_id": one, "person_id": person} for one, person in rows])
    assert intake.rejected == {"listed_twice": 1, "customer_missing": 1, "person_missing": 1}
    assert persons_of(shop) == dict.fromkeys("abc", "a")

    said(shop, tmp_path, [{"customer_id": "b", "person_id": "Q"}], "later.csv")

    assert persons_of(shop) == {"b": "b", "c": "b"}


def test_ids_that_nobody_has_bridge_others_and_name_no_person(shop, tmp_path):
    said(shop, tmp_path, [{"customer_id": "0-unknown", "same_as": name} for name in "bc"])

    assert persons_of(shop) == {"0-unknown": "b", "b": "b", "c": "b"}
    report = report_joins(shop, AS_FILES_SAY)
    assert (report.n_customers, report.n_persons, report.n_joined, report.n_unknown) == (8, 1, 2, 1)
    assert report.n_left == 7


def test_formulas_and_odd_ids_are_ids_like_others(shop, tmp_path):
    odd = ["=1+1", "@SUM(A1)", "'; DROP TABLE events; --", "𝒶"]
    rows = [event(customer_id=name, order_id=f"odd-{i}") for i, name in enumerate(odd)]
    import_csv(shop, events_csv(tmp_path / "odd.csv", rows))

    said(shop, tmp_path, [{"customer_id": name, "person_id": "=P"} for name in odd])

    assert set(persons_of(shop)) == set(odd) and set(persons_of(shop).values()) == {min(odd)}


def test_a_key_that_many_share_is_left_out_and_counted(tmp_path):
    n = MOST_IDS["key"] + 1
    shop = shop_with(tmp_path, [event(customer_id=chr(97 + i), order_id=f"o{i}") for i in range(n)])
    phones = ["030 123456"] * n
    mails = ["x@y.org", "X@Y.org ", "none", "n/a", "", "unknown", "noemail@shop.org", "noemail@shop.org"]
    with_keys(shop, tmp_path, phone=phones, mail=mails + [""] * (n - len(mails)))

    join_customers(shop, PersonChoice(match_on=("phone", "mail", "no such column")))

    assert persons_of(shop) == {"a": "a", "b": "a"}
    report = report_joins(shop, PersonChoice(match_on=("phone", "mail")))
    assert report.refused.to_dict("records") == [{"found_by": "key", "n_values": 1, "n_ids": n}]


def test_what_joined_ids_disagree_on_is_counted_and_the_first_id_s_word_counts(shop, tmp_path):
    with_keys(shop, tmp_path, mail=["x@y.org"] * 3, born=["", "1980", "1990"], region=["n", "n", ""])

    join_customers(shop, PersonChoice(match_on=("mail",)))

    conflicts = report_joins(shop, PersonChoice(match_on=("mail",))).conflicts
    assert conflicts.to_dict("records") == [{"attribute": "born", "n_persons": 1}]
    person = shop.read("customers").set_index("customer_id").loc["a"]
    assert (person["born"], person["region"], person["n_orders"]) == ("1980", "n", 3)


def test_columns_that_are_called_as_ours_inside_are_columns_like_others(shop, tmp_path):
    ours = (
        "person_id",
        "found_by",
        "is_known",
        "group_no",
        "said",
        "source",
        "links",
        "own",
        "plain",
        "place",
    )
    mails = ["x@y.org", "X@y.org", "z@y.org"]
    with_keys(shop, tmp_path, mail=mails, **{name: ["1x", "2x", "2x"] for name in ours})
    choice = PersonChoice(match_on=("mail",))

    conflicts = report_joins(shop, choice).conflicts.set_index("attribute")["n_persons"].to_dict()
    join_customers(shop, choice)

    assert conflicts == dict.fromkeys(ours, 1)
    people = shop.read("customers").set_index("customer_id")
    assert people.loc["a", list(ours)].tolist() == ["1x"] * len(ours) and "b" not in people.index
    assert persons_of(shop) == {"a": "a", "b": "a"}


def test_the_same_text_in_two_columns_of_numbers_is_no_match_and_a_phone_in_two_is(shop, tmp_path):
    with_keys(
        shop,
        tmp_path,
        card=["K-17", ""],
        tax=["", "K-17"],
        home=["+49 30 1234567", ""],
        mobile=["", "0049301234567"],
    )
    assert matchable_columns(shop) == ["card", "tax", "home", "mobile"]

    assert report_joins(shop, PersonChoice(match_on=("card", "tax"))).n_persons == 0
    assert report_joins(shop, PersonChoice(match_on=("home", "mobile"))).n_persons == 1


def test_a_file_that_names_no_person_is_refused_in_a_sentence(shop, tmp_path):
    with pytest.raises(InputError, match="which person a customer id is of"):
        import_csv(shop, write_csv(tmp_path / "p.csv", [{"customer_id": "a", "origin": "web"}]), "persons")


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (["customer_id", "person_id"], "persons"),
        (["CustomerID", "Golden ID", "Source"], "persons"),
        (["user_id", "merged_into"], "persons"),
        (["customer_id", "person_id", "tier"], "customers"),
        (["customer_id", "source"], "customers"),
    ],
)
def test_a_file_shows_by_its_columns_that_it_joins_ids(header, kind, tmp_path):
    shop = new_shop(tmp_path)

    assert import_csv(shop, write_csv(tmp_path / "f.csv", [dict.fromkeys(header, "x1")])).mapping.kind == kind


def test_no_column_is_taken_for_a_person_by_its_values(shop, tmp_path):
    rows = [{"customer_id": name, "same_as": "a", "batch": "B100"} for name in "bc"]
    rows += [{"customer_id": name, "same_as": "", "batch": "B100"} for name in "de"]

    said(shop, tmp_path, rows)

    assert persons_of(shop) == dict.fromkeys("abc", "a")


@cache
def macros():
    """Return a database that reads keys as a shop does."""
    database = passing_database("64MiB", None)
    for name in ("macros", "persons/macros"):
        database.execute(sql(name))
    return database


@given(st.text(max_size=30), st.sampled_from([str.upper, str.title, lambda v: f"  {v}\t", lambda v: v]))
def test_a_key_is_the_same_however_it_is_written_and_never_stands_in_plain(text, write):
    mail = f"{text.encode().hex()}@shop.org"
    keys = [
        macros().execute("SELECT written_key('mail', plain_key($v))", {"v": value}).fetchall()[0][0]
        for value in (mail, write(mail), text)
    ]

    assert keys[0] == keys[1] and "@" not in keys[0]
    assert set(keys[2]) <= set("0123456789abcdef")
