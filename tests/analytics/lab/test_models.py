"""What every model of the lab keeps to."""

import numpy as np
import pytest

from analytics.evidence.curves.summary import summary
from analytics.lab.config import Method, Recurrent
from analytics.lab.models.ensembles import Stacking
from analytics.lab.models.trees import Additive
from analytics.lab.variant import fit_variant, load_variant
from tests.planted import parts_of, quick


@pytest.mark.parametrize("method", Method)
def test_a_model_beats_chance_is_kept_and_repeats_itself(method, tmp_path):
    reader = Recurrent.LSTM if method is Method.NETWORK else Recurrent.NONE
    config = quick(method, recurrent=reader)
    parts, steps = parts_of(config), []

    variant = fit_variant(config, parts, steps.append)

    share = variant.predict(parts.test)
    assert ((share > 0) & (share < 1)).all()
    assert summary(parts.test.outcome, share)["auc"] > 0.65
    assert steps[-1].share == 1.0
    assert [step.share for step in steps] == sorted(step.share for step in steps)
    variant.save(tmp_path)
    assert np.abs(load_variant(config, tmp_path).predict(parts.test) - share).max() < 1e-9
    if method not in (Method.STACKING, Method.DEEP_ENSEMBLE):  # these are of models that repeat themselves
        assert np.abs(fit_variant(config, parts).predict(parts.test) - share).max() < 1e-9


def test_a_strong_l1_penalty_leaves_weights_at_zero():
    parts = parts_of(quick(Method.LOGISTIC))

    linear = fit_variant(quick(Method.LOGISTIC, l1=1.0), parts).model
    network = fit_variant(
        quick(
            Method.NETWORK, l1=1.0, most_epochs=6, patience=0, learning_rate=0.02, recurrent=Recurrent.NONE
        ),
        parts,
    ).model
    trees = fit_variant(quick(Method.BOOSTING, l1=10.0), parts)

    assert (linear.weights_[1:] == 0).all()
    weights = [w for w in network.network_.get_weights() if w.ndim > 1]
    assert np.mean([float((w == 0).mean()) for w in weights]) > 0.9
    assert np.ptp(trees.predict(parts.test)) == 0


def test_a_gru_reads_the_past_before_two_layers_with_dropout():
    config = quick(Method.NETWORK, recurrent=Recurrent.GRU, n_layers=2, dropout=0.1)
    parts = parts_of(config)

    share = fit_variant(config, parts).predict(parts.test)

    assert summary(parts.test.outcome, share)["auc"] > 0.65


def test_a_glass_box_adds_up_curves_of_single_inputs():
    config = quick(Method.ADDITIVE)
    parts = parts_of(config)

    model = fit_variant(config, parts).model

    assert isinstance(model, Additive)
    for tree in model.trees_.dump_model()["tree_info"]:
        assert len(asked_about(tree["tree_structure"])) <= 1


def asked_about(node):
    if "split_feature" not in node:
        return set()
    return {node["split_feature"]} | asked_about(node["left_child"]) | asked_about(node["right_child"])


def test_what_is_stacked_is_asked():
    config = quick(Method.STACKING, stacked=(Method.LOGISTIC, Method.ADDITIVE))

    model = fit_variant(config, parts_of(config)).model

    assert isinstance(model, Stacking)
    assert list(model.members_) == [Method.LOGISTIC, Method.ADDITIVE]
