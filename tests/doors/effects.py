"""What each option does, told by what a row of the table left behind: one check per option."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.runs.process import RunStatus, list_runs
from data.intake.demo import DEMO_NAME
from data.schema import KINDS
from data.services.workspaces import open_workspace
from tests.doors.comparisons import COMPARE
from tests.doors.files import DEAR, DEAR_FACTOR, GERMAN, NO_COST
from tests.doors.left_out import is_same
from tests.doors.limits import MONEY, Check
from tests.doors.rows import KEY, SHOP, Doors

NETWORK = "model/model/choice.json"


def record(doors: Doors, name: str, file: str = "run.json") -> dict[str, Any]:
    """Return a JSON file that a row wrote."""
    return json.loads((doors.done(name).out / file).read_text())


def instruments_are_used(doors: Doors) -> None:
    for name, columns in (("demo", ["cost"]), ("money", ["cost", "tariff"])):
        assert record(doors, name)["config"]["instruments"] == columns
        assert len(record(doors, name, NETWORK)["control"]["coefficients_"]) == len(columns)
        assert record(doors, name, "evidence.json")["baselines"]["double_ml"]["is_instrumented"]
        gates = doors.done(name).found.gates
        assert (gates["name"] == "instrument_strength").sum() == 1
    assert record(doors, "orders", NETWORK)["control"] is None


def segments_are_those_of_the_column(doors: Doors) -> None:
    for name, column in (("demo", "tier"), ("money", "region")):
        assert set(doors.done(name).book["segment"]) == set(doors.world.customers[column])
    customers = pd.read_parquet(doors.done("money").out / "customers.parquet").set_index("customer_id")
    theirs = doors.world.customers.set_index("customer_id")["region"]
    assert (customers["segment"] == theirs[customers.index]).all()
    assert not set(doors.done("orders").book["segment"]) & {"south", "tier 0"}


def visits_of_all_exports_count(doors: Doors) -> None:
    orders = [len(pd.read_csv(doors.files / f"orders{name}.csv")) for name in ("", "_later")]
    seen = [record(doors, name, "evidence.json")["model"]["n_visits"] for name in ("orders", "later")]
    assert seen == [orders[0], sum(orders)]


def products_have_their_titles_and_costs(doors: Doors) -> None:
    products = doors.done("orders").found.products.set_index("product_id")
    own = doors.world.products.set_index("product_id")["cost"].drop(NO_COST)
    assert products["title"].tolist() == [f"Thing {product}" for product in products.index]
    np.testing.assert_allclose(products.loc[own.index, "cost"], own)


def customers_bring_attributes(doors: Doors) -> None:
    assert set(record(doors, "orders", NETWORK)["encoder"]["levels_"]) == {"tier", "region"}


def offers_are_those_of_the_file(doors: Doors) -> None:
    assert set(doors.done("orders").book["offer_id"]) == {"duo", "trio", "asked"}
    asked = doors.done("later").book.query("offer_id == 'asked'")
    assert (asked["bundle_price"] == 8.0).all()  # a tenth off 8.80, to the nearest whole price
    assert "B01" in set(doors.done("money").book["offer_id"])  # found, where none are given


def orders_say_who_bought(doors: Doors) -> None:
    customers = pd.read_parquet(doors.done("orders").out / "customers.parquet").set_index("customer_id")
    orders = pd.read_csv(doors.files / "orders.csv")
    bought = customers["n_orders"][customers["n_orders"] > 0]
    assert bought.to_dict() == orders["customer_id"].value_counts().to_dict()


def price_lists_tell_prices_that_nobody_paid(doors: Doors) -> None:
    product = doors.done("orders").found.products.set_index("product_id").loc[DEAR]
    lines = pd.read_csv(doors.files / "lines.csv").rename(columns={v: k for k, v in GERMAN.items()})
    assert product["price_high"] > lines.loc[lines["product_id"] == DEAR, "net_price"].max()
    assert np.isclose(product["price_high"], DEAR_FACTOR * product["list_price"], atol=0.01)


def the_mapping_names_the_columns(doors: Doors) -> None:
    for name in ("orders", "import"):
        assert record(doors, name, "intake.json")["mapping"]["columns"] == GERMAN


def kept_runs(doors: Doors, workspace: str, shop: str) -> list[RunStatus]:
    """Return the runs that a workspace keeps, read with the key."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BUNDLEWISE_KEY", KEY)
        return list_runs(doors.at / workspace / shop)


def runs_are_kept_in_the_workspace(doors: Doors) -> None:
    for name, place, n_runs in (("later", ("space", SHOP), 2), ("demo", ("demo-space", DEMO_NAME), 1)):
        doors.done(name)
        assert [run.state for run in kept_runs(doors, *place)] == ["done"] * n_runs


def the_results_lie_where_they_should(doors: Doors) -> None:
    files = {"customers.parquet", "price_book.parquet", "evidence.json", "run.json", "intake.json", "model"}
    for name in ("demo", "orders", "later"):
        assert {path.name for path in doors.done(name).out.iterdir()} == files


def the_demo_shop_is_trained(doors: Doors) -> None:
    assert not doors.done("demo").options.events
    assert {file["file"] for file in record(doors, "demo", "intake.json")["files"]} == {
        f"{kind}.csv" for kind in ("events", "products", "customers", "offers")
    }


