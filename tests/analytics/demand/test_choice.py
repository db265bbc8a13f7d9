import json

import numpy as np
import pytest
from tests.fitting import FEW_STEPS, fit_small

from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.model_files import load_choice, save_choice
from data.schema import InputError


def test_training_takes_its_steps_although_batches_do_not_divide_the_visits(small):
    assert len(small.progress) >= FEW_STEPS


def test_progress_rises_to_one(small):
    assert (np.diff(small.progress) > 0).all()
    assert small.progress[-1] == 1.0


def test_the_same_seed_learns_the_same(small):
    again, _ = fit_small(small.visits, small.world)

    for weights, others in zip(again.network_.get_weights(), small.model.network_.get_weights(), strict=True):
        np.testing.assert_allclose(weights, others, atol=1e-6)


def test_a_stopped_training_stops(small):
    class Stopped(Exception):
        pass

    def stop(share):
        raise Stopped

    with pytest.raises(Stopped):
        BasketChoice(ChoiceConfig(n_members=1)).fit(
            small.visits, small.customers, small.model.encoder_.reference_price, stop
        )


def test_a_loaded_model_predicts_as_the_saved_one(small, tmp_path):
    save_choice(tmp_path / "model", small.model)

    loaded = load_choice(tmp_path / "model")

    before, after = (m.predict(small.visits, small.customers) for m in (small.model, loaded))
    np.testing.assert_allclose(after, before, atol=1e-6)
    np.testing.assert_allclose(loaded.cross_, small.model.cross_, atol=1e-7)
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

    assert sorted(path.name for path in (tmp_path / "model").iterdir()) == ["choice.json", "network.keras"]


def test_the_first_stage_travels_with_the_model(small, tmp_path):
    save_choice(tmp_path / "model", small.model)

    loaded = load_choice(tmp_path / "model")

    assert loaded.control_.f_statistic_ == pytest.approx(small.model.control_.f_statistic_)
    np.testing.assert_allclose(
        loaded.control_.residuals(small.visits), small.model.control_.residuals(small.visits), atol=1e-6
    )


def test_without_an_instrument_there_is_no_first_stage(exogenous):
    assert exogenous.model.control_ is None


def test_tastes_of_some_visits_are_those_among_all(small):
    kept = np.arange(len(small.visits)) % 3 == 0

    some = small.model.tastes(small.visits, small.customers, slice(0, 2), kept)
    every = small.model.tastes(small.visits, small.customers)

    for of_some, of_every in zip(some, every, strict=True):
        np.testing.assert_allclose(of_some, of_every[kept][:, :2], atol=1e-5)


def test_no_visits_have_no_predictions(small):
    nobody = small.visits.where(np.zeros(len(small.visits), bool))

    assert small.model.predict(nobody, small.customers).shape == (0, 4)


def test_a_stranger_has_a_prediction(small):
    strangers = small.customers.iloc[:1]

    chance = small.model.predict(small.visits, strangers)

    assert np.isfinite(chance).all()
