"""Verdicts of products count products, not checks."""

import pandas as pd

from components.response.gates import gravest


def test_a_product_counts_once_by_its_gravest_check():
    gates = pd.DataFrame(
        {
            "product_id": ["a", "a", "b", "b", "c", None],
            "verdict": ["PASS", "PASS", "WARN", "PASS", "FAIL", "FAIL"],
        }
    )
    gates.loc[len(gates)] = ["c", "WARN"]

    assert gravest(gates).to_dict() == {"a": "PASS", "b": "WARN", "c": "FAIL"}
