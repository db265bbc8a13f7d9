import pandas as pd
import pytest

from analytics.segments.traits import customers_behind, portray

TRAITS = pd.DataFrame(
    [
        ("c1", "category", "mugs", 30.0),
        ("c1", "category", None, 10.0),
        ("c2", "category", "mugs", 10.0),
        ("c2", "category", "pots", 50.0),
        ("c3", "category", "pots", 100.0),
        ("c1", "brand", "only", 5.0),
        ("c3", "brand", "only", 5.0),
        ("c4", "category", "pots", 500.0),  # in no segment
    ],
    columns=["customer_id", "trait", "value", "revenue"],
)
CUSTOMERS = pd.DataFrame({"customer_id": ["c1", "c2", "c3"], "segment": ["good", "good", "new"]})


def test_shares_are_counted_by_hand():
    table = portray(TRAITS, CUSTOMERS).set_index(["segment", "value"])

    mugs = table.loc[("good", "mugs")]
    assert mugs["revenue_share"] == pytest.approx(40 / 100)
    assert mugs["shop_share"] == pytest.approx(40 / 200)
    assert mugs["index"] == pytest.approx(2)
    assert (mugs["n_customers"], mugs["customer_share"]) == (2, 1.0)
    assert table.loc[("new", "pots"), "revenue_share"] == 1
    assert ("new", "mugs") not in table.index


def test_a_trait_with_one_value_tells_nothing():
    assert "brand" not in set(portray(TRAITS, CUSTOMERS)["trait"])


def test_every_figure_leads_to_as_many_customers():
    for _, row in portray(TRAITS, CUSTOMERS).iterrows():
        ids = customers_behind(TRAITS, CUSTOMERS, row["segment"], row["trait"], row["value"])
        assert len(ids) == row["n_customers"]
        assert set(CUSTOMERS.set_index("customer_id").loc[ids, "segment"]) == {row["segment"]}


def test_a_shop_whose_purchases_tell_nothing_has_no_portrait():
    assert portray(TRAITS.head(0), CUSTOMERS).empty
