"""After an import with pseudonyms nothing planted is anywhere in plain, and everything still works."""

import pandas as pd

from data.persons.choice import PersonChoice
from data.persons.report import report_joins
from data.persons.settle import join_customers
from data.privacy.consent import change_consent, consent_of
from data.privacy.forget import forget_customer
from data.privacy.held import held_about
from data.privacy.ledger.codes import Purpose
from data.privacy.pseudonyms.choice import as_kept, kept_id, replace_ids
from data.privacy.pseudonyms.names import is_pseudonym
from data.privacy.pseudonyms.reidentify import reidentified
from data.quality.report import read_quality
from data.services.workspaces import open_workspace
from tests.builders import import_csv, shop_with, write_csv
from tests.data.privacy.pseudonyms.conftest import MARKER, N_CUSTOMERS, PHONE, mail, orders, people
from tests.in_plain import database_texts, planted_in

PLANTED = (MARKER, MARKER.upper(), PHONE, "Anna", "170 5550123")


def test_nothing_planted_is_on_disk_in_plain(planted):
    shop = planted.shop
    forget_customer(shop, mail(4))
    reidentified(shop, [mail(0)], who="Ann", purpose=Purpose.MAILING)
    shop.close()

    assert planted_in(planted.home / "space", PLANTED) == []


def test_the_same_walk_finds_what_is_planted_in_a_plain_shop(tmp_path):
    shop = shop_with(tmp_path, orders())
    shop.close()

    assert MARKER in database_texts(shop.file)


def test_customers_are_the_same_in_every_file_and_shop_of_a_workspace(planted):
    other = open_workspace(planted.home / "space").create("Other")
    replace_ids(other)
    import_csv(other, write_csv(planted.home / "more.csv", orders(100)), "events")

    ids = set(planted.shop.read("customers")["customer_id"])
    assert len(ids) == N_CUSTOMERS and all(map(is_pseudonym, ids))
    assert planted.shop.read("customers")["tier"].eq("gold").all()  # events and customers have met
    assert set(other.read("customers")["customer_id"]) == ids
    other.close()


def test_another_workspace_has_other_pseudonyms(planted, tmp_path):
    other = open_workspace(tmp_path / "elsewhere").create("Shop")
    replace_ids(other)

    assert kept_id(other, mail(1)) != kept_id(planted.shop, mail(1))
    other.close()


def test_figures_are_those_of_the_plain_shop(planted, tmp_path):
    plain = shop_with(tmp_path, orders())
    figures = ["recency_days", "n_orders", "monetary", "n_visits"]

    def counted(shop):
        return shop.read("customers").sort_values(figures)[figures].reset_index(drop=True)

    pd.testing.assert_frame_equal(counted(planted.shop), counted(plain))
    assert planted.shop.rejects()["reason"].tolist() == plain.rejects()["reason"].tolist()
    plain.close()


def test_addresses_still_join_the_ids_of_one_person(planted):
    double = [{"customer_id": f"app-{n}", "email": f" {mail(n)}"} for n in (0, 1)]
    planted.bring(("customers", "app.csv", double))

    join_customers(planted.shop, PersonChoice(match_on=("email",)))

    report = report_joins(planted.shop, PersonChoice(match_on=("email",)))
    assert (report.n_persons, report.n_joined) == (2, 4)


def test_a_file_of_persons_joins_pseudonyms(planted):
    told = [{"customer_id": mail(n), "person_id": f"golden@{MARKER}"} for n in (0, 1)]
    planted.bring(("persons", "persons.csv", told))

    report = report_joins(planted.shop, PersonChoice(uses_map=True))
    planted.shop.close()

    assert (report.n_persons, report.n_joined) == (1, 2)
    assert MARKER not in database_texts(planted.shop.file)


def test_a_real_id_is_understood_where_people_give_one(planted):
    shop = planted.shop
    change_consent(shop, refused=[mail(3)])
    held = held_about(shop, mail(2)).tables

    assert consent_of(shop).n_refused == 1
    assert set(held["events"]["customer_id"]) == {kept_id(shop, mail(2))}
    assert set(held["identities"]["value"]) == {mail(2), mail(2).upper(), "Annc"}


def test_ids_of_a_long_file_are_told_after_the_shop_is_closed(planted):
    tell, known = as_kept(planted.shop), kept_id(planted.shop, mail(1))
    planted.shop.close()

    assert tell([mail(1), known]) == [known, known]


def test_quality_names_nothing_of_a_shop_of_pseudonyms(planted, tmp_path):
    plain = shop_with(tmp_path, orders())
    import_csv(plain, write_csv(tmp_path / "people.csv", people()), "customers")

    def named(shop):
        doubts = read_quality(shop).doubts.query("kind == 'personal_column'")
        return set(zip(doubts["file"], doubts["column"], doubts["value"], strict=True))

    assert named(planted.shop) == set()
    assert named(plain) == {
        ("events", "customer_id", "email"),
        ("events", "note", "free_text"),
        ("customers", "customer_id", "email"),
        ("customers", "email", "email"),
        ("customers", "first_name", "name"),
    }
    plain.close()
