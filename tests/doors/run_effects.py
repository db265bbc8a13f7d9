"""What each option of `run` does, told by what its rows left behind."""

import numpy as np
import pandas as pd
import pytest

from analytics.cli.persons import PERSONS
from analytics.embeddings.work import product_pictures
from data.intake.demo import DEMO_NAME
from data.privacy.ledger.signatures import SIGNATURE
from data.services.workspaces import open_workspace
from tests.doors.fairly import FAIR_LIMITS, a_barred_column_is_no_feature
from tests.doors.files import DEAR, GERMAN, NO_COST
from tests.doors.joining import joined, segments_are_the_channels_of_most_orders
from tests.doors.kept_effects import kept_runs, record
from tests.doors.limits import MONEY, Check
from tests.doors.rows import KEY, SHOP, Doors

NETWORK = "model/model/choice.json"


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


def the_mapping_names_the_columns(doors: Doors) -> None:
    for name in ("orders", "import"):
        assert record(doors, name, "intake.json")["mapping"]["columns"] == GERMAN


def runs_are_kept_in_the_workspace(doors: Doors) -> None:
    for name, place, n_runs in (("later", ("space", SHOP), 2), ("demo", ("demo-space", DEMO_NAME), 1)):
        doors.done(name)
        assert [run.state for run in kept_runs(doors, *place)] == ["done"] * n_runs


def the_results_lie_where_they_should(doors: Doors) -> None:
    files = {"customers.parquet", "price_book.parquet", "evidence.json", "run.json", "intake.json", "model"}
    files |= {"portfolio.json", "portfolio.parquet", "product_blocks.parquet", SIGNATURE}
    for name in ("demo", "orders", "later"):
        of_joins = set() if name == "demo" else {PERSONS}
        assert {path.name for path in doors.done(name).out.iterdir()} == files | of_joins


def pictures_are_kept_beside_the_shop(doors: Doors) -> None:
    later, products = doors.done("later"), doors.world.product_ids
    assert f"{len(products)} of {len(products) + 1} files are pictures" in later.said
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BUNDLEWISE_KEY", KEY)
        shop = open_workspace(doors.at / "space").open(SHOP)
        assert set(product_pictures(shop)[0]) == set(products)
        shop.close()
    too_few = pd.read_parquet(later.out / "product_blocks.parquet")  # products, to tell what pictures do
    assert too_few.empty


def the_demo_shop_is_trained(doors: Doors) -> None:
    assert not doors.done("demo").options.events
    assert {file["file"] for file in record(doors, "demo", "intake.json")["files"]} == {
        f"{kind}.csv" for kind in ("events", "products", "customers", "offers")
    }


def the_seed_is_that_of_the_training(doors: Doors) -> None:
    for name, seed in (("demo", 2**32 - 1), ("money", 0)):
        assert record(doors, name)["seed"] == record(doors, name, NETWORK)["config"]["seed"] == seed


def both(one: Check, other: Check) -> Check:
    """Return a check of two things that one option does."""

    def check(doors: Doors) -> None:
        one(doors)
        other(doors)

    return check


RUN: dict[str, Check] = {
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
    "--pictures": pictures_are_kept_beside_the_shop,
    "--seed": the_seed_is_that_of_the_training,
    **MONEY,
    **FAIR_LIMITS,
    "--bar": a_barred_column_is_no_feature,
    **joined("joined"),
    "--segments": both(segments_are_those_of_the_column, segments_are_the_channels_of_most_orders),
}
