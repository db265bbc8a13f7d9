"""What a private training is asked to keep, and how it goes about it."""

from dataclasses import dataclass

from data.schema import InputError

EPSILONS = (0.1, 50.0)  # that may be asked for
DELTAS = (1e-12, 1e-2)
USUAL_DELTA = 1e-5
MOST_PRODUCTS = 64  # of a demand model; of more, pairs would have to be chosen by what customers bought


@dataclass(frozen=True)
class PrivacyConfig:
    """How much a training may tell of one customer, of all that he or she did.

    Parameters
    ----------
    epsilon : the odds that anybody can infer from the model of a customer being in it change by at most
        e to this power
    delta : the chance that they change by more, far below 1 / customers
    n_steps : of the noisy descent
    sampling_share : of the customers, each of whom is in a step by a lot of its own [0-1]

    Raises
    ------
    InputError
        A figure out of its range.

    References
    ----------
    Dwork & Roth (2014), The algorithmic foundations of differential privacy.
    """

    epsilon: float
    delta: float = USUAL_DELTA
    n_steps: int = 300
    sampling_share: float = 0.1

    def __post_init__(self) -> None:
        for name, (low, high) in (("epsilon", EPSILONS), ("delta", DELTAS)):
            if not low <= getattr(self, name) <= high:
                raise InputError(
                    f"{name} of a private training is {getattr(self, name):g}",
                    f"Give a figure between {low:g} and {high:g}",
                )

    def check_customers(self, n_customers: int) -> None:
        """Raise InputError where delta would let a training give away one customer whole."""
        if self.delta * n_customers >= 1:
            raise InputError(
                f"delta {self.delta:g} is no protection among {n_customers} customers",
                f"Give a figure far below {1 / n_customers:.1g}",
            )

    def check_products(self, n_products: int) -> None:
        """Raise InputError where a private demand model would have too many products."""
        if n_products > MOST_PRODUCTS:
            raise InputError(
                f"a private training is about {MOST_PRODUCTS} products at most, and these are {n_products}",
                "Choose fewer products",
            )
