import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analytics.evidence.shapley import explain_scores, price_dependence

weights = arrays(np.float64, 3, elements=st.floats(-5, 5))
tables = arrays(np.float64, (7, 3), elements=st.floats(-10, 10))
ONE_EACH = {"a": ["a"], "b": ["b"], "c": ["c"]}


def frame(table: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(table, columns=[chr(ord("a") + column) for column in range(table.shape[1])])


def normal_rows(n_rows: int, n_columns: int, seed: int = 0) -> pd.DataFrame:
    return frame(np.random.default_rng(seed).normal(size=(n_rows, n_columns)))


@settings(max_examples=30, deadline=None)  # the first example compiles shap's kernels
@given(weights, tables)
def test_a_linear_model_gives_each_column_its_weight_times_its_distance_from_the_mean(weight, table) -> None:
    background, rows = frame(table[:5]), frame(table[5:])

    found, base_value = explain_scores(lambda X: X.to_numpy() @ weight, background, rows, ONE_EACH)

    expected = weight * (rows - background.mean()).to_numpy()
    assert found.to_numpy() == pytest.approx(expected, abs=1e-9)
    assert base_value == pytest.approx(float(background.mean().to_numpy() @ weight), abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(tables)
def test_an_interaction_is_shared_by_halves(table) -> None:
    # score = a·b. With means m: v(a) = a·m_b, v(b) = m_a·b, v() = mean(a·b), v(ab) = a·b, so by hand
    # value(a) = ½[(a·m_b − mean) + (a·b − m_a·b)]
    background, rows = frame(table[:5]), frame(table[5:])

    found, _ = explain_scores(lambda X: (X["a"] * X["b"]).to_numpy(), background, rows, ONE_EACH)

    mean, m_a, m_b = (
        (background["a"] * background["b"]).mean(),
        background["a"].mean(),
        background["b"].mean(),
    )
    a, b = rows["a"], rows["b"]
    assert found["a"].to_numpy() == pytest.approx(
        (0.5 * (a * m_b - mean + a * b - m_a * b)).to_numpy(), abs=1e-8
    )
    assert found["b"].to_numpy() == pytest.approx(
        (0.5 * (b * m_a - mean + a * b - m_b * a)).to_numpy(), abs=1e-8
    )
    assert found["c"].to_numpy() == pytest.approx(0.0, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(weights, tables)
def test_values_add_up_to_the_score_whatever_the_model(weight, table) -> None:
    def predict(X: pd.DataFrame) -> np.ndarray:
        return np.tanh(X.to_numpy() @ weight) + np.sin(X["a"] * X["c"]).to_numpy()

    rows = frame(table[5:])
    found, base_value = explain_scores(predict, frame(table[:5]), rows, {"pair": ["a", "c"], "b": ["b"]})

    assert base_value + found.sum(axis=1).to_numpy() == pytest.approx(predict(rows), abs=1e-9)


def test_columns_of_one_group_are_never_parted() -> None:
    background = pd.DataFrame({"x": [1, 2, 3], "twice_x": [2, 4, 6], "other": [0, 5, 9]})
    seen = []

    def predict(X: pd.DataFrame) -> np.ndarray:
        seen.append(X)
        return X["x"].to_numpy() * X["other"].to_numpy()

    explain_scores(predict, background, background[1:], {"x": ["x", "twice_x"], "other": ["other"]})

    asked = pd.concat(seen)
    assert (asked["twice_x"] == 2 * asked["x"]).all()
    assert asked.groupby("x")["other"].nunique().max() > 1


def test_text_dates_and_categories_reach_the_model_as_they_are() -> None:
    rows = pd.DataFrame(
        {
            "tier": pd.Categorical(["gold", "iron", "gold"]),
            "city": ["Lima", "Oslo", None],
            "at": pd.to_datetime(["2024-01-01", "2024-02-01", "2024-03-01"]),
            "price": [1.0, 2.0, 3.0],
        }
    )

    def predict(X: pd.DataFrame) -> np.ndarray:
        assert X.dtypes.to_dict() == rows.dtypes.to_dict()
        return (X["tier"] == "gold").to_numpy() * 2.0 + X["price"].to_numpy()

    groups = {"who": ["tier", "city"], "when": ["at"], "price": ["price"]}
    found, _ = explain_scores(predict, rows, rows, groups)

    assert list(found) == ["who", "when", "price"]
    assert found.to_numpy() == pytest.approx(np.array([[2, 0, -3], [-4, 0, 0], [2, 0, 3]]) / [3, 1, 3])


def test_to_explain_leaves_the_global_seed_alone() -> None:
    rows = normal_rows(30, 3)

    np.random.seed(5)  # noqa: NPY002
    explain_scores(lambda X: X["a"].to_numpy(), rows[:20], rows[20:], ONE_EACH)
    drawn = np.random.random()  # noqa: NPY002

    np.random.seed(5)  # noqa: NPY002
    assert drawn == np.random.random()  # noqa: NPY002


def test_each_row_is_scored_in_one_large_call() -> None:
    sizes = []

    def predict(X: pd.DataFrame) -> np.ndarray:
        sizes.append(len(X))
        return X.sum(axis=1).to_numpy()

    explain_scores(predict, normal_rows(40, 3), normal_rows(6, 3, seed=1), ONE_EACH)

    assert len(sizes) == 6
    assert max(sizes) <= 40 * 2**3


def test_price_dependence_by_hand() -> None:
    rows = pd.DataFrame({"relative_price": [1.0, 0.5], "past": [0.2, 0.8]})

    found = price_dependence(lambda X: (X["past"] - X["relative_price"] / 10).to_numpy(), rows, [1.0, 0.8])

    assert found["multiplier"].tolist() == [1.0, 0.8]
    assert found["mean"].tolist() == pytest.approx([0.5 - 0.075, 0.5 - 0.06])
    assert found["median"].tolist() == pytest.approx(found["mean"].tolist())
    assert found["low"][0] == pytest.approx(0.1 + 0.05 * (0.75 - 0.1))
    assert rows["relative_price"].tolist() == [1.0, 0.5]
