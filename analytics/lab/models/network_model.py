"""The network as a model of the lab: from examples to arrays, trained, kept as weights and JSON."""

from pathlib import Path
from typing import Any, Self

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.lab.augmentation import augmented
from analytics.lab.columns import Columns
from analytics.lab.config import TrainConfig
from analytics.lab.examples import Examples
from analytics.lab.models.batches import Rows
from analytics.lab.models.contract import Watch, unwatched
from analytics.lab.models.learning import learn, shares
from analytics.lab.models.memory import fitting_batch
from data.privacy.artifacts import reading
from data.privacy.encrypted_files import emptying, filling
from data.privacy.formats import Document

LEARNED = Document("network.json", {"columns": dict, "n_tokens": int, "length": int})
WEIGHTS = "network.weights.h5"
_ROWS_AT_ONCE = 2048  # in predictions
_JUDGED_AT_ONCE = 4  # times the rows of a step: no gradients are kept


class Network:
    """Embedding → LSTM → Dense → sigmoid.

    Attributes
    ----------
    columns_ : what becomes of the inputs
    n_tokens_, length_ : of pasts
    network_ : keras.Model
    batch_size_ : rows of a step that fitted into the memory
    """

    def __init__(self, config: TrainConfig) -> None:
        self.config = config

    def fit(
        self, train: Examples, validation: Examples, watch: Watch = unwatched, weight: Doubles | None = None
    ) -> Self:
        """Learn the weights; see `LabModel`."""
        self.columns_ = Columns.of(train.inputs)
        self.n_tokens_, self.length_ = train.n_tokens, train.past.shape[1]
        self.network_ = self._built()
        x = self.columns_.matrix(train.inputs)
        self.batch_size_ = learn(
            self.network_,
            lambda size: Rows.of(train, x, weight, size),
            lambda size: self._rows(validation, _JUDGED_AT_ONCE * size),
            fitting_batch(self.config, len(train), x.shape[1], self.length_),
            self.config,
            watch,
            self.vary,
            self.teach,
        )
        return self

    def teach(self, inputs: Any, outcome: Any, weight: Any) -> dict[str, float]:
        """Take one step; return the mean log loss of its rows, among others."""
        told = self.network_.train_on_batch(inputs, outcome, sample_weight=weight, return_dict=True)
        return {name: float(value) for name, value in told.items()}

    def vary(self, past: Ints, rng: np.random.Generator) -> Ints:
        """Return the pasts as an epoch sees them."""
        return augmented(past, self.config.augmentations, rng)

    def predict(self, examples: Examples) -> Doubles:
        """Return the predicted share of yes of each row, (n,)."""
        return shares(self.network_, self._rows(examples))

    def save(self, folder: Path) -> None:
        """Write weights as Keras has them, and as JSON what they belong to."""
        told = {"columns": self.columns_.as_plain(), "n_tokens": self.n_tokens_, "length": self.length_}
        with filling(folder) as place:
            _layers_of(self.network_).save_weights(place / WEIGHTS)
        LEARNED.write(folder, told)

    @classmethod
    def load(cls, config: TrainConfig, folder: Path) -> Self:
        """Return what `save` wrote."""
        kept, model = LEARNED.read(folder), cls(config)
        model.columns_ = Columns.from_plain(kept["columns"])
        model.n_tokens_, model.length_ = kept["n_tokens"], kept["length"]
        model.network_ = model._built()
        with reading(folder, WEIGHTS), emptying(folder) as place:
            _layers_of(model.network_).load_weights(place / WEIGHTS)
        return model

    def _built(self) -> Any:
        from analytics.lab.models.network import build_network

        return build_network(self.config, len(self.columns_.names), self.n_tokens_, self.length_)

    def _rows(self, examples: Examples, size: int = _ROWS_AT_ONCE) -> Rows:
        return Rows.of(examples, self.columns_.matrix(examples.inputs), None, size)


def _layers_of(network: Any) -> Any:
    """Return the same layers without their optimizer, whose moments nobody needs again."""
    import keras

    return keras.Model(network.inputs, network.outputs)
