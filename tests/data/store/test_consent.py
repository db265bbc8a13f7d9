"""Who refuses is in no mart that models read, whatever way the shop learned of it."""

import numpy as np
import pandas as pd
import pytest

from data.persons.report import joined_ids
from data.privacy.consent import change_consent, consent_of
from data.privacy.forget import forget_customer
from data.privacy.formats import Arrays, Document, Frame
from data.schema import InputError
from data.store.shop import ACCOUNTS
from tests import builders

SECRET = "refuser-7"
PEOPLE = {"c1": "yes", SECRET: "withdrawn", "c3": "", "c4": "Granted"}


def _shop(tmp_path, consents=PEOPLE):
    rows = [
        builders.event(
            customer_id=name, order_id=f"o-{name}-{day}", event_time=f"2024-03-0{day} 10:00:00", product_id=p
        )
        for name in PEOPLE
        for day, p in ((1, "p1"), (2, "p2"))
    ]
    shop = builders.shop_with(tmp_path, rows)
    if consents:
        people = [{"customer_id": name, "consent": word, "tier": "gold"} for name, word in consents.items()]
        file = builders.write_csv(tmp_path / "customers.csv", people)
        builders.import_csv(shop, file, "customers")
    return shop


def test_no_mart_but_the_accounts_knows_of_a_refuser(tmp_path):
    shop = _shop(tmp_path)

    told = {mart: shop.read(mart).to_csv() for mart in builders.mart_names()}

    assert [mart for mart, text in told.items() if SECRET in text] == []
    assert set(shop.read("customers")["customer_id"]) == {"c1", "c4"}
    assert "consent" not in shop.read("customers")
    assert shop.read("overview")["orders"].iloc[0] == 8  # the shop's own sales stay whole


def test_whoever_said_nothing_counts_as_the_rule_says(tmp_path):
    shop = _shop(tmp_path)
    before = shop.fingerprint

    change_consent(shop, are_granted=True)

    assert set(shop.read("customers")["customer_id"]) == {"c1", "c3", "c4"}
    assert shop.fingerprint != before
    change_consent(shop, are_granted=False)
    assert shop.fingerprint == before


def test_a_shop_that_asks_nobody_has_no_refusers(tmp_path):
    shop = _shop(tmp_path, consents=None)

    assert len(shop.read("customers")) == 4
    assert not consent_of(shop).is_asked


def test_a_word_by_hand_counts_until_a_later_file_says_otherwise(tmp_path):
    shop = _shop(tmp_path)

    change_consent(shop, refused=["c1"], granted=[SECRET])
    by_hand = set(shop.read("customers")["customer_id"])
    later = builders.write_csv(
        tmp_path / "later.csv", [{"customer_id": "c1", "consent": "yes", "tier": "gold"}]
    )
    builders.import_csv(shop, later, "customers")

    assert by_hand == {SECRET, "c4"}
    assert "c1" in set(shop.read("customers")["customer_id"])


def test_what_refusing_costs_is_counted_without_a_name(tmp_path):
    found = consent_of(_shop(tmp_path))

    assert (found.n_customers, found.n_refused) == (4, 2)
    assert found.revenue_share_refused == pytest.approx(0.5)


def test_a_forgotten_refuser_leaves_no_word(tmp_path):
    shop = _shop(tmp_path)
    change_consent(shop, refused=[SECRET])

    forget_customer(shop, SECRET)

    with shop.cursor() as cursor:
        rows = [cursor.execute(f"FROM {table}").df() for table in ("consents", "refusers")]
    assert not any((frame == SECRET).any(axis=None) for frame in rows if not frame.empty)


def test_nobody_can_be_in_both_lists(tmp_path):
    with pytest.raises(InputError, match="both lists"):
        change_consent(_shop(tmp_path), refused=["c1"], granted=["c1"])


def test_the_accounts_are_marts(tmp_path):
    assert set(ACCOUNTS) <= set(builders.mart_names())


def test_what_models_keep_of_a_new_refuser_goes_and_they_ask_to_be_trained_again(tmp_path):
    shop = _shop(tmp_path, consents=None)
    run = shop.directory / "runs" / "one"
    run.mkdir(parents=True)
    Frame("customers.parquet").write(run, pd.DataFrame({"customer_id": ["c1", SECRET], "n": [1, 2]}))
    Document("list.json").write(run, {"names": ["c1", SECRET]})
    Arrays("names.npz").write(run, {"names": np.array(["c1", SECRET]), "n": np.arange(2)})
    other = shop.directory / "runs" / "two"
    other.mkdir()
    Frame("customers.parquet").write(other, pd.DataFrame({"customer_id": ["c1"]}))

    n_models = change_consent(shop, refused=[SECRET])

    assert n_models == 1 and (run / "stale.json").exists() and not (other / "stale.json").exists()
    assert not any(SECRET.encode() in file.read_bytes() for file in run.iterdir())
    assert Frame("customers.parquet").read(run)["n"].tolist() == [1]


def test_whoever_agrees_under_one_id_and_refuses_under_another_refuses(tmp_path):
    shop = _shop(tmp_path)
    links = [{"customer_id": "c1", "person_id": "P"}, {"customer_id": SECRET, "person_id": "P"}]

    builders.import_csv(shop, builders.write_csv(tmp_path / "persons.csv", links), "persons")

    assert set(shop.read("customers")["customer_id"]) == {"c4"}
    assert joined_ids(shop).empty
