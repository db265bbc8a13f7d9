import pytest

from data.intake.demo import DEMO_NAME, DEMO_SOURCE, load_demo
from data.services.workspaces import open_workspace
from tests.attributes import attributes_of


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    shop = load_demo(open_workspace(tmp_path_factory.mktemp("demo")))
    yield shop
    shop.close()


def test_the_demo_accounts_for_every_order_line(demo):
    imports = demo.imports().set_index("kind")

    assert demo.name == DEMO_NAME
    assert imports.loc["events", "rows_read"] == 1_469_307
    assert imports.loc["events", "rows_kept"] == 1_440_565
    assert len(demo.rejects()) == 1_469_307 - 1_440_565


def test_the_demo_is_cleaned_as_a_careful_analyst_would(demo):
    reasons = demo.rejects()["reason"].value_counts()

    assert reasons["units_unknown"] > 14_000
    assert reasons["orphan_product"] == 4_836
    with demo.cursor() as cursor:
        assert cursor.execute("SELECT max(quantity) FROM events").fetchall()[0][0] < 200


def test_the_demo_has_discounts_promotions_and_partial_demographics(demo):
    assert 0.1 < demo.read("overview")["discount_share"][0] < 0.2
    top = demo.read("products")["product_id"].tolist()[:20]
    assert 0 < demo.read("price_days", products=top)["promotion"].mean() < 1
    assert 0.5 < demo.read("customers")["age"].isna().mean() < 0.8


def test_loading_the_demo_again_changes_nothing(demo):
    fingerprint = demo.fingerprint

    again = load_demo(open_workspace(demo.directory.parent))

    assert again.fingerprint == fingerprint
    assert len(again.imports()) == 3


def test_both_sources_of_the_demo_are_quoted():
    assert "This package contains simulated data based on real grocery shopping patterns" in DEMO_SOURCE
    assert "2,469 households" in DEMO_SOURCE


def test_the_demo_speaks_of_dollars(demo):
    assert demo.setting("currency", "") == "$"


def test_the_demographics_are_known_as_attributes(demo):
    found = attributes_of(demo)

    assert {"age", "income"} <= set(found.loc[found["kind"] == "customers", "column"])
    assert "import_no" not in set(found["column"])
