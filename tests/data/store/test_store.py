import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.schema import InputError
from data.services.workspaces import open_workspace
from tests.builders import events_csv, import_csv, new_shop, shop_with, write_csv


def test_shops_are_kept_side_by_side(tmp_path):
    workspace = open_workspace(tmp_path)
    workspace.create("Zebra")
    workspace.create("My shop_2 (test)")

    assert workspace.shop_names() == ["My shop_2 (test)", "Zebra"]
    assert workspace.open("Zebra").is_empty


@pytest.mark.parametrize(
    "name", ["", " a", "../a", "a/b", "a\\b", ".hidden", "a.b", "x" * 61, "a\n", "a'b", "\x00"]
)
def test_a_name_that_is_no_plain_name_is_refused(tmp_path, name):
    with pytest.raises(InputError):
        open_workspace(tmp_path).create(name)

    assert open_workspace(tmp_path).shop_names() == []


def test_a_name_is_taken_once(tmp_path):
    open_workspace(tmp_path).create("Shop")

    with pytest.raises(InputError, match="already"):
        open_workspace(tmp_path).create("shop")


def test_opening_what_is_not_there_names_what_is(tmp_path):
    open_workspace(tmp_path).create("Shop")

    with pytest.raises(InputError, match="Shop"):
        open_workspace(tmp_path).open("Shoop")


def test_a_deleted_shop_is_gone_and_its_name_is_free(tmp_path):
    shop = shop_with(tmp_path, [{}])
    workspace = open_workspace(tmp_path / "workspace")

    workspace.delete(shop.name)

    assert workspace.shop_names() == []
    assert workspace.create(shop.name).is_empty


def test_a_renamed_shop_has_all_that_it_had(tmp_path):
    shop = shop_with(tmp_path, [{}])
    workspace, fingerprint = open_workspace(tmp_path / "workspace"), shop.fingerprint

    workspace.rename(shop.name, "Another name")

    assert workspace.shop_names() == ["Another name"]
    assert workspace.open("Another name").fingerprint == fingerprint


def test_a_shop_survives_a_restart(tmp_path):
    shop = shop_with(tmp_path, [{}])
    shop.save_setting("segments", {"kind": "rfm"})
    fingerprint = shop.fingerprint
    shop.close()

    again = open_workspace(tmp_path / "workspace").open(shop.name)

    assert again.fingerprint == fingerprint
    assert again.setting("segments") == {"kind": "rfm"}
    assert again.read("overview")["orders"][0] == 1


def test_the_workspace_is_named_by_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("BUNDLEWISE_WORKSPACE", str(tmp_path / "there"))

    open_workspace().create("Shop")

    assert (tmp_path / "there" / "Shop" / "shop.duckdb").is_file()


def test_another_process_is_told_who_holds_the_shop(tmp_path):
    shop = new_shop(tmp_path)
    code = (
        "import sys; from pathlib import Path\n"
        "from data.services.workspaces import open_workspace; from data.schema import InputError\n"
        "try: open_workspace(Path(sys.argv[1])).open(sys.argv[2])\n"
        "except InputError as error: print(error)"
    )

    seen = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "workspace"), shop.name],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3],
    )  # fmt: skip

    assert "another process has it open" in seen.stdout


def test_readers_see_whole_imports_only(tmp_path):
    shop = shop_with(tmp_path, [{"order_id": f"a{n}"} for n in range(100)])
    files = [
        events_csv(tmp_path / f"{k}.csv", [{"order_id": f"{k} {n}"} for n in range(100)]) for k in range(5)
    ]

    with ThreadPoolExecutor(5) as pool:
        reads = [pool.submit(lambda: int(shop.read("overview")["orders"][0])) for _ in range(40)]
        for path in files:
            import_csv(shop, path)

    assert {read.result() % 100 for read in reads} == {0}
    assert shop.read("overview")["orders"][0] == 600


def test_scenarios_are_kept_in_order_and_replaced_by_id(tmp_path):
    shop = new_shop(tmp_path)
    shop.save_scenario({"id": "b", "discount": 0.1})
    shop.save_scenario({"id": "a", "discount": 0.2})
    shop.save_scenario({"id": "b", "discount": 0.3})

    assert shop.scenarios() == [{"id": "b", "discount": 0.3}, {"id": "a", "discount": 0.2}]
    shop.delete_scenario("b")
    assert [scenario["id"] for scenario in shop.scenarios()] == ["a"]


def test_settings_have_defaults(tmp_path):
    shop = new_shop(tmp_path)

    assert shop.setting("theme") is None
    assert shop.setting("theme", "dark") == "dark"


def test_a_catalog_line_repeated_in_one_file_is_a_reject_and_a_newer_file_replaces_it(tmp_path):
    shop = new_shop(tmp_path)
    rows = [
        {"product_id": "p1", "title": "old"},
        {"product_id": "p1", "title": "older"},
        {"product_id": "", "title": "x"},
    ]

    intake = import_csv(shop, write_csv(tmp_path / "a.csv", rows), "products")
    import_csv(
        shop,
        write_csv(tmp_path / "b.csv", [{"product_id": "p1", "title": "new", "cost": "$2.50"}]),
        "products",
    )

    assert intake.rejected == {"listed_twice": 1, "product_missing": 1}
    products = shop.read("products")
    assert (products["title"].tolist(), products["cost"].tolist()) == (["new"], [2.5])


def test_offers_hold_two_to_six_products_and_a_share(tmp_path):
    shop = new_shop(tmp_path)
    rows = [
        {"offer_id": "good", "product_ids": "p1 | p2|p3", "discount_share": "10%"},
        {"offer_id": "open", "product_ids": "p1|p2", "discount_share": ""},
        {"offer_id": "one", "product_ids": "p1|p1", "discount_share": "0.1"},
        {"offer_id": "many", "product_ids": "a|b|c|d|e|f|g", "discount_share": "0.1"},
        {"offer_id": "deep", "product_ids": "p1|p2", "discount_share": "1.5"},
    ]

    intake = import_csv(shop, write_csv(tmp_path / "offers.csv", rows), "offers")

    assert (intake.rows_read, intake.rows_kept) == (5, 2)
    with shop.cursor() as cursor:
        offers = cursor.execute("SELECT offer_id, product_ids, discount_share::DOUBLE FROM offers").fetchall()
    assert offers == [("good", ["p1", "p2", "p3"], 0.1), ("open", ["p1", "p2"], None)]


def test_what_a_killed_process_left_half_made_is_gone_with_the_next_start(tmp_path):
    left = tmp_path / "workspace" / ".drafts" / "bundlewise-left" / "New shop"
    left.mkdir(parents=True)
    (left / "shop.duckdb").write_bytes(b"rows of customers")

    open_workspace(tmp_path / "workspace")

    assert not left.exists()


def test_a_shop_that_is_being_made_stays_when_another_process_starts(tmp_path):
    with open_workspace(tmp_path / "workspace").creating("New shop") as shop:
        open_workspace(tmp_path / "workspace")
        assert (shop.directory / "shop.duckdb").exists()


def test_a_macro_that_is_not_ours_is_not_used(tmp_path):
    shop = new_shop(tmp_path)
    with shop.changing() as connection:
        connection.execute("CREATE OR REPLACE MACRO read_plain_id(v) AS 'mine'")
    shop.close()

    with open_workspace(tmp_path / "workspace").open("Test shop").cursor() as cursor:
        assert cursor.execute("SELECT read_plain_id(' p1 ')").fetchall() == [("p1",)]
