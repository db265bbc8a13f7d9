"""What each option of `recommend` does, told by the tables that it wrote."""

import json

import pandas as pd

from analytics.cli.completions import COMPLETIONS
from analytics.cli.import_files import INTAKE
from analytics.cli.persons import PERSONS
from analytics.cli.recommend import OFFERS, OUTPUTS
from analytics.recommend.bundles.judged_completion import CompletionMethod
from analytics.recommend.files import COLD, COMPLETION, LISTS, MODELS, PRODUCTS, RECORD
from analytics.recommend.models.recommender import Method
from analytics.recommend.work import RECOMMEND
from data.intake.demo import DEMO_NAME
from data.schema import KINDS
from tests.doors.files import GERMAN, SOLD_OUT
from tests.doors.limits import Check
from tests.doors.rows import SHOP, Doors

ROWS = {
    "recommended": ("frequency", "ease", "blend"),
    "recommended in stock": ("frequency", "ease", "blend"),
    "recommended orders": ("popularity", "content"),
    "recommended demo": tuple(Method),
}


def lists(doors: Doors, row: str) -> pd.DataFrame:
    """Return the lists that a row wrote."""
    return pd.read_parquet(doors.done(row).out / LISTS.name)


def models(doors: Doors, row: str) -> pd.DataFrame:
    """Return the comparison that a row wrote."""
    return pd.read_parquet(doors.done(row).out / MODELS.name).set_index("method")


def everybody_who_came_has_a_list(doors: Doors) -> None:
    came = {"recommended": doors.world.events, "recommended orders": pd.read_csv(doors.files / "orders.csv")}
    for row, events in came.items():
        assert set(lists(doors, row)["customer_id"]) == set(events["customer_id"])


def every_kind_is_imported_first(doors: Doors) -> None:
    intake = json.loads((doors.done("recommended orders").out / INTAKE).read_text())
    assert {file["kind"] for file in intake["files"]} == set(KINDS)
    assert intake["mapping"]["columns"] == GERMAN


def products_are_described(doors: Doors) -> None:
    doors.done("recommended orders")
    described = PRODUCTS.read(RECOMMEND.newest(doors.at / "next-space" / SHOP))
    assert set(described["title"]) == {f"Thing {product}" for product in described["product_id"]}


def the_methods_asked_for_are_compared(doors: Doors) -> None:
    for row, methods in ROWS.items():
        assert tuple(models(doors, row).index) == methods
        assert set(lists(doors, row)["method"]) == set(methods)
        default = models(doors, row)["validation_ndcg"].idxmax()
        assert record(doors, row)["default"] == default


def purchases_of_so_many_days_judge(doors: Doors) -> None:
    for row, days in (("recommended", 40), ("recommended orders", 60)):
        assert record(doors, row)["horizon_days"] == days
    bought = doors.world.events.query("event_type == 'purchase'")
    day = pd.to_datetime(bought["event_time"]).dt.normalize()
    last = pd.to_datetime(doors.world.events["event_time"]).max().normalize()
    late = bought[day > last - pd.Timedelta(days=40)]
    assert (models(doors, "recommended")["n_customers"] == late["customer_id"].nunique()).all()


def bundles_are_those_of_the_price_book(doors: Doors) -> None:
    offers = pd.read_parquet(doors.done("recommended").out / OFFERS.name)
    book = doors.done("money").book.set_index(["offer_id", "segment"])
    advised = book[(book["verdict"] != "FAIL") & (book["discount_share"] > 0)]
    assert len(offers) and set(offers["offer_id"]) <= set(advised.reset_index()["offer_id"])
    at = pd.MultiIndex.from_frame(offers[["offer_id", "segment"]])
    assert (offers["discount_share"].to_numpy() == book["discount_share"][at].to_numpy()).all()
    assert not (doors.done("recommended orders").out / OFFERS.name).exists()


def what_is_sold_out_is_judged_and_not_shown(doors: Doors) -> None:
    row = "recommended in stock"
    pd.testing.assert_frame_equal(models(doors, row), models(doors, "recommended"))
    assert not set(lists(doors, row)["product_id"]) & set(SOLD_OUT)
    assert set(lists(doors, "recommended")["product_id"]) >= set(SOLD_OUT)
    assert record(doors, row)["n_sold_out"] == len(SOLD_OUT)
    assert record(doors, row)["shown"] == {"in_stock": True, "by_margin": 0.5}
    assert "The lists leave out 2 products sold out and let profit count by 0.5" in doors.done(row).said
    assert record(doors, "recommended")["shown"] == {"in_stock": False, "by_margin": 0.0}


