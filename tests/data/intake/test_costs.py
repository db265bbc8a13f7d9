"""Costs from files to result: of units or lines as the numbers tell, and pointed out where left out."""

import json

import numpy as np
import pytest

from analytics.__main__ import main
from data.intake.look import read_preview
from data.intake.mapping import guess
from data.quality.report import read_quality
from data.services.workspaces import open_workspace
from data.store import Shop
from tests.builders import write_csv

TA_FENG = ("TRANSACTION_DT", "CUSTOMER_ID", "AGE_GROUP", "PIN_CODE", "PRODUCT_SUBCLASS", "PRODUCT_ID")
TA_FENG += ("AMOUNT", "ASSET", "SALES_PRICE")


def sold_lines(*, is_total, name="cost", price_name="price", n=240, **extra):
    """Return lines of products whose margins differ, with a cost of the unit or of the line."""
    rng = np.random.default_rng(7)
    rows = []
    for place in range(n):
        product, units = place % 6, int(rng.integers(1, 6))
        price = round((product + 1) * 3.3 * rng.choice([1.0, 0.9, 0.8]), 2)
        cost = round((product + 1) * 3.3 * (0.5 + 0.04 * product) * rng.uniform(0.97, 1.03), 2)
        row = {
            "order_id": f"o{place // 2}",
            "customer_id": f"c{place % 40}",
            "event_time": f"2024-03-{place % 28 + 1:02d} 10:00:00",
            "product_id": f"p{product}",
            "quantity": units,
            price_name: price,
            name: round(cost * units, 2) if is_total else cost,
        }
        rows.append(row | {key: make(place) for key, make in extra.items()})
    return rows


def imported(tmp_path, rows, *options) -> Shop:
    path = write_csv(tmp_path / "lines.csv", rows)
    command = ["import", "--events", str(path), "--out", str(tmp_path / "out"), *options]
    assert main([*command, "--workspace", str(tmp_path / "workspace")]) == 0
    workspace = open_workspace(tmp_path / "workspace")
    return workspace.open(workspace.shop_names()[0])


def shares_of_price(shop):
    with shop.cursor() as cursor:
        found = cursor.execute("SELECT CAST(cost / net_price AS DOUBLE) FROM events").fetchnumpy()
    return next(iter(found.values()))


@pytest.mark.parametrize("is_total", [True, False])
@pytest.mark.parametrize("name", ["cost", "cogs"])
def test_a_cost_is_of_its_unit_or_its_line_as_the_numbers_tell(tmp_path, name, is_total):
    shop = imported(tmp_path, sold_lines(is_total=is_total, name=name))

    shares = shares_of_price(shop)

    assert np.isfinite(shares).all()
    assert shares.max() < 1.01
    mapping = json.loads((tmp_path / "out" / "intake.json").read_text())["mapping"]
    assert name in json.dumps(mapping)


def test_the_cost_of_a_ta_feng_line_is_shared_among_its_units(tmp_path):
    values = ("11/13/2000", "1104905", "45-49", "115", "110411", "4710199010372", "3", "60", "90")
    rows = [dict(zip(TA_FENG, values, strict=True))]

    shop = imported(tmp_path, rows)

    with shop.cursor() as cursor:
        assert cursor.execute("SELECT net_price, cost FROM events").fetchall() == [(30, 20)]


@pytest.mark.parametrize(("is_total", "canonical"), [(True, "cost_total"), (False, "cost")])
def test_a_column_that_behaves_like_a_cost_is_pointed_out_with_what_to_map_it_as(
    tmp_path, is_total, canonical
):
    path = write_csv(tmp_path / "lines.csv", sold_lines(is_total=is_total, name="ASSET"))

    doubts = guess(read_preview(path)).doubts

    assert any("ASSET" in str(doubt) and f"as {canonical} " in str(doubt) for doubt in doubts)


@pytest.mark.parametrize(
    "other",
    [
        {"tip": lambda place: place % 7},
        {"postcode": lambda place: 10_000 + 37 * place % 977},
        {"points": lambda place: (place * 13) % 50},
    ],
)
def test_other_numbers_are_taken_for_no_cost(tmp_path, other):
    rows = [{k: v for k, v in row.items() if k != "cost"} for row in sold_lines(is_total=False, **other)]
    path = write_csv(tmp_path / "lines.csv", rows)

    assert not any("behaves like" in str(doubt) for doubt in guess(read_preview(path)).doubts)
    assert "cost_like" not in set(read_quality(imported(tmp_path, rows)).doubts["kind"])


@pytest.mark.parametrize("rates", [[0.8], [1 / 1.2, 1 / 1.07]])
def test_the_price_in_another_currency_or_without_tax_is_taken_for_no_cost(tmp_path, rates):
    rows = [
        {k: v for k, v in row.items() if k != "cost"}
        | {"second": round(row["price"] * rates[n % len(rates)], 2)}
        for n, row in enumerate(sold_lines(is_total=False))
    ]

    assert not guess(read_preview(write_csv(tmp_path / "lines.csv", rows))).doubts
    assert "cost_like" not in set(read_quality(imported(tmp_path, rows)).doubts["kind"])


def test_quality_names_a_kept_column_that_behaves_like_a_cost_until_a_cost_is_mapped(tmp_path):
    rows = sold_lines(is_total=True, name="ASSET")

    doubts = read_quality(imported(tmp_path, rows)).doubts

    assert doubts.loc[doubts["kind"] == "cost_like", "column"].tolist() == ["ASSET"]


def test_quality_is_silent_where_the_cost_is_mapped(tmp_path):
    columns = {"order_id": "order_id", "customer_id": "customer_id", "event_time": "event_time"}
    columns |= {"product_id": "product_id", "quantity": "quantity", "net_price": "price"}
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps({"kind": "events", "columns": columns | {"cost_total": "ASSET"}}))

    shop = imported(tmp_path, sold_lines(is_total=True, name="ASSET"), "--mapping", str(mapping))

    assert shares_of_price(shop).max() < 1.01
    assert "cost_like" not in set(read_quality(shop).doubts["kind"])
