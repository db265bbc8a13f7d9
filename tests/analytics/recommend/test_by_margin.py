"""Lists in the order of chance and profit."""

import pandas as pd

from analytics.recommend.by_margin import by_margin


def test_the_margin_moves_a_list_from_chance_to_expected_contribution():
    rows = pd.DataFrame(
        {
            "customer_id": "c1",
            "method": "ease",
            "place": [1, 2, 3],
            "product_id": ["often", "dear", "free"],
            "chance": [0.5, 0.2, 0.1],
            "is_new": True,
        }
    )
    money = {"often": 1.0, "dear": 10.0, "free": 0.0}

    by_chance, by_money = (by_margin(rows, money, weight) for weight in (0.0, 1.0))

    assert by_chance["product_id"].tolist() == ["often", "dear", "free"]
    assert by_money["product_id"].tolist() == ["dear", "often", "free"]
    assert by_money["place"].tolist() == [1, 2, 3]
