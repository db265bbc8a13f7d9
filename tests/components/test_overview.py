import pandas as pd
import pytest

from components import overview
from components.overview import charts
from tests.builders import shop_with

WEEKS = pd.DataFrame(
    {
        "week": pd.to_datetime(["2024-01-01", "2024-01-08", "2024-01-15", "2024-01-22"]),
        "revenue": [10.0, 100.0, 110.0, 5.0],
        "orders": [1, 10, 11, 1],
    }
)
FACTS = {
    "orders": 120,
    "customers": 60,
    "revenue": 1500.0,
    "multi_product_share": 0.05,
    "first_at": pd.Timestamp("2024-01-01"),
    "last_at": pd.Timestamp("2024-02-29"),
}


def facts(**overrides):
    return pd.Series(FACTS | overrides)


def test_weeks_cut_by_the_first_or_last_day_are_left_out_of_the_picture():
    first, last = pd.Timestamp("2024-01-03 12:00"), pd.Timestamp("2024-01-24 12:00")

    assert charts.full_weeks(WEEKS, first, last)["revenue"].tolist() == [100.0, 110.0]


def test_a_shop_of_three_days_still_has_a_picture():
    week = WEEKS.head(1)

    assert len(charts.full_weeks(week, pd.Timestamp("2024-01-02"), pd.Timestamp("2024-01-04"))) == 1
    assert charts.weeks_chart(week).data[0].type == "bar"


def test_the_largest_category_is_on_top():
    categories = pd.DataFrame({"category": ["a", "b"], "revenue": [1.0, 2.0], "orders": [1, 2]})

    assert list(charts.revenue_chart(categories, "category").data[0].y) == ["a", "b"]


def test_only_the_largest_categories_are_drawn_and_the_title_says_so():
    names = [f"c{number}" for number in range(20)]
    categories = pd.DataFrame({"category": names, "revenue": range(20), "orders": range(20)})

    figure = charts.revenue_chart(categories, "category")

    assert len(figure.data[0].y) == charts.N_BARS
    assert "12 largest" in figure.layout.title.text


def test_the_shares_of_basket_sizes_add_up_to_one():
    sizes = pd.DataFrame({"n_products": range(1, 40), "orders": range(39, 0, -1)})

    bars = charts.basket_sizes_chart(sizes).data[0]

    assert abs(sum(bars.y) - 1.0) < 1e-12
    assert bars.x[-1] == "10+"


def test_the_funnel_runs_from_looking_to_buying():
    funnel = pd.DataFrame(
        {"event_type": ["view", "cart", "purchase"], "customers": [200, 50, 20], "events": [900, 60, 25]}
    )

    bars = charts.funnel_chart(funnel).data[0]

    assert list(bars.y) == ["Bought", "Put in cart", "Viewed"]
    assert bars.text == ("20 (10 %)", "50 (25 %)", "200 (100 %)")


def test_the_answer_says_whether_baskets_give_bundles_something_to_build_on():
    assert "would have to create demand" in overview.answer("Tea", facts(), "")
    assert "something to build on" in overview.answer("Tea", facts(multi_product_share=0.6), "")


def test_a_shop_without_purchases_is_told_so():
    empty = facts(orders=0, multi_product_share=float("nan"))

    assert "no purchase yet" in overview.answer("Tea", empty, "")


@pytest.mark.parametrize(("categories", "by"), [(["tea", "cups"], "category"), (["", ""], "product")])
def test_what_sells_is_shown_by_product_where_no_category_tells_it(tmp_path, categories, by):
    rows = [
        {
            "order_id": f"o{n}",
            "product_id": f"p{n}",
            "net_price": f"{n + 1}",
            "title": f"Pot {n}",
            "category": name,
        }
        for n, name in enumerate(categories)
    ]

    sold = overview.sales_of(shop_with(tmp_path, rows))

    assert sold.columns[0] == by
    assert sold["revenue"].tolist() == [2.0, 1.0]
    assert sold[by].tolist() == (["cups", "tea"] if by == "category" else ["Pot 1", "Pot 0"])
