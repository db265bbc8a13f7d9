"""Every chart of products, pairs, bundles and categories: names are labels, whatever they look like."""

import numpy as np
import pandas as pd
import pytest

from components.bundles.pair_map import MOST_NAMES, map_chart
from components.bundles.table import profits_chart
from components.overview.charts import revenue_chart
from components.response.charts import (
    MOST_ROWS,
    categories_chart,
    coverage_chart,
    elasticities_chart,
    segments_chart,
)
from components.shell.labels import unique_titles
from components.shell.units import MoneyUnit, Unit

LONG = "A very long title of a product that nobody would ever read to its end, in 2 liters"
TITLES = {
    "titled": lambda i: f"Tea {i}",
    "numeric": lambda i: str(4710199010372 + i),
    "dates": lambda i: f"20{i:02d}-01-01",
    "long": lambda i: f"{LONG} {i}",
    "untitled": lambda i: None,
    "alike": lambda i: "Tea",
}


def products(n, title):
    rows = range(n)
    table = pd.DataFrame(
        {
            "product_id": [str(4710199010372 + i) for i in rows],
            "title": pd.Series([title(i) for i in rows], dtype=object),
            "category": [str(100 + i % 40) for i in rows],
            "elasticity": [-1 - i / n for i in rows],
            "elasticity_low": -3.0,
            "elasticity_high": -0.5,
            "verdict": ["PASS", "WARN", "FAIL"] * (n // 3) + ["PASS"] * (n % 3),
            "reason": "",
            "revenue": 10.0,
        }
    )
    return table.assign(title=table["product_id"].map(unique_titles(table)))


def elasticities(table):
    return elasticities_chart(table), min(len(table), MOST_ROWS)


def by_segment(table):
    both = pd.concat([table.assign(segment=name) for name in ("1", "2")])
    return segments_chart(both), min(len(table), MOST_ROWS)


def bundles(table):
    profit = {f"incremental_profit_{name}": 1.0 for name in ("per_visit", "low", "high")}
    more = {"composition": "complements", "discount_share": 0.1, "lift": 2.0}
    return profits_chart(
        table.assign(offer_id=table["product_id"], **profit, **more), MoneyUnit(Unit.YEAR, 1.0, "$")
    ), min(12, len(table))


def pairs(table):
    order = [*range(1, len(table)), 0]
    other = table.iloc[order].reset_index(drop=True)
    if len(table) == 1:
        other = other.assign(product_id="another")
    table = pd.DataFrame(
        {
            "key_a": table["product_id"],
            "key_b": other["product_id"],
            "name_a": table["title"],
            "name_b": other["title"],
            "effect": 0.5,
        }
    )
    return map_chart(table), min(MOST_NAMES, len(table) + (len(table) == 1))


def categories(table):
    table = table.drop_duplicates("category").assign(
        lower_quarter=-3.0, upper_quarter=-0.5, n_products=1, covered_share=np.nan
    )
    return categories_chart(table), min(24, len(table))


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
@pytest.mark.parametrize("n", [1, 60])
@pytest.mark.parametrize("draw", [elasticities, by_segment, bundles, pairs, categories])
def test_each_row_has_a_place_and_a_label_of_its_own_on_an_axis_of_names(draw, n, title):
    figure, n_rows = draw(products(n, title))

    axis = figure.layout.yaxis
    assert axis.type == "category"
    assert len(set(axis.categoryarray)) == len(axis.ticktext) == n_rows
    assert all(0 < len(name) <= 60 for name in axis.ticktext)
    drawn = {str(y) for trace in figure.data for y in (trace.y if trace.y is not None else ())}
    assert drawn <= set(axis.categoryarray)
    assert figure.layout.title.text


def test_a_product_without_a_title_is_called_by_category_and_the_end_of_its_id():
    table = pd.DataFrame(
        {"product_id": ["4710199010372", "p2"], "title": [None, ""], "category": ["Tea", None]}
    )

    assert unique_titles(table) == {"4710199010372": "Tea …010372", "p2": "p2"}


@pytest.mark.parametrize("n", [1, 60, 5000])
def test_labels_tell_any_products_apart(n):
    table = pd.DataFrame(
        {"product_id": [f"{i:07d}00000000" for i in range(n)], "title": None, "category": "Tea"}
    )

    assert len(set(unique_titles(table).values())) == n


def test_an_axis_of_names_is_one_in_every_figure():
    revenue = pd.DataFrame({"category": ["4710199010372"], "revenue": [1.0], "orders": [1]})
    assert revenue_chart(revenue, "category").layout.yaxis.type == "category"
    assert (
        coverage_chart(
            pd.DataFrame({"verdict": ["PASS", None], "n_products": [1, 2], "revenue_share": [0.4, 0.6]})
        ).layout.autotypenumbers
        == "strict"
    )
