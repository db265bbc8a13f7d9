"""Every page says the same of how much the shop holds."""

import pytest

from components import quality
from components.quality.answers import answers_of
from components.shell import counts
from data.quality import columns
from data.quality.report import read_evidence
from data.quality.settle import save_treatments
from tests.app_driver import open_app, tables, words
from tests.builders import event, order_lines, shop_with

OVERVIEW, QUALITY, SEGMENTS = "shop/overview", "shop/quality", "customers/segments"


@pytest.fixture(params=["as it came", "with duplicates dropped"])
def shop(tmp_path, monkeypatch, request):
    """A shop with guests, views after the last order, returns, rejects and repeated rows."""
    monkeypatch.setenv("BUNDLEWISE_WORKSPACE", str(tmp_path / "workspace"))
    rows = [*order_lines(), *order_lines()[:7], event(net_price="cheap")]
    rows += [event(customer_id="", order_id=f"guest {n}", product_id="p9") for n in range(4)]
    rows += [event(customer_id="looks only", event_type="view", event_time="2024-06-01 10:00:00")]
    rows += [event(customer_id="brings back", event_type="return", event_time="2024-06-02 10:00:00")]
    made = shop_with(tmp_path, rows)
    if request.param != "as it came":
        save_treatments(made, {"duplicate": "drop"})
    return made


def test_all_pages_count_alike(shop):
    told = counts.of(shop)
    evidence, products = read_evidence(shop)
    found = quality.quality_of(shop)

    assert told.rows == found.files["rows_kept"].sum()
    assert (told.orders, told.customers) == (evidence["n_orders"], evidence["n_buyers"])
    assert told.products == len(products)
    assert (told.last_at.date() - told.first_at.date()).days + 1 == evidence["n_days"]
    assert len(answers_of(shop))


def test_the_frame_says_on_every_page_what_the_pages_say(shop):
    told = counts.told(counts.of(shop))

    for page in (OVERVIEW, QUALITY, SEGMENTS):
        app = open_app(f"pages/{page}.py", shop=shop.name)
        assert not app.exception
        said = [line.value.replace("\\", "") for line in app.sidebar.markdown]
        assert all(any(line in one for one in said) for line in told), page
        if page == OVERVIEW:
            assert f"{counts.of(shop).customers} customers placed {counts.of(shop).orders} orders" in words(
                app
            )
        if page == SEGMENTS:
            assert tables(app)[0]["n_customers"].sum() == counts.of(shop).customers


def test_ids_are_counted_one_by_one_in_tables_of_any_size(shop, monkeypatch):
    monkeypatch.setattr(columns, "MOST_COUNTED", 1)
    with shop.cursor() as cursor:
        profiles = columns.column_profiles(cursor).set_index(["table", "column"])
        exact = cursor.execute(
            "SELECT count(DISTINCT customer_id), count(DISTINCT order_id) FROM events"
        ).fetchone()

    assert profiles.loc[("events", "customer_id"), "n_distinct"] == exact[0]
    assert profiles.loc[("events", "order_id"), "n_distinct"] == exact[1]
