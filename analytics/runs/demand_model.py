"""The demand model that a run asks for, and what is told of it where it was trained privately."""

from typing import Any

from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.private_training.accounting import Accountant
from analytics.private_training.codes import Covered, Uncovered
from analytics.private_training.demand.choice import PrivateChoice
from analytics.runs.config import RunConfig

_FITS = 2  # of the same customers: the model of the price book, and the one that is tested


def new_model(config: RunConfig) -> BasketChoice:
    """Return the demand model of a run that nobody has fitted yet."""
    if config.privacy is None:
        return BasketChoice(ChoiceConfig(seed=config.seed))
    return PrivateChoice.of_run(config.seed, config.privacy)


def privacy_of(model: BasketChoice) -> dict[str, Any]:
    """Return what a private training has spent, and on what; nothing of another one.

    epsilon (what is kept to), epsilon_of_both (with the model that was tested on the latest visits),
    epsilon_by_rdp (by an older accountant), delta, noise_multiplier, sampling_share, n_steps, counts_noise,
    covers, does_not_cover (codes)
    """
    if not isinstance(model, PrivateChoice):
        return {}
    spent, delta = model.spending_, model.privacy.delta
    told = {
        "epsilon": spent.epsilon(delta),
        "epsilon_of_both": spent.epsilon(delta, times=_FITS),
        "epsilon_by_rdp": spent.epsilon(delta, Accountant.RDP),
    }
    codes = {"covers": [*Covered], "does_not_cover": [*Uncovered]}
    return {"privacy": {"delta": delta} | told | vars(spent) | codes}
