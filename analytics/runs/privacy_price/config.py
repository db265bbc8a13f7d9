"""What is asked about the price of privacy."""

from dataclasses import dataclass

from analytics.pricing.ranges import check_ranges
from analytics.private_training.config import USUAL_DELTA, PrivacyConfig
from analytics.runs.config import LARGEST_SEED
from data.schema import InputError

CUSTOMERS, PRODUCTS, SHOPS = (50, 20_000), (3, 12), (2, 20)
MOST_EPSILONS = 6
USUAL = (8.0, 3.0, 1.0)


@dataclass(frozen=True)
class PrivacyPriceConfig:
    """Shops to simulate, and how privately each is learned from.

    Parameters
    ----------
    epsilons : that are tried, beside a training without privacy
    n_shops : simulated, all of one kind and size; bands are over them

    Raises
    ------
    InputError
        A figure out of its range, or no epsilon.
    """

    epsilons: tuple[float, ...] = USUAL
    delta: float = USUAL_DELTA
    n_customers: int = 2000
    n_products: int = 6
    n_shops: int = 3
    seed: int = 0

    def __post_init__(self) -> None:
        check_ranges(self, n_customers=CUSTOMERS, n_products=PRODUCTS, n_shops=SHOPS)
        check_ranges(self, seed=(0, LARGEST_SEED - self.n_shops))
        if not 1 <= len(set(self.epsilons)) == len(self.epsilons) <= MOST_EPSILONS:
            problem = "epsilons are named twice, or none or too many of them"
            raise InputError(problem, f"Name one to {MOST_EPSILONS}, each once")
        for epsilon in self.epsilons:
            PrivacyConfig(epsilon, self.delta).check_customers(self.n_customers)

    @property
    def ways(self) -> tuple[PrivacyConfig | None, ...]:
        """Return how privately to train, the least private first: not at all."""
        return None, *(PrivacyConfig(epsilon, self.delta) for epsilon in sorted(self.epsilons, reverse=True))
