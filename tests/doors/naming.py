"""What keeping customers under pseudonyms does, and naming them again."""

import pandas as pd

from data.privacy.ledger.ledger import Ledger
from data.privacy.pseudonyms.names import is_pseudonym
from data.services.workspaces import open_workspace
from tests.doors.limits import Check
from tests.doors.rows import SHOP, Doors


def customers_of_a_run_are_pseudonyms(doors: Doors) -> None:
    told = pd.read_parquet(doors.done("dear allowed").out / "customers.parquet")["customer_id"]
    assert len(told) and told.map(is_pseudonym).all()
    assert "replaced" in doors.done("joined import").said
    assert "replaced" not in doors.done("joined").said


def nobody_is_in_the_shop_in_plain(doors: Doors) -> None:
    said = doors.done("pseudonyms").said
    assert "mail (replaced by pseudonyms)" in said and "mail.org" not in said.lower()
    shop = open_workspace(doors.at / "pseudonym-space").open(SHOP)
    customers = shop.read("customers")
    shop.close()
    assert customers["customer_id"].map(is_pseudonym).all()
    assert customers["mail"].dropna().map(is_pseudonym).all() and customers["mail"].notna().any()


def personal_columns_alone_are_replaced_unless_all_is_kept(doors: Doors) -> None:
    automatic, plain = (_customers(doors, name) for name in ("automatic", "plain"))
    files = pd.read_csv(doors.files / "mails.csv", dtype=str)

    assert set(automatic["customer_id"]) == set(plain["customer_id"])
    assert automatic["mail"].dropna().map(is_pseudonym).all() and automatic["mail"].notna().any()
    assert set(plain["mail"].dropna()) <= set(files["mail"])
    assert "mail (replaced by pseudonyms)" in doors.done("automatic").said
    assert "--no-pseudonyms" in doors.done("automatic").said
    assert "replaced" not in doors.done("plain").said


def _customers(doors: Doors, name: str) -> pd.DataFrame:
    doors.done(name)
    shop = open_workspace(doors.at / f"{name}-space").open(SHOP)
    customers = shop.read("customers")
    shop.close()
    return customers


def the_list_has_their_own_ids_and_the_ledger_knows(doors: Doors) -> None:
    named = pd.read_csv(doors.done("named").out)
    asked = pd.read_csv(doors.files / "customers.csv", dtype=str)["customer_id"]
    assert set(named["customer_id"]) == set(asked) and named["mail"].str.contains("@mail.org").any()
    (entry,) = Ledger(doors.at / "pseudonym-space" / SHOP).entries()
    assert entry.who == "Ann" and entry.facts["purpose"] == "mailing"
    assert entry.facts["n_customers"] == len(named)


NAMED: dict[str, Check] = dict.fromkeys(
    ("--workspace", "--shop", "--customers", "--purpose", "--who", "--out"),
    the_list_has_their_own_ids_and_the_ledger_knows,
)
PSEUDONYMS = ("--pseudonyms", "--no-pseudonyms")
