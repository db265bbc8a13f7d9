"""The demand model that a run asks for, and what is told of it where it was trained privately."""

from typing import Any

from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.private_training.codes import Covered, Uncovered, WithoutNoise
from analytics.private_training.demand.choice import PrivateChoice
from analytics.runs.config import RunConfig


def new_model(config: RunConfig) -> BasketChoice:
    """Return the demand model of a run that nobody has fitted yet."""
    if config.privacy is None:
        return BasketChoice(ChoiceConfig(seed=config.seed))
    return PrivateChoice.of_run(config.seed, config.privacy)


def privacy_of(model: BasketChoice) -> dict[str, Any]:
    """Return what a private training has spent, see `Spending.told`; nothing of another one.

    `without_noise` are the codes of what trains the model again as if it were not private.
    """
    if not isinstance(model, PrivateChoice):
        return {}
    told = model.spending_.told(model.privacy.delta, Covered, Uncovered)
    return {"privacy": told | {"without_noise": [*WithoutNoise]}}
