"""Nothing that a viewer reads, taken from other things that a viewer reads, leaves a handful of customers."""

import numpy as np
import pandas as pd
import pytest

from data.privacy.roles.grants import give
from data.privacy.roles.guarded import DEFAULT_LEAST
from data.privacy.roles.mart_rules import RULES, Told
from data.privacy.roles.person import Person
from data.privacy.roles.projection import NO_CATEGORY
from data.privacy.roles.rights import Role
from data.services.workspaces import open_workspace
from tests.builders import event, events_csv, import_csv, new_shop

VIEWER = "viewer@shop.example"
KEYS = {  # mart, kind of place where it has several → what a row of it is of
    ("categories", None): ("category", "category"),
    ("products", None): ("product_id", "product_id"),
    ("places", "store"): ("place", "store_id"),
    ("places", "channel"): ("place", "channel"),
    ("weeks", None): ("week", "week"),
    ("basket_sizes", None): ("n_products", "n_products"),
}


def sold(seed):
    """Orders of one line; some products, stores, channels and weeks have few customers."""
    rng = np.random.default_rng(seed)
    n = 260
    product = rng.choice(9, n, p=np.r_[0.02, 0.03, 0.04, np.full(6, 0.91 / 6)])
    week = rng.choice(4, n, p=[0.02, 0.04, 0.47, 0.47])
    return pd.DataFrame({
        "customer_id": [f"c{i}" for i in rng.integers(0, 90, n)],
        "order_id": [f"o{i}" for i in range(n)],
        "product_id": [f"p{i}" for i in product],
        "category": [f"k{i % 3}" if i else NO_CATEGORY for i in product],
        "store_id": [f"s{i}" for i in rng.choice(4, n, p=[0.02, 0.03, 0.45, 0.5])],
        "channel": rng.choice(["web", "app", "fair"], n, p=[0.5, 0.47, 0.03]),
        "event_time": [f"2025-03-{3 + 7 * w:02d} 10:00:00" for w in week],
        "net_price": rng.integers(1, 50, n).astype(str),
    })  # fmt: skip


def sets_of(viewer, rows):
    """Return the lines behind each row that a viewer is shown, by mart."""
    rows = rows.assign(week=pd.to_datetime(rows["event_time"]).dt.normalize(), n_products=1)
    found = {("overview", None): [frozenset(rows.index)]}
    for (mart, kind), (column, own) in KEYS.items():
        table = viewer.read(mart)
        names = (table if kind is None else table[table["kind"] == kind])[column]
        found[mart, kind] = [frozenset(rows.index[rows[own] == name]) for name in names]
    return found


@pytest.mark.parametrize("seed", range(3))
def test_no_mart_less_the_rows_of_any_two_others_leaves_fewer_customers_than_the_least(seed, tmp_path):
    rows, shop = sold(seed), new_shop(tmp_path)
    lines = [event(**row) for row in rows.replace({NO_CATEGORY: ""}).to_dict("records")]
    import_csv(shop, events_csv(tmp_path / "events.csv", lines))
    give(shop.directory, VIEWER, Role.VIEWER)
    viewer = open_workspace(shop.directory.parent, Person(VIEWER)).open(shop.name)

    found = sets_of(viewer, rows)

    n_tried = 0
    for total in [found["overview", None][0], *found["categories", None]]:
        for first in found.values():
            for second in found.values():
                rest, n_taken = total, 0
                for part in (*first, *second):
                    if part < total and part <= rest:
                        rest, n_taken = rest - part, n_taken + 1
                if n_taken and rest:
                    n_tried += 1
                    assert rows.loc[sorted(rest), "customer_id"].nunique() >= DEFAULT_LEAST
    assert n_tried > 10
    assert sum(map(len, found.values())) > 10  # something is left to be read


def test_every_mart_that_a_viewer_reads_is_tried_so():
    told = {mart for mart, rule in RULES.items() if rule.told in (Told.COUNTED, Told.WHOLE)}

    assert told == {"overview", "funnel"} | {mart for mart, _ in KEYS}  # a funnel has no parts that add up
