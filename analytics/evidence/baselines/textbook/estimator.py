"""The textbook network as an estimator: fit it to visits, ask it for purchase shares at any price."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Floats, Ints
from analytics.demand.cells import Cells
from analytics.demand.considered import considered_cells
from analytics.demand.training import Batches, Progress, train
from analytics.demand.visit_log import VisitLog
from analytics.evidence.baselines.textbook.features import (
    Windows,
    by_visit,
    network_inputs,
    purchase_windows,
)
from analytics.numerics import expit, random_stream

_PREDICT_WINDOWS = 512


@dataclass(frozen=True)
class TextbookConfig:
    """How the textbook network is trained."""

    fewest_epochs: int = 4
    fewest_steps: int = 600  # a small shop is seen more often,
    most_epochs: int = 30  # but not learned by heart
    batch_size: int = 64  # windows
    most_windows: int = 10_000  # beyond, a sample: seconds grow, the AUC hardly
    learning_rate: float = 0.015  # falls to zero along a cosine
    seed: int = 0


class Textbook:
    """P(buy | last purchases, product, price) by an LSTM, its price effect free in sign and shape.

    It learns associations: nothing in it keeps demand from rising in price, and nothing tells a price that
    followed demand from one that moved it.

    Attributes
    ----------
    network_ : keras.Model
    reference_price_ : (n_products,) prices today [currency]
    """

    def __init__(self, config: TextbookConfig | None = None) -> None:
        self.config = config or TextbookConfig()

    def fit(
        self,
        log: VisitLog,
        is_train: NDArray[np.bool_],
        reference_price: Floats,
        progress: Progress | None = None,
    ) -> "Textbook":
        """Learn from the visits of a mask.

        Parameters
        ----------
        log : all visits of few products
        is_train : (n_visits,)
        reference_price : (n_products,) prices today [currency]
        """
        import keras

        from analytics.evidence.baselines.textbook.network import build_textbook, masked_entropy

        c = self.config
        keras.utils.set_random_seed(c.seed)
        self.reference_price_ = reference_price
        windows = _sampled(purchase_windows(log, np.flatnonzero(is_train)), c.most_windows, c.seed)
        rows = windows.visit[windows.is_visit]
        cells = considered_cells(log, rows)
        x = network_inputs(windows, self._faced(cells, rows))
        outcomes = np.zeros((*x["price"].shape, 2), np.float32)
        told = (by_visit(cells, rows, values, 0.0) for values in (cells.is_bought, cells.counts))
        outcomes[windows.is_visit] = np.stack(list(told), -1)
        share = (cells.is_bought.sum() + 0.5) / (len(cells) + 1)
        self.network_ = build_textbook(log.n_products, float(share))
        size = min(c.batch_size, len(windows))
        wanted = -(-c.fewest_steps // (len(windows) // size))
        epochs = min(max(c.fewest_epochs, wanted), c.most_epochs)
        falling = keras.optimizers.schedules.CosineDecay(c.learning_rate, len(windows) // size * epochs)
        self.network_.compile(keras.optimizers.Adam(falling), loss=masked_entropy)
        train(self.network_, Batches(x, outcomes, size, epochs, c.seed), progress or (lambda share: None))
        return self

    def predict(self, log: VisitLog, rows: Ints, relative_price: Floats) -> Floats:
        """Return P(buy) of these visits, (n_rows, n_products).

        Parameters
        ----------
        rows : rising positions of visits
        relative_price : (n_rows, n_products) price ÷ price today
        """
        windows = purchase_windows(log, rows)
        x = network_inputs(windows, relative_price)
        logits = [np.zeros((0, *x["price"].shape[1:]), np.float32)]
        for start in range(0, len(windows), _PREDICT_WINDOWS):
            batch = {name: values[start : start + _PREDICT_WINDOWS] for name, values in x.items()}
            logits.append(np.asarray(self.network_.predict_on_batch(batch)))
        chance = expit(np.concatenate(logits)[windows.is_visit].astype(float))
        return np.asarray(chance, np.float32)

    def scores(self, cells: Cells) -> Floats:
        """Return P(buy) of cells at the prices faced, (n_cells,)."""
        rows, place = np.unique(cells.visit, return_inverse=True)
        return self.predict(cells.log, rows, self._faced(cells, rows))[place, cells.product]

    def _faced(self, cells: Cells, rows: Ints) -> Floats:
        """Return the prices of visits ÷ prices today, (n_rows, n_products); 1 where there is no cell."""
        return by_visit(cells, rows, cells.price / self.reference_price_[cells.product], 1.0)


def _sampled(windows: Windows, most: int, seed: int) -> Windows:
    if len(windows) <= most:
        return windows
    keep = np.sort(random_stream(seed).choice(len(windows), most, replace=False))
    return Windows(windows.tokens[keep], windows.at[keep], windows.visit[keep])