def profit_counts_after_all_costs(doors: Doors) -> None:
    products = pd.read_csv(doors.files / "products_stock.csv").set_index("product_id")
    price = products["list_price"]
    cost = products["cost"].fillna((1 - 0.4) * price)
    kept = (1 - 0.1) * ((1 - 0.03) * price - cost) - 0.1
    shown = lists(doors, "recommended in stock")
    worth = shown["chance"] * kept[shown["product_id"]].clip(lower=0).to_numpy() ** 0.5
    fall = worth.groupby([shown["customer_id"], shown["method"]]).diff().dropna()
    assert len(fall) and (fall <= 1e-9).all()
    by_chance = shown.groupby(["customer_id", "method"])["chance"].diff().dropna()
    assert (by_chance > 0).any()


def pictures_are_those_of_the_zip(doors: Doors) -> None:
    n_products = len(doors.world.product_ids)
    assert record(doors, "recommended")["n_pictures"] == n_products
    assert f"{n_products} of {n_products + 1} files are pictures" in doors.done("recommended").said
    assert record(doors, "recommended orders")["n_pictures"] == 0


def bundles_that_are_named_are_completed(doors: Doors) -> None:
    table = COMPLETIONS.read(doors.done("recommended in stock").out)
    assert list(table["bundle"].unique()) == ["p0|p2", "p3"]
    for bundle, rows in table.groupby("bundle"):
        assert not set(bundle.split("|")) & set(rows["product_id"])
        assert rows["place"].tolist() == list(range(1, len(rows) + 1))
        assert rows["score"].is_monotonic_decreasing
    judged = pd.read_parquet(doors.done("recommended in stock").out / COMPLETION.name)
    assert set(judged["method"]) == set(CompletionMethod)
    assert "left out of later baskets" in doors.done("recommended in stock").said
    assert not (doors.done("recommended").out / COMPLETIONS.name).exists()


def the_seed_draws_the_bands(doors: Doors) -> None:
    seven, usual = (models(doors, row).loc["frequency"] for row in ("recommended", "recommended demo"))
    assert seven["ndcg"] == usual["ndcg"]
    assert seven["ndcg_low"] != usual["ndcg_low"]


def the_comparison_is_kept_in_the_workspace(doors: Doors) -> None:
    for row, place, shop in (
        ("recommended orders", "next-space", SHOP),
        ("recommended demo", "demo-space", DEMO_NAME),
    ):
        doors.done(row)
        kept = MODELS.read(RECOMMEND.newest(doors.at / place / shop))
        pd.testing.assert_frame_equal(kept.set_index("method"), models(doors, row))


def the_tables_lie_where_they_should(doors: Doors) -> None:
    files = {*(artifact.name for artifact in OUTPUTS), INTAKE}
    assert {path.name for path in doors.done("recommended orders").out.iterdir()} == files | {PERSONS}
    assert {path.name for path in doors.done("recommended").out.iterdir()} == files | {OFFERS.name}
    assert set(pd.read_parquet(doors.done("recommended").out / COLD.name)["who"]) <= {"customers", "products"}


def the_demo_shop_is_recommended_to(doors: Doors) -> None:
    assert not doors.done("recommended demo").options.events
    assert set(lists(doors, "recommended demo")["customer_id"]) == set(doors.world.events["customer_id"])


def record(doors: Doors, row: str) -> dict:
    """Return the record that a row wrote."""
    return json.loads((doors.done(row).out / RECORD.name).read_text())


RECOMMENDED: dict[str, Check] = {
    **dict.fromkeys([f"--{kind}" for kind in KINDS], every_kind_is_imported_first),
    "--events": everybody_who_came_has_a_list,
    "--orders": everybody_who_came_has_a_list,
    "--products": products_are_described,
    "--mapping": every_kind_is_imported_first,
    "--workspace": the_comparison_is_kept_in_the_workspace,
    "--out": the_tables_lie_where_they_should,
    "--demo": the_demo_shop_is_recommended_to,
    "--methods": the_methods_asked_for_are_compared,
    "--days": purchases_of_so_many_days_judge,
    "--price-book": bundles_are_those_of_the_price_book,
    "--pictures": pictures_are_those_of_the_zip,
    "--seed": the_seed_draws_the_bands,
    "--complete": bundles_that_are_named_are_completed,
    "--in-stock": what_is_sold_out_is_judged_and_not_shown,
    **dict.fromkeys(
        ("--by-margin", "--margin", "--per-item", "--payment-fee", "--returns"), profit_counts_after_all_costs
    ),
}
