"""Steps of a descent that are noisy enough to hide one customer."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from keras import ops

from analytics.saved_layers import PACKAGE


@keras.saving.register_keras_serializable(package=PACKAGE)
class NoisyDescent(keras.optimizers.Optimizer):
    """Gradient descent in scaled weights, with noise of one size added to each of their gradients.

    A layer of scale s is trained as if its weights were divided by s: its gradient counts s times, its noise
    as much as any other's. Layers whose weights say little get a small scale, and little noise.

    Parameters
    ----------
    scales : of the trainable variables, in their order, > 0
    noise : standard deviation of the noise on each scaled gradient

    References
    ----------
    Abadi et al. (2016), Deep learning with differential privacy.
    """

    def __init__(
        self, learning_rate: Any = 1.0, scales: tuple[float, ...] = (), noise: float = 0.0, **kwargs: Any
    ) -> None:
        super().__init__(learning_rate=learning_rate, **kwargs)
        self.scales, self.noise = tuple(scales), noise

    def build(self, variables: list[Any]) -> None:
        """Make room for a step's noise beside each variable."""
        if self.built:
            return
        super().build(variables)
        self.drawn = [self.add_variable_from_reference(v, name="noise") for v in variables]
        self.scale_of = dict(zip((self._get_variable_index(v) for v in variables), self.scales, strict=True))

    def draw(self, rng: np.random.Generator) -> None:
        """Draw the noise of the next step."""
        for drawn in self.drawn:
            values = rng.normal(0.0, self.noise, tuple(drawn.shape)) if self.noise > 0 else 0.0
            drawn.assign(np.broadcast_to(np.asarray(values, np.float32), tuple(drawn.shape)))

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Move a variable against its noisy gradient."""
        place = self._get_variable_index(variable)
        scale = self.scale_of[place]
        step = scale * (scale * gradient + self.drawn[place])
        self.assign_sub(variable, ops.cast(learning_rate, variable.dtype) * step)

    def get_config(self) -> dict[str, Any]:
        """Return what the optimizer is made of."""
        return {**super().get_config(), "scales": list(self.scales), "noise": self.noise}


def descend(
    network: Any,
    n_steps: int,
    step: Callable[[int], None],
    rng: np.random.Generator,
    progress: Callable[[float], None],
) -> None:
    """Take noisy steps.

    Parameters
    ----------
    network : a keras.Model compiled with `NoisyDescent`
    step : takes the step of a number, once its noise is drawn
    progress : called with the share done, 0–1; may raise to stop
    """
    network.optimizer.build(network.trainable_variables)
    for number in range(n_steps):
        network.optimizer.draw(rng)
        step(number)
        progress((number + 1) / n_steps)
