"""Who stands behind pseudonyms: kept apart, forgotten with the customer, told to owners and noted."""

import json

import pandas as pd
import pytest

from data.privacy.consent import change_consent
from data.privacy.forget import forget_customer
from data.privacy.ledger.codes import Act, Purpose
from data.privacy.ledger.ledger import Ledger
from data.privacy.pseudonyms.choice import kept_id, replace_ids
from data.privacy.pseudonyms.identities import identities_of
from data.privacy.pseudonyms.keys import PSEUDONYM_VARIABLE
from data.privacy.pseudonyms.reidentify import reidentified
from data.privacy.retention import keep_for
from data.schema import InputError
from data.services.undo import undo_last_import
from tests.builders import shop_with
from tests.data.privacy.pseudonyms.conftest import MARKER, N_CUSTOMERS, mail, orders


def test_whoever_is_forgotten_is_no_identity_any_more(planted):
    shop = planted.shop
    forget_customer(shop, mail(2))
    planted.bring(("events", "again.csv", [row | {"order_id": "x"} for row in orders()]))

    assert kept_id(shop, mail(2)) not in set(shop.read("customers")["customer_id"])
    assert not identities_of(shop)["value"].str.contains("person2@", case=False).any()


def test_an_import_taken_back_takes_its_identities_along(planted):
    before = identities_of(planted.shop)
    planted.bring(("events", "new.csv", [orders()[0] | {"customer_id": f"new@{MARKER}", "order_id": "n1"}]))
    assert len(identities_of(planted.shop)) == len(before) + 1

    undo_last_import(planted.shop)

    assert set(identities_of(planted.shop)["value"]) == set(before["value"])


def test_whoever_is_too_old_to_keep_is_no_identity_any_more(empty):
    empty.bring(("events", "orders.csv", orders()))
    assert len(identities_of(empty.shop)) == N_CUSTOMERS

    keep_for(empty.shop, 30)

    assert identities_of(empty.shop).empty and empty.shop.is_empty


def test_named_customers_are_noted_without_a_name_and_refusers_stay_unnamed(planted):
    shop = planted.shop
    change_consent(shop, refused=[mail(3)])
    asked = [kept_id(shop, mail(n)) for n in (1, 3)] + ["p" + "0" * 20]

    named = reidentified(shop, asked, who="Ann", purpose=Purpose.MAILING)

    assert named["customer_id"].tolist() == [mail(1)]
    assert named["email"].tolist() == [mail(1).upper()]
    (entry,) = Ledger(shop.directory).entries()
    assert (entry.act, entry.who) == (Act.REIDENTIFIED, "Ann")
    assert entry.facts == {"n_customers": 1, "data": shop.fingerprint, "purpose": "mailing"}
    assert MARKER not in json.dumps(entry.plain()) and asked[0] not in json.dumps(entry.plain())


def test_nobody_is_named_and_nothing_noted_where_the_list_has_no_customer(planted):
    with pytest.raises(InputError, match="none of these pseudonyms"):
        reidentified(planted.shop, ["stranger"], who="Ann", purpose=Purpose.OTHER)

    assert Ledger(planted.shop.directory).entries() == []


def test_a_lost_or_another_key_is_one_sentence_wherever_it_is_needed(planted):
    shop = planted.shop
    key = planted.home / "space" / ".keys" / "pseudonyms.key"
    key.write_bytes(bytes(32))
    with pytest.raises(InputError, match=r"lost or another one.*backup"):
        identities_of(shop)
    key.unlink()

    for ask in (
        lambda: kept_id(shop, mail(1)),
        lambda: identities_of(shop),
        lambda: planted.bring(("events", "more.csv", orders(50))),
    ):
        with pytest.raises(InputError, match="lost or another one") as refused:
            ask()
        assert MARKER not in str(refused.value)
    known = str(shop.read("customers")["customer_id"].iloc[0])
    assert kept_id(shop, known) == known and not key.exists()  # what is shown may be asked for


def test_the_key_may_come_from_outside(planted, monkeypatch):
    monkeypatch.setenv(PSEUDONYM_VARIABLE, "no key")
    with pytest.raises(InputError, match="holds no key"):
        identities_of(planted.shop)


def test_a_shop_with_customers_is_not_turned_into_one_of_pseudonyms(tmp_path):
    shop = shop_with(tmp_path, orders())

    with pytest.raises(InputError, match="under their own ids"):
        replace_ids(shop)
    with pytest.raises(InputError, match="as its files had them"):
        reidentified(shop, [mail(1)], who="Ann", purpose=Purpose.MAILING)
    assert kept_id(shop, mail(1)) == mail(1)
    shop.close()


def test_identities_are_encrypted_and_of_this_user_alone(planted):
    file = planted.shop.directory / "identities" / "identities.parquet"

    assert file.read_bytes().startswith(b"PARE")
    assert file.parent.stat().st_mode & 0o077 == 0
    with pytest.raises(OSError, match=r"(?i)(en|de)crypt"):
        pd.read_parquet(file)
