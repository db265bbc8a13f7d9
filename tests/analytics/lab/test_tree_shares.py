import numpy as np
import pytest

from analytics.lab.config import Method
from analytics.lab.splits import split_examples
from analytics.lab.tree_shares import inputs_of, tree_importance, tree_shares
from analytics.lab.variant import fit_variant
from tests.planted import planted, quick


@pytest.fixture(scope="module", params=[Method.BOOSTING, Method.ADDITIVE, Method.FOREST])
def fitted(request):
    config = quick(request.param)
    parts = split_examples(planted(400), config)
    return fit_variant(config, parts), parts


def test_what_inputs_add_comes_to_the_trees_answer(fitted):
    variant, parts = fitted
    raw = variant.model.trees_.predict(
        variant.model.columns_.matrix(parts.test.inputs), raw_score=True, num_threads=1
    )

    shares = tree_shares(variant.model, parts.test)

    assert set(shares) == set(inputs_of(variant.model.columns_)) == set(parts.test.inputs)
    base = raw - shares.sum(axis=1)
    assert np.ptp(base) < 1e-6  # the trees' mean, the same for every row


def test_the_input_that_decides_moves_the_answers_most(fitted):
    variant, parts = fitted

    told = tree_importance(variant, parts.test)

    assert told["mean_absolute"].is_monotonic_decreasing and told["mean_absolute"].iloc[0] > 0


def test_other_models_have_no_trees_to_read():
    config = quick(Method.LOGISTIC)
    parts = split_examples(planted(200), config)

    assert tree_importance(fit_variant(config, parts), parts.test) is None
