"""What noisy steps tell of one customer together, by the accountants of dp-accounting.

Neighbors differ by one customer with all that he or she did, who is there or is not.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import log, sqrt
from typing import Any

_QUICK, _FINE = 1e-3, 1e-4  # width of the bins of a privacy loss; wider ones say more than is told
_ORDERS = (*(of / 10 for of in range(50, 110)), *range(2, 5), *range(11, 65), 128, 256, 512, 1024)  # of Rényi
_COUNTS_SHARE = 3.0  # counts get so many times less of epsilon than they would have alone
_WITH_TWIN = 2  # trainings of the same customers: the one that answers, and the one that is tested
_MOST_NOISE, _CLOSE = 1e4, 1e-3  # of steps, relative to the clip; of what is found


class Accountant(StrEnum):
    """How the cost of steps is added up."""

    RDP = "rdp"
    PLD = "pld"  # tighter


@dataclass(frozen=True)
class Spending:
    """What a private training releases.

    Attributes
    ----------
    noise_multiplier : standard deviation of a step's noise ÷ the most that one customer moves its sum
    sampling_share : of the customers, each in a step by a lot of its own
    n_steps : noisy steps
    counts_noise : the same ratio for a table of counts that is released once; none where 0
    """

    noise_multiplier: float
    sampling_share: float
    n_steps: int
    counts_noise: float = 0.0

    def epsilon(
        self, delta: float, accountant: Accountant = Accountant.PLD, times: int = 1, width: float = _FINE
    ) -> float:
        """Return the epsilon that holds at delta; infinite without noise.

        Parameters
        ----------
        times : how many such trainings there are of the same customers

        References
        ----------
        Mironov, Talwar & Zhang (2019), Rényi differential privacy of the sampled Gaussian mechanism.
        Koskela, Jälkö & Honkela (2020), Computing tight differential privacy guarantees using FFT.
        """
        if self.noise_multiplier <= 0:
            return float("inf")
        import dp_accounting
        from dp_accounting import pld, rdp

        noise = dp_accounting.GaussianDpEvent(self.noise_multiplier)
        step = dp_accounting.PoissonSampledDpEvent(self.sampling_share, noise)
        kinds: dict[Accountant, Callable[[], Any]] = {
            Accountant.RDP: lambda: rdp.RdpAccountant(_ORDERS),
            Accountant.PLD: lambda: pld.PLDAccountant(value_discretization_interval=width),
        }
        ledger = kinds[accountant]()
        ledger.compose(step, self.n_steps * times)
        if self.counts_noise > 0:
            ledger.compose(dp_accounting.GaussianDpEvent(self.counts_noise), times)
        return float(ledger.get_epsilon(delta))

    def told(self, delta: float, covers: Iterable[str], does_not_cover: Iterable[str]) -> dict[str, Any]:
        """Return what a run tells of a training and of its twin that was tested on later rows.

        delta, epsilon (what is kept to), epsilon_of_both, epsilon_by_rdp (by an older accountant), what the
        spending is made of, and the codes of what that covers and what not.
        """
        return {
            "delta": delta,
            "epsilon": self.epsilon(delta),
            "epsilon_of_both": self.epsilon(delta, times=_WITH_TWIN),
            "epsilon_by_rdp": self.epsilon(delta, Accountant.RDP),
            **vars(self),
            "covers": [*covers],
            "does_not_cover": [*does_not_cover],
        }


def spending_for(
    epsilon: float, delta: float, sampling_share: float, n_steps: int, has_counts: bool = False
) -> Spending:
    """Return the least noise that keeps to epsilon at delta, found by bisection.

    Parameters
    ----------
    has_counts : whether a table of counts is released as well, at about a ninth of the cost
    """
    counts = _COUNTS_SHARE * sqrt(2 * log(1.25 / delta)) / epsilon if has_counts else 0.0
    plan = Spending(_MOST_NOISE, sampling_share, n_steps, counts)
    low, high = 0.0, 1.0
    while replace(plan, noise_multiplier=high).epsilon(delta, width=_QUICK) > epsilon:
        low, high = high, 2 * high
    while high - low > _CLOSE * high:
        middle = (low + high) / 2
        is_enough = replace(plan, noise_multiplier=middle).epsilon(delta, width=_QUICK) <= epsilon
        low, high = (low, middle) if is_enough else (middle, high)
    return replace(plan, noise_multiplier=high)
