"""What the options on fairness and consent do, told by price books, audits and files without refusers."""

import json

import pandas as pd
import pytest

from analytics.pricing.price_book.met import paid_in
from data.privacy.consent import consent_of
from data.services.workspaces import open_workspace
from tests.doors.fair_rows import FAIR_SHOP
from tests.doors.fair_shop import GRANTED, REFUSED, refusers
from tests.doors.limits import Check
from tests.doors.rows import Doors

LIMIT = 0.004


def no_group_pays_more_than_the_limit(doors: Doors) -> None:
    for name in ("fair", "fair priced"):
        assert worst_excess(doors, doors.done(name).out) <= LIMIT + 1e-9
    assert worst_excess(doors, doors.done("skewed").out) > 2 * LIMIT


def worst_excess(doors: Doors, out) -> float:
    """Return the most that an area pays more than all for an offer, customer by customer."""
    book = pd.read_parquet(out / "price_book.parquet")
    book = book.assign(paid=paid_in(book))[["offer_id", "segment", "paid"]]
    customers = pd.read_parquet(doors.done("skewed").out / "customers.parquet")[["customer_id", "segment"]]
    people = pd.read_csv(doors.files / "people.csv")[["customer_id", "area"]]
    each = customers.merge(people, on="customer_id").merge(book, on="segment")
    of_area = each.groupby(["offer_id", "area"])["paid"].mean()
    return float((of_area / each.groupby("offer_id")["paid"].mean() - 1).max())


def the_audit_finds_the_skew_and_what_its_limit_costs(doors: Doors) -> None:
    out = doors.done("audited").out
    told, table = json.loads((out / "fairness.json").read_text()), pd.read_parquet(out / "fairness.parquet")
    paid = table[(table["measure"] == "price_paid") & (table["basis"] == "raw")].set_index("group")
    assert paid.loc["river", "difference_low"] > 0 and paid.loc["river", "p_value"] < 0.01
    assert table["n_customers"].min() >= 10
    (area, _) = told["limits"]
    assert area["worst_before"] == pytest.approx(worst_excess(doors, doors.done("skewed").out))
    assert area["worst_after"] <= LIMIT + 1e-9 and area["cost"] >= 0
    assert (
        told["stand_ins"]["area"]["is_told"] and told["stand_ins"]["area"]["columns"][0]["column"] == "tier"
    )


def a_barred_column_is_no_feature(doors: Doors) -> None:
    for name in ("skewed", "fair"):
        network = json.loads((doors.done(name).out / "model/model/choice.json").read_text())
        assert "area" in network["encoder"]["levels_"]
        assert "region" not in network["encoder"]["levels_"]
    assert json.loads((doors.done("audited").out / "fairness.json").read_text())["barred"] == ["region"]


def refusers_have_no_personal_price(doors: Doors) -> None:
    gone = refusers(pd.read_csv(doors.files / "people.csv"))
    customers = pd.read_parquet(doors.done("skewed").out / "customers.parquet")
    scores = pd.read_parquet(doors.done("fair priced").out / "scores.parquet")
    for told in (customers, scores):
        assert len(told) and not set(told["customer_id"]) & gone
    for name in ("skewed", "fair priced", "audited"):
        for file in doors.done(name).out.rglob("*"):
            content = file.read_bytes() if file.is_file() else b""
            assert not any(f'"{one}"'.encode() in content for one in gone), file


def answers_count_from_now_on(doors: Doors) -> None:
    said = doors.done("agreed").said
    assert "do not agree to personal prices" in said and "a year" not in said  # its training is stale
    shop = open_workspace(doors.at / "fair-space").open(FAIR_SHOP)
    now = set(shop.read("customers")["customer_id"])
    assert GRANTED in now and REFUSED not in now
    assert consent_of(shop).are_unsaid_granted
    (run,) = (shop.directory / "runs").iterdir()
    assert (run / "stale.json").exists()
    assert REFUSED not in set(pd.read_parquet(run / "customers.parquet")["customer_id"])
    shop.close()


FAIR_LIMITS: dict[str, Check] = dict.fromkeys(
    ("--fairness-limit", "--fairness-groups"), no_group_pays_more_than_the_limit
)
FAIRNESS: dict[str, Check] = dict.fromkeys(
    ("--workspace", "--shop", "--groups", "--limit", "--out"),
    the_audit_finds_the_skew_and_what_its_limit_costs,
)
CONSENT: dict[str, Check] = {
    **dict.fromkeys(("--workspace", "--shop"), refusers_have_no_personal_price),
    **dict.fromkeys(("--refuse", "--grant", "--unsaid"), answers_count_from_now_on),
}
