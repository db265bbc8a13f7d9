import json

import numpy as np
import pytest

from analytics.demand.cells import learned_cells
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.control import residuals
from analytics.demand.model_files import load_choice, save_choice
from data.schema import InputError
from tests.logs import FEW_STEPS, small_model


def test_training_takes_its_steps_although_batches_do_not_divide_the_visits(small):
    assert len(small.progress) >= FEW_STEPS


def test_progress_rises_to_one(small):
    assert (np.diff(small.progress) > 0).all()
    assert small.progress[-1] == 1.0


def test_the_same_seed_learns_the_same(small):
    again = small_model(small.log, small.world, n_members=4, batch_size=600)

    for name, weights in vars(small.model.weights_).items():
        np.testing.assert_allclose(getattr(again.weights_, name), weights, atol=1e-6, err_msg=name)


def test_a_stopped_training_stops(small):
    class Stopped(Exception):
        pass

    def stop(share):
        raise Stopped

    with pytest.raises(Stopped):
        BasketChoice(ChoiceConfig(n_members=1)).fit(
            small.log, small.customers, small.model.encoder_.reference_price, stop
        )


def test_a_loaded_model_predicts_as_the_saved_one(small, tmp_path):
    save_choice(tmp_path / "model", small.model)

    loaded = load_choice(tmp_path / "model")

    cells = learned_cells(small.log, 0)
    before, after = (m.logits(cells, small.customers) for m in (small.model, loaded))
    np.testing.assert_allclose(after, before, atol=1e-6)
    np.testing.assert_allclose(loaded.weights_.cross, small.model.weights_.cross, atol=1e-7)
    assert loaded.product_ids_ == small.model.product_ids_


def test_a_model_of_an_earlier_version_is_refused_in_one_sentence(small, tmp_path):
    save_choice(tmp_path / "model", small.model)
    path = tmp_path / "model" / "choice.json"
    state = json.loads(path.read_text())
    del state["version"]
    path.write_text(json.dumps(state))

    with pytest.raises(InputError, match="earlier version"):
        load_choice(tmp_path / "model")


def test_a_saved_model_is_plain_files(small, tmp_path):
    save_choice(tmp_path / "model", small.model)

    assert sorted(path.name for path in (tmp_path / "model").iterdir()) == ["choice.json", "weights.npz"]


def test_the_first_stage_travels_with_the_model(small, tmp_path):
    save_choice(tmp_path / "model", small.model)

    loaded = load_choice(tmp_path / "model")

    assert loaded.control_.f_statistic_ == pytest.approx(small.model.control_.f_statistic_)
    cells = learned_cells(small.log, 0)
    np.testing.assert_allclose(
        residuals(loaded.control_, cells), residuals(small.model.control_, cells), atol=1e-6
    )


def test_a_model_of_before_is_read(small, tmp_path):
    save_choice(tmp_path / "model", small.model)
    path = tmp_path / "model" / "weights.npz"
    with np.load(path) as arrays:
        stored = dict(arrays)
    del stored["rarity"], stored["replacing"]
    np.savez_compressed(path, **stored | {"control_shared": stored["control_shared"][0]})

    weights = load_choice(tmp_path / "model").weights_

    own, beside = weights.control_shared
    np.testing.assert_array_equal(own, small.model.weights_.control_shared[0])
    assert not beside.any() and small.model.weights_.control_shared[1].any()
    assert not weights.replacing.any()


def test_without_an_instrument_there_is_no_first_stage(exogenous):
    assert exogenous.model.control_ is None


def test_no_cells_have_no_logits(small):
    nothing = learned_cells(small.log, 0).rows(np.empty(0, int))

    assert small.model.logits(nothing, small.customers).shape == (0,)


def test_a_stranger_has_logits(small):
    assert np.isfinite(small.model.logits(learned_cells(small.log, 0), small.customers.iloc[:1])).all()
