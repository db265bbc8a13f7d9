"""How a network is trained: batches, memory, early stopping, weights of rows."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.lab.config import Method, Recurrent
from analytics.lab.models.batches import Rows
from analytics.lab.models.learning import log_loss
from analytics.lab.models.memory import fitting_batch
from analytics.lab.models.network_model import Network
from data.schema import InputError
from tests.planted import parts_of, planted, quick


class ResourceExhaustedError(Exception):
    """As TensorFlow calls it."""


class ShortOfMemory(Network):
    """A network on a computer whose memory takes so many rows a step."""

    most = 16

    def teach(self, inputs, outcome, weight):
        if len(outcome) > self.most:
            raise ResourceExhaustedError
        return super().teach(inputs, outcome, weight)


class OutOfMemory(ShortOfMemory):
    most = 0


def test_rows_come_in_batches_of_one_shape_each_row_once():
    examples = planted(200)
    rows = Rows.of(examples, np.arange(400.0).reshape(200, 2), None, 32)

    batches = list(rows.batches(np.random.default_rng(0).permutation(len(rows.start))))

    assert sorted(np.concatenate([at for at, _ in batches])) == list(range(200))
    shapes = {tuple(values.shape for values in inputs.values()) for _, (inputs, _, _) in batches}
    assert len(shapes) == 1
    for at, (inputs, outcome, weight) in batches:
        n = len(at)
        assert (inputs["past"][inputs["at"][:n]] == examples.past[examples.past_row[at]]).all()
        assert (outcome[:n, 0] == examples.outcome[at]).all()
        assert weight[n:].sum() == 0
        assert weight.mean() == pytest.approx(1.0)


def test_many_rows_of_one_past_fill_several_batches():
    examples = replace(planted(100), past_row=np.zeros(100, np.int64))

    batches = list(Rows.of(examples, np.zeros((100, 1)), None, 16).batches(np.arange(25)))

    assert sum(len(at) for at, _ in batches) == 100
    assert {len(outcome) for _, (_, outcome, _) in batches} == {16}


def test_a_batch_that_the_memory_does_not_take_is_halved_until_it_does():
    config = quick(Method.NETWORK, recurrent=Recurrent.NONE, batch_size=128, most_epochs=2)
    parts, steps = parts_of(config), []

    model = ShortOfMemory(config).fit(parts.train, parts.validation, steps.append)

    assert model.batch_size_ == 16
    assert [step.epoch for step in steps] == [1, 2]
    with pytest.raises(InputError, match="does not fit into the memory"):
        OutOfMemory(config).fit(parts.train, parts.validation)


def test_a_batch_suits_the_rows_and_is_the_one_asked_for():
    config = quick(Method.NETWORK)

    assert fitting_batch(config, 1_000, 10, 20) == 32
    assert fitting_batch(config, 100_000, 10, 20) == 512
    assert fitting_batch(quick(Method.NETWORK, recurrent=Recurrent.NONE, batch_size=77), 100, 10, 20) == 77


def test_training_stops_where_validation_gains_no_more_and_keeps_the_best():
    config = quick(Method.NETWORK, recurrent=Recurrent.NONE, most_epochs=200, patience=1, learning_rate=0.05)
    parts, steps = parts_of(config), []

    model = Network(config).fit(parts.train, parts.validation, steps.append)

    losses = [step.validation_loss for step in steps]
    assert len(steps) < 200
    assert min(losses) == losses[-2]
    assert log_loss(parts.validation.outcome, model.predict(parts.validation)) == pytest.approx(min(losses))
    assert all(np.isfinite(step.train_loss) for step in steps)


def test_rows_that_weigh_nothing_teach_nothing():
    config = quick(Method.NETWORK, recurrent=Recurrent.NONE, most_epochs=2)
    parts = parts_of(config)
    weight = np.where(parts.train.outcome == 1, 2.0, 0.0)

    model = Network(config).fit(parts.train, parts.validation, weight=weight)

    plain = Network(config).fit(parts.train, parts.validation)
    assert model.predict(parts.test).mean() > plain.predict(parts.test).mean()
