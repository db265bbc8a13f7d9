import numpy as np
import pandas as pd

from analytics.recommend.purchases import VIEW, purchases_of
from tests.tastes import taste_rows, tastes


def test_the_order_of_rows_does_not_matter():
    rows = taste_rows()

    first, second = purchases_of(rows), purchases_of(rows.sample(frac=1, random_state=3))

    for name in ("customer", "product", "day", "n_orders"):
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name))


def test_before_and_since_part_a_history():
    whole = tastes()
    day = int(np.median(whole.day))

    past, later = whole.before(day), whole.since(day)

    assert len(past) + len(later) == len(whole)
    assert past.day.max() < day <= later.day.min()
    assert (past.end, later.end) == (day, whole.end)
    assert (past.bought + later.bought != whole.bought).nnz == 0


def test_what_was_only_looked_at_counts_less_than_what_was_bought():
    day = pd.Timestamp("2024-03-01")
    rows = [("c1", "p1", day, 2, 5), ("c1", "p2", day, 0, 4), ("c2", "p2", day, 1, 0)]

    found = purchases_of(
        pd.DataFrame(rows, columns=["customer_id", "product_id", "day", "n_orders", "n_views"])
    )

    np.testing.assert_allclose(found.interactions.toarray(), [[1, VIEW], [0, 1]])
    np.testing.assert_allclose(found.bought.toarray(), [[2, 0], [0, 1]])
    assert found.n_buyers.tolist() == [1, 1]


def test_fewer_products_leave_all_customers():
    whole = tastes()
    wanted = np.arange(whole.n_products) % 2 == 0

    found = whole.of_products(wanted)

    assert found.n_customers == whole.n_customers
    assert found.product_ids.tolist() == whole.product_ids[wanted].tolist()
    assert (found.bought != whole.bought[:, np.flatnonzero(wanted)]).nnz == 0
