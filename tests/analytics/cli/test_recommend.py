"""`python -m analytics recommend`: every option from files to Parquet."""

import json

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.cli.method_words import NO_GAIN
from analytics.cli.recommend import OFFERS
from analytics.recommend.files import COLD, LISTS, MODELS, RECORD
from analytics.recommend.judged import gains_nothing
from analytics.recommend.work import RECOMMEND
from analytics.runs.artifacts import CUSTOMERS, PRICE_BOOK
from data.privacy.forget import forget_customer
from data.services.workspaces import open_workspace
from tests.builders import write_csv
from tests.tastes import taste_events

QUICK = ("popularity", "frequency", "ease", "blend")


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    return write_csv(tmp_path_factory.mktemp("tastes") / "events.csv", taste_events())


def run(events, out, *options):
    return main(["recommend", "--events", str(events), "--out", str(out), "--methods", *QUICK, *options])


def test_files_become_a_comparison_and_a_list_for_every_customer(events, tmp_path, capsys):
    assert run(events, tmp_path / "out") == 0

    lists, models = (pd.read_parquet(tmp_path / "out" / of.name) for of in (LISTS, MODELS))
    record = json.loads((tmp_path / "out" / RECORD.name).read_text())
    assert lists["customer_id"].nunique() == record["n_customers"] == 60
    assert set(lists["method"]) == set(models["method"]) == set(QUICK)
    assert models.loc[models["is_default"], "method"].tolist() == [record["default"]]
    assert list(pd.read_parquet(tmp_path / "out" / COLD.name)) == list(COLD.needed)
    printed = capsys.readouterr()
    assert "NDCG@10" in printed.out
    assert (NO_GAIN in printed.err) == gains_nothing(models)


def test_days_say_how_long_purchases_judge(events, tmp_path):
    assert run(events, tmp_path / "out", "--days", "14", "--seed", "5") == 0

    assert json.loads((tmp_path / "out" / RECORD.name).read_text())["horizon_days"] == 14


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--days", "0"), "--days 0 is out of range"),
        (("--days", "80"), "Fewer than 20 customers bought"),
        (("--seed", "-1"), "--seed -1 is out of range"),
        (("--methods", "magic"), "magic"),
        (("--by-margin", "1.5"), "--by-margin"),
        (("--complete", "p00|p99"), "--complete names product 'p99'"),
        (("--in-stock",), "--in-stock: no products file says what is in stock"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(events, tmp_path, capsys, options, said):
    assert run(events, tmp_path / "out", *options) == 2

    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert said in last
    assert not (tmp_path / "out").exists()


def test_bundles_of_a_price_book_are_ranked_for_every_customer(events, tmp_path):
    book = [
        {
            "offer_id": f"B{nth}",
            "product_ids": parts,
            "segment": "All",
            "n_customers": 60,
            "discount_share": discount,
            "bundle_price": 9.0,
            "take_rate": 0.1,
            "incremental_profit_per_visit": 0.2,
            "incremental_profit_low": 0.1,
            "incremental_profit_high": 0.3,
            "component_price": 10.0,
            "composition": "complements",
            "verdict": verdict,
            "reason": "",
        }
        for nth, (parts, discount, verdict) in enumerate(
            [(["p00", "p02"], 0.1, "PASS"), (["p01", "p03"], 0.1, "WARN"), (["p04", "p06"], None, "FAIL")]
        )
    ]
    pd.DataFrame(book).to_parquet(tmp_path / PRICE_BOOK.name)
    people = pd.DataFrame({"customer_id": [f"c{n:03d}" for n in range(60)], "segment": "All"})
    people.to_parquet(tmp_path / CUSTOMERS.name)

    assert run(events, tmp_path / "out", "--price-book", str(tmp_path)) == 0

    offers = pd.read_parquet(tmp_path / "out" / OFFERS.name)
    first = offers[offers["rank"] == 1]
    own = first["customer_id"].str[1:].astype(int).mod(2).map({0: "B0", 1: "B1"})
    assert set(offers["offer_id"]) == {"B0", "B1"}
    assert len(first) == 60
    assert (first["offer_id"] == own).mean() > 0.7


def test_a_folder_without_a_price_book_is_named(events, tmp_path, capsys):
    assert run(events, tmp_path / "out", "--price-book", str(tmp_path)) == 2

    assert "there is no price_book.parquet in it" in capsys.readouterr().err


def test_a_forgotten_customer_is_in_no_list(events, tmp_path):
    assert run(events, tmp_path / "out", "--workspace", str(tmp_path / "space")) == 0
    workspace = open_workspace(tmp_path / "space")
    shop = workspace.open(workspace.shop_names()[0])

    forget_customer(shop, "c001")

    directory = RECOMMEND.newest(shop.directory)
    assert "c001" not in set(LISTS.read(directory)["customer_id"])
    assert "c002" in set(LISTS.read(directory)["customer_id"])
    assert RECOMMEND.jobs(shop.directory)[0].stale
    assert not any(b"c001" in file.read_bytes() for file in directory.rglob("*.json"))
    shop.close()
