"""Laws of exact shares: additivity, symmetry, nothing for the ignored, parts that make up their group."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analytics.evidence.explanation.coalitions import Partition
from analytics.evidence.explanation.nested import explain_nested
from analytics.evidence.shapley import explain_scores

tables = arrays(np.float64, (7, 5), elements=st.floats(-3, 3))
COLUMNS = {"one": {"a": ["a"], "b": ["b"]}, "two": {"c": ["c"]}, "three": {"d": ["d"], "e": ["e"]}}
WHOLE = {"one": ["a", "b"], "two": ["c"], "three": ["d", "e"]}


def frame(table: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(table, columns=list("abcde")[: table.shape[1]])


def odd(X: pd.DataFrame) -> np.ndarray:
    """A model in which inputs of all groups act together."""
    return np.tanh((X["a"] * X["b"] - X["c"] * X["d"] + 0.3 * X["e"] + X["a"] * X["c"]).to_numpy())


@settings(max_examples=25)
@given(tables)
def test_groups_add_up_to_the_score_and_parts_to_their_group(table):
    background, rows = frame(table[:5]), frame(table[5:])

    found = explain_nested(odd, background, rows, COLUMNS)

    assert found.base_value == pytest.approx(odd(background).mean(), abs=1e-9)
    assert found.base_value + found.groups.sum(axis=1).to_numpy() == pytest.approx(odd(rows), abs=1e-9)
    for group in ("one", "three"):
        parts = found.parts.filter(like=f"{group}.").sum(axis=1)
        assert parts.to_numpy() == pytest.approx(found.groups[group].to_numpy(), abs=1e-9)
    assert found.gap < 1e-9


@settings(max_examples=10)
@given(tables)
def test_groups_have_the_shares_that_shap_gives_them(table):
    background, rows = frame(table[:5]), frame(table[5:])

    found = explain_nested(odd, background, rows, COLUMNS)
    known, _ = explain_scores(odd, background, rows, WHOLE)

    assert found.groups.to_numpy() == pytest.approx(known.to_numpy(), abs=1e-9)
    assert found.by_background.mean(2) == pytest.approx(known.to_numpy(), abs=1e-9)


@settings(max_examples=15)
@given(arrays(np.float64, (7, 5), elements=st.floats(-3, 3)))
def test_what_the_model_ignores_gets_nothing_and_equals_get_the_same(table):
    table[:, 1] = table[:, 0]  # a and b say the same, and the model takes both alike
    background, rows = frame(table[:5]), frame(table[5:])

    found = explain_nested(
        lambda X: np.exp((X["a"] + X["b"] - X["c"]).to_numpy() / 4), background, rows, COLUMNS
    )

    assert found.groups["three"].to_numpy() == pytest.approx(0.0, abs=1e-9)
    assert found.parts[["three.d", "three.e"]].to_numpy() == pytest.approx(0.0, abs=1e-9)
    assert found.parts["one.a"].to_numpy() == pytest.approx(found.parts["one.b"].to_numpy(), abs=1e-9)


def test_owen_values_of_a_product_by_hand():
    # score = a·b·c from a background of zeros: only the whole coalition scores. Groups {a, b} and {c} share
    # it by halves, a and b halve theirs.
    rows = pd.DataFrame({"a": [2.0], "b": [3.0], "c": [4.0]})
    columns = {"ab": {"a": ["a"], "b": ["b"]}, "c": {"c": ["c"]}}

    found = explain_nested(lambda X: X.prod(axis=1).to_numpy(), rows * 0, rows, columns)

    assert found.groups.iloc[0].to_dict() == pytest.approx({"ab": 12.0, "c": 12.0})
    assert found.parts.iloc[0].to_dict() == pytest.approx({"ab.a": 6.0, "ab.b": 6.0})
    assert found.pair_names == [("ab", "c")] and found.pairs[0] == pytest.approx([24.0])


def test_a_sum_has_no_interactions():
    table = np.random.default_rng(0).normal(size=(8, 5))

    found = explain_nested(lambda X: X.sum(axis=1).to_numpy(), frame(table[:5]), frame(table[5:]), COLUMNS)

    assert found.pairs == pytest.approx(0.0, abs=1e-12)
    assert len(found.pair_names) == 3


def test_progress_is_told_row_by_row_and_can_stop_the_work():
    table, said = np.ones((4, 5)), []

    explain_nested(odd, frame(table[:2]), frame(table[2:]), COLUMNS, said.append)

    assert said == [0.5, 1.0]


def test_more_groups_than_all_coalitions_can_be_asked_of_are_refused():
    with pytest.raises(ValueError, match="can be explained"):
        Partition({f"g{i}": ["x"] for i in range(13)})
    with pytest.raises(ValueError, match="can be explained"):
        Partition({"g": [f"p{i}" for i in range(7)]})
