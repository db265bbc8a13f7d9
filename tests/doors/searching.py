"""What each option of `search` does, told by the files that it wrote."""

import json

import pandas as pd

from analytics.cli.import_files import INTAKE
from analytics.cli.persons import PERSONS
from analytics.cli.search import RESULTS
from analytics.recommend.search.work import PRODUCTS, PURCHASES, RECORD, SEARCH
from data.intake.demo import DEMO_NAME
from data.schema import KINDS
from tests.doors.files import GERMAN
from tests.doors.joining import seen_by_persons
from tests.doors.limits import Check
from tests.doors.rows import SHOP, Doors


def results(doors: Doors, row: str) -> pd.DataFrame:
    """Return the answers that a row wrote."""
    return pd.read_parquet(doors.done(row).out / RESULTS.name)


def every_product_can_be_found(doors: Doors) -> None:
    for row in ("searched", "searched orders"):
        found = results(doors, row)
        assert set(found["product_id"]) <= set(doors.world.products["product_id"])
        record = json.loads((doors.done(row).out / RECORD.name).read_text())
        assert record["n_products"] == len(doors.world.products)


def every_kind_is_imported_first(doors: Doors) -> None:
    intake = json.loads((doors.done("searched orders").out / INTAKE).read_text())
    assert {file["kind"] for file in intake["files"]} == set(KINDS)
    assert intake["mapping"]["columns"] == GERMAN


def orders_tell_who_bought(doors: Doors) -> None:
    doors.done("searched orders")
    bought = PURCHASES.read(SEARCH.newest(doors.at / "search-space" / SHOP))
    assert set(bought["customer_id"]) == set(pd.read_csv(doors.files / "orders.csv")["customer_id"])


def products_are_found_by_their_titles(doors: Doors) -> None:
    first = results(doors, "searched").query("query == 'thing p3' and place == 1").iloc[0]
    assert (first["product_id"], first["title"]) == ("p3", "Thing p3")


def what_was_asked_is_answered(doors: Doors) -> None:
    assert list(results(doors, "searched")["query"].unique()) == ["thing p3", "things"]
    assert set(results(doors, "searched orders")["query"]) == {"thing"}
    assert results(doors, "searched demo").empty


def likings_are_of_the_customer(doors: Doors) -> None:
    assert results(doors, "searched")["liking"].gt(0).any()
    assert not results(doors, "searched orders")["liking"].any()


def likings_are_learned_from_persons_of_the_places(doors: Doors) -> None:
    doors.done("joined search")
    bought = PURCHASES.read(SEARCH.newest(doors.at / "joined-space" / SHOP)).query("n_orders > 0")
    sold = seen_by_persons(doors, "joined segments")
    pairs = [set(map(tuple, rows[["customer_id", "product_id"]].to_numpy())) for rows in (bought, sold)]
    assert pairs[0] == pairs[1]


def so_many_products_are_shown(doors: Doors) -> None:
    assert (results(doors, "searched").groupby("query").size() == 2).all()
    assert len(results(doors, "searched orders")) == len(doors.world.products)


def the_index_is_kept_in_the_workspace(doors: Doors) -> None:
    for row, place, shop in (
        ("searched orders", "search-space", SHOP),
        ("searched demo", "demo-space", DEMO_NAME),
    ):
        doors.done(row)
        assert len(PRODUCTS.read(SEARCH.newest(doors.at / place / shop))) == len(doors.world.products)


def the_files_lie_where_they_should(doors: Doors) -> None:
    more = {"searched": set(), "searched orders": {PERSONS}, "searched demo": set()}
    for row, names in more.items():
        written = {path.name for path in doors.done(row).out.iterdir()}
        assert written == {RESULTS.name, RECORD.name, INTAKE} | names


def the_demo_shop_is_searched(doors: Doors) -> None:
    assert not doors.done("searched demo").options.events
    record = json.loads((doors.done("searched demo").out / RECORD.name).read_text())
    assert record["n_products"] == len(doors.world.products)


SEARCHED: dict[str, Check] = {
    **dict.fromkeys([f"--{kind}" for kind in KINDS], every_kind_is_imported_first),
    "--events": every_product_can_be_found,
    "--orders": orders_tell_who_bought,
    "--products": products_are_found_by_their_titles,
    "--mapping": every_kind_is_imported_first,
    "--workspace": the_index_is_kept_in_the_workspace,
    "--out": the_files_lie_where_they_should,
    "--demo": the_demo_shop_is_searched,
    **dict.fromkeys(("--match-on", "--stores", "--channels"), likings_are_learned_from_persons_of_the_places),
    "--query": what_was_asked_is_answered,
    "--customer": likings_are_of_the_customer,
    "--top": so_many_products_are_shown,
}
