import numpy as np
import pytest
from sklearn.metrics import precision_recall_fscore_support, roc_auc_score

from analytics.segments.new_customers.scores import ALL, confusion_table, roc_table, score_table

NAMES = ["a", "b", "c"]


@pytest.fixture(scope="module")
def told() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    actual = rng.choice(3, 400, p=[0.2, 0.3, 0.5])
    chances = rng.dirichlet([1, 1, 1], 400) + 0.5 * np.eye(3)[actual]
    return actual, chances / chances.sum(1, keepdims=True)


def test_scores_are_those_of_scikit_learn(told):
    actual, chances = told

    table = score_table(actual, chances, NAMES).set_index("segment")

    precision, recall, f1, counts = precision_recall_fscore_support(actual, chances.argmax(1))
    assert table.loc[NAMES, "precision"].to_numpy() == pytest.approx(precision)
    assert table.loc[NAMES, "recall"].to_numpy() == pytest.approx(recall)
    assert table.loc[NAMES, "f1"].to_numpy() == pytest.approx(f1)
    assert table.loc[NAMES, "n_customers"].tolist() == counts.tolist()
    assert table.loc[ALL, "accuracy"] == (actual == chances.argmax(1)).mean()
    assert table.loc[ALL, "recall"] == pytest.approx(recall.mean())
    for place, name in enumerate(NAMES):
        assert table.loc[name, "auc"] == pytest.approx(roc_auc_score(actual == place, chances[:, place]))


def test_bands_are_as_wide_as_shares_of_so_many_customers_scatter(told):
    row = score_table(*told, NAMES).set_index("segment").loc[ALL]

    width = row["accuracy_high"] - row["accuracy_low"]
    assert row["accuracy_low"] <= row["accuracy"] <= row["accuracy_high"]
    assert width == pytest.approx(
        2 * 1.645 * np.sqrt(row["accuracy"] * (1 - row["accuracy"]) / 400), rel=0.25
    )


def test_every_customer_is_in_one_cell_of_the_confusion(told):
    actual, chances = told

    table = confusion_table(actual, chances.argmax(1), NAMES)

    assert table["n_customers"].sum() == 400
    assert table.query("actual == told")["n_customers"].sum() == (actual == chances.argmax(1)).sum()


def test_roc_curves_rise_from_nobody_to_everybody(told):
    for _, curve in roc_table(*told, NAMES).groupby("segment"):
        assert curve[["false_share", "true_share"]].iloc[[0, -1]].to_numpy().tolist() == [[0, 0], [1, 1]]
        assert (curve[["false_share", "true_share"]].diff().dropna() >= 0).all().all()
