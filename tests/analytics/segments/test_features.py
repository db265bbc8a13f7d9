"""Figures of customers: what they say of orders made by hand, and laws of their scale."""

import numpy as np
import pandas as pd
import pytest

from analytics.segments.features import (
    FeatureGroup,
    category_shares,
    customer_features,
    of_groups,
    present_groups,
)
from analytics.segments.scaling import FeatureScaler
from data.schema import InputError, NotEnoughDataError
from data.store import Shop
from tests.builders import event, import_csv, new_shop, write_csv

DAYS = ["2024-03-01", "2024-03-03", "2024-03-11"]  # gaps of two and of eight days
ROWS = [
    *(
        event(order_id=f"o{n}", event_time=day, net_price="8", list_price="10", category="mugs")
        for n, day in enumerate(DAYS)
    ),
    event(
        order_id="o2", event_time=DAYS[2], product_id="p2", net_price="16", list_price="16", category="pots"
    ),
    event(
        customer_id="c2", order_id="o9", event_time=DAYS[0], net_price="12", list_price="12", category="mugs"
    ),
    event(
        customer_id="c2", event_type="view", event_time=DAYS[0], net_price="", order_id="", category="mugs"
    ),
    event(
        customer_id="c3", event_type="view", event_time=DAYS[0], net_price="", order_id="", category="mugs"
    ),
]


def features_of(shop: Shop, left_out=()) -> pd.DataFrame:
    marts = (shop.read(name) for name in ("customers", "customer_habits", "customer_categories"))
    return customer_features(*marts, left_out)


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Shop:
    directory = tmp_path_factory.mktemp("features")
    shop = new_shop(directory)
    import_csv(shop, write_csv(directory / "events.csv", ROWS), "events")
    people = [{"customer_id": "c1", "tier": "gold", "age": 31}, {"customer_id": "c2", "tier": "", "age": 50}]
    import_csv(shop, write_csv(directory / "people.csv", people), "customers")
    return shop


def test_figures_say_what_the_orders_do(shop):
    of_c1 = features_of(shop).loc["c1"]

    assert of_c1["rfm"].to_dict() == {"recency_days": 0, "n_orders": 3, "monetary": 40}
    assert of_c1["rhythm"].to_dict() == pytest.approx(
        {"mean_gap_days": 5, "gap_irregularity": 3 / 5, "tenure_days": 10}
    )
    assert of_c1["baskets", "products_per_order"] == pytest.approx(4 / 3)
    assert of_c1["baskets", "n_products"] == 2
    assert of_c1["categories", "share_of_mugs"] == pytest.approx(3 / 4)
    assert of_c1["categories", "category_entropy"] == pytest.approx(-(3 * np.log(3 / 4) + np.log(1 / 4)) / 4)
    assert of_c1["prices", "discount_share"] == pytest.approx(1 - 40 / 46)
    assert of_c1["prices", "price_position"] == 0  # p1's usual price is 8, what most lines cost


def test_who_pays_more_than_usual_and_looks_around_shows_it(shop):
    of_c2 = features_of(shop).loc["c2"]

    assert of_c2["prices", "price_position"] == pytest.approx(np.log(12 / 8))
    assert of_c2["browsing", "views_per_visit"] == 1
    assert np.isnan(of_c2["rhythm", "mean_gap_days"])  # one order leaves no gap


def test_only_who_bought_has_figures(shop):
    assert features_of(shop).index.tolist() == ["c1", "c2"]


def test_a_group_that_nobody_recorded_is_not_there_and_is_refused_by_name(tmp_path):
    shop = new_shop(tmp_path)
    orders = [event(customer_id=f"c{n}", order_id=f"o{n}") for n in range(3)]
    import_csv(shop, write_csv(tmp_path / "events.csv", orders), "events")
    features = features_of(shop)

    assert FeatureGroup.BROWSING not in present_groups(features)
    with pytest.raises(InputError, match="no figures of the group browsing"):
        of_groups(features, [FeatureGroup.BROWSING])


def test_an_attribute_left_out_is_no_figure(shop):
    assert ("attributes", "age") in features_of(shop).columns
    assert ("attributes", "age") not in features_of(shop, ["age"]).columns
    with pytest.raises(InputError, match="no attribute shoe_size"):
        features_of(shop, ["shoe_size"])


def test_shares_of_categories_are_of_the_customers_own_lines():
    lines = pd.DataFrame({"customer_id": ["a", "a", "b"], "category": ["x", "y", "x"], "n_lines": [1, 3, 5]})

    shares = category_shares(lines, pd.Index(["b", "a", "nobody"], name="customer_id"))

    assert shares["share_of_x"].tolist() == [1.0, 0.25, 0.0]
    assert shares["category_entropy"].tolist()[0] == 0.0


def table(**columns) -> pd.DataFrame:
    frame = pd.DataFrame({tuple(name.split("__")): values for name, values in columns.items()})
    frame.columns = pd.MultiIndex.from_tuples(frame.columns)
    return frame


def test_a_scale_forgets_units_of_measurement():
    days = np.array([1.0, 5.0, 2.0, 8.0])
    plain = table(prices__price_position=days, rhythm__gap_irregularity=days**2)
    other = table(prices__price_position=24 * days + 7, rhythm__gap_irregularity=60 * days**2)

    np.testing.assert_allclose(FeatureScaler().fit_transform(plain), FeatureScaler().fit_transform(other))


def test_each_group_weighs_the_same_and_a_constant_nothing():
    rng = np.random.default_rng(0)
    columns = {f"categories__share_of_{n}": rng.random(400) for n in range(9)}
    frame = table(prices__price_position=rng.random(400), rfm__monetary=np.full(400, 7.0), **columns)

    scaled = FeatureScaler().fit_transform(frame)

    assert scaled.shape == (400, 10)
    np.testing.assert_allclose([scaled[:, 0].var(), scaled[:, 1:].var(axis=0).sum()], 1, rtol=0.02)


def test_a_missing_figure_is_the_mean():
    scaled = FeatureScaler().fit_transform(table(prices__price_position=[1.0, np.nan, 3.0]))

    assert scaled[1, 0] == 0


def test_customers_who_are_all_alike_are_refused_in_a_sentence():
    with pytest.raises(NotEnoughDataError, match="all alike"):
        FeatureScaler().fit(table(rfm__monetary=[7.0, 7.0]))
