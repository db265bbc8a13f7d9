from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analytics.segments.clusters import cluster_customers, suggest_n_clusters
from data.schema import NotEnoughDataError

Build = Callable[..., pd.DataFrame]


def three_groups(n_each: int = 60) -> pd.DataFrame:
    """Customers of three kinds that cannot be confused."""
    rng = np.random.default_rng(3)
    kinds = [(5, 40, 4_000), (90, 12, 400), (300, 1, 30)]
    rows = [np.array(kind) * rng.lognormal(0, 0.08, (n_each, 3)) for kind in kinds]
    table = pd.DataFrame(np.vstack(rows), columns=["recency_days", "n_orders", "monetary"])
    return table.assign(kind=np.repeat([0, 1, 2], n_each))


def test_planted_groups_are_found_with_the_richest_first() -> None:
    shop = three_groups()

    labels = cluster_customers(shop, 3, seed=0)

    assert labels.tolist() == shop["kind"].tolist()


def test_the_number_of_planted_groups_is_suggested() -> None:
    n_clusters, silhouettes = suggest_n_clusters(three_groups(), seed=0)

    assert n_clusters == 3
    assert silhouettes["n_clusters"].tolist() == [2, 3, 4, 5, 6, 7, 8]
    assert silhouettes["silhouette"].between(-1, 1).all()


def test_the_order_of_rows_changes_nothing(shop_customers: Build) -> None:
    shop = shop_customers(400)
    shuffled = shop.sample(frac=1, random_state=7)

    labels = pd.Series(cluster_customers(shuffled, 6, seed=2), index=shuffled.index)

    assert labels.sort_index().tolist() == cluster_customers(shop, 6, seed=2).tolist()
    pd.testing.assert_frame_equal(
        suggest_n_clusters(shuffled, 2, 200)[1], suggest_n_clusters(shop, 2, 200)[1]
    )


def test_clusters_are_numbered_by_falling_mean_money(shop_customers: Build) -> None:
    shop = shop_customers(800)

    means = shop["monetary"].groupby(cluster_customers(shop, 6, seed=0)).mean()

    assert means.is_monotonic_decreasing


def test_identical_customers_form_one_cluster(customers: Build) -> None:
    same = customers(monetary=[20.0] * 12)

    assert set(cluster_customers(same, 4, seed=0)) == {0}


@pytest.mark.parametrize("n_customers", [1, 2, 3, 4])
def test_hardly_any_customers_still_get_a_suggestion(n_customers: int, shop_customers: Build) -> None:
    n_clusters, silhouettes = suggest_n_clusters(shop_customers(n_customers))

    assert 1 <= n_clusters <= max(n_customers - 1, 1)
    assert list(silhouettes.columns) == ["n_clusters", "silhouette"]


def test_a_loss_counts_as_no_money(customers: Build) -> None:
    shop = customers(monetary=[-40.0, 0.0, 100.0], recency_days=[1, 1, 1])

    labels = cluster_customers(shop, 2, seed=0)

    assert labels.tolist() == [1, 1, 0]


def test_a_shop_without_buyers_is_named(shop_customers: Build) -> None:
    with pytest.raises(NotEnoughDataError, match="no customer with a purchase"):
        cluster_customers(shop_customers(0), 3)