def the_seed_is_that_of_the_training(doors: Doors) -> None:
    for name, seed in (("demo", 2**32 - 1), ("money", 0)):
        assert record(doors, name)["seed"] == record(doors, name, NETWORK)["config"]["seed"] == seed


def priced_again_offers_are_as_in_the_run(doors: Doors) -> None:
    again = pd.read_parquet(doors.done("demo priced").out / "price_book.parquet")
    assert is_same(again, doors.done("demo").book)
    found = pd.read_csv(doors.done("money priced").out)
    assert is_same(found, doors.done("money").book)


def scores_are_of_every_customer_and_offer(doors: Doors) -> None:
    scores, book = pd.read_parquet(doors.done("scores").out), doors.done("money").book
    mine = book[book["segment"] == "south"].set_index("offer_id")
    strangers = pd.read_csv(doors.files / "strangers.csv")["customer_id"]
    assert scores["customer_id"].tolist() == np.repeat(strangers, len(mine)).tolist()
    for _, rows in scores.groupby("customer_id"):
        rows = rows.set_index("offer_id")
        for name in ("discount_share", "bundle_price"):
            np.testing.assert_allclose(rows[name], mine.loc[rows.index, name], atol=1e-6)


def batches_change_no_score(doors: Doors) -> None:
    whole, parts = pd.read_parquet(doors.done("scores").out), pd.read_csv(doors.done("scores in batches").out)
    assert (whole["customer_id"] == parts["customer_id"]).all()
    for name in ("take_rate", "incremental_profit"):
        np.testing.assert_allclose(whole[name], parts[name], atol=2e-5)


def customers_of_a_workspace_are_known_by_their_past(doors: Doors) -> None:
    scores = pd.read_parquet(doors.done("later priced").out)
    assert set(scores["customer_id"]) == set(doors.world.customers["customer_id"])
    of_offer = scores[scores["verdict"].isin(["PASS", "WARN"])].groupby("offer_id")["take_rate"]
    assert (of_offer.nunique() > 30).all()  # not what a segment does on average


def files_go_where_they_are_wanted(doors: Doors) -> None:
    names = {path.name for path in doors.done("demo priced").out.iterdir()}
    assert names == {"price_book.parquet", "scores.parquet"}
    assert doors.done("scores in batches").out.suffix == ".csv"


def every_kind_is_imported(doors: Doors) -> None:
    files = record(doors, "import", "intake.json")["files"]
    assert {file["kind"] for file in files} == set(KINDS)
    assert all(file["rows_kept"] == file["rows_read"] > 0 for file in files)


def the_import_is_kept(doors: Doors) -> None:
    doors.done("import")
    assert open_workspace(doors.at / "imported").shop_names() == [SHOP]


def the_demo_is_loaded(doors: Doors) -> None:
    doors.done("demo loaded")
    assert open_workspace(doors.at / "loaded").shop_names() == [DEMO_NAME]


def nothing_can_be_read_without_the_key(doors: Doors) -> None:
    assert f"{SHOP}: encrypted" in doors.done("encrypt").said
    doors.done("later")
    for path in (doors.at / "space").rglob("*"):
        if path.is_file() and path.suffix in (".parquet", ".duckdb"):
            assert b"customer_id" not in path.read_bytes() and b"Thing p0" not in path.read_bytes()


def the_customer_is_forgotten(doors: Doors) -> None:
    assert "2 trainings are to be repeated" in doors.done("forget").said
    assert all(run.stale for run in kept_runs(doors, "space", SHOP))


EFFECTS: dict[str, dict[str, Check]] = {
    "run": {
        "--events": visits_of_all_exports_count,
        "--products": products_have_their_titles_and_costs,
        "--customers": customers_bring_attributes,
        "--offers": offers_are_those_of_the_file,
        "--orders": orders_say_who_bought,
        "--prices": price_lists_tell_prices_that_nobody_paid,
        "--mapping": the_mapping_names_the_columns,
        "--workspace": runs_are_kept_in_the_workspace,
        "--out": the_results_lie_where_they_should,
        "--demo": the_demo_shop_is_trained,
        "--instrument": instruments_are_used,
        "--segments": segments_are_those_of_the_column,
        "--seed": the_seed_is_that_of_the_training,
        **MONEY,
    },
    "import": dict.fromkeys([f"--{kind}" for kind in KINDS] + ["--out"], every_kind_is_imported)
    | {"--mapping": the_mapping_names_the_columns, "--workspace": the_import_is_kept},
    "price": {
        **dict.fromkeys(("--model", "--workspace", "--offers"), priced_again_offers_are_as_in_the_run),
        "--shop": customers_of_a_workspace_are_known_by_their_past,
        "--customers": scores_are_of_every_customer_and_offer,
        "--batch": batches_change_no_score,
        "--out": files_go_where_they_are_wanted,
    },
    "compare": COMPARE,
    "demo": {"--workspace": the_demo_is_loaded},
    "encrypt": {"--workspace": nothing_can_be_read_without_the_key},
    "forget": {"--workspace": the_customer_is_forgotten, "--shop": the_customer_is_forgotten},
}
