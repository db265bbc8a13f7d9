"""What a run says of elasticities to scripts."""

import json

import numpy as np
import pandas as pd

from analytics.runs.product_rows import elasticity_records


def elasticity(point, **keys):
    return keys | {"elasticity": point, "elasticity_low": 1.5 * point, "elasticity_high": 0.5 * point}


def test_the_shops_elasticities_come_first_and_those_withheld_are_null():
    products = pd.DataFrame([elasticity(-2.0, product_id="a"), elasticity(np.nan, product_id="b")])
    by_segment = pd.DataFrame([elasticity(-4.0, product_id="a", segment="tier 0")])

    records = json.loads(json.dumps(elasticity_records(products, by_segment), allow_nan=False))

    assert [(r["product_id"], r["segment"], r["elasticity"]) for r in records] == [
        ("a", None, -2.0),
        ("b", None, None),
        ("a", "tier 0", -4.0),
    ]
