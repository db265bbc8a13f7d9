"""What drifts, how far, and what that advises, by codes; thresholds stand here alone."""

from collections.abc import Iterable
from enum import StrEnum

MODERATE, LARGE = 0.1, 0.25  # PSI, as credit scoring has long used it


class Advice(StrEnum):
    """What to do with a stored model; the gravest last."""

    KEEP = "keep"
    WATCH = "watch"
    RETRAIN = "retrain"


class Drift(StrEnum):
    """How far an input has moved."""

    STABLE = "stable"
    MODERATE = "moderate"
    LARGE = "large"


class DriftInput(StrEnum):
    """What of the visits is held against the visits before."""

    PRICE = "price"  # price ÷ the training's price today, by product and day
    PRODUCT = "product"  # of what is bought
    CATEGORY = "category"
    SEGMENT = "segment"  # of those who visit
    ATTRIBUTE = "attribute"  # of those who visit, one of the customers file
    BASKET = "basket"  # products bought in a visit
    GAP = "gap"  # days since the customer's visit before


class Sign(StrEnum):
    """What speaks for a training, beside drifting inputs."""

    LEVEL = "level"  # purchases ÷ predicted ones, now against then [log]
    ECE = "ece"  # distance of shares predicted and bought, against the share bought then
    AUC = "auc"  # lost since then
    PRICES = "prices"  # mean move of advised discounts [share]


AT_LEAST: dict[Sign, tuple[float, float]] = {  # from where on the sure part of a sign asks to watch, to train
    Sign.LEVEL: (0.05, 0.15),
    Sign.ECE: (0.1, 0.25),
    Sign.AUC: (0.02, 0.05),
    Sign.PRICES: (0.05, 0.1),  # profit hardly depends on the last points of a discount
}
ADVICE_OF = {Drift.STABLE: Advice.KEEP, Drift.MODERATE: Advice.WATCH, Drift.LARGE: Advice.RETRAIN}


def drift_of(low: float) -> Drift:
    """Return how far an input has moved for sure, by the lower end of its PSI's band."""
    return Drift.LARGE if low >= LARGE else Drift.MODERATE if low >= MODERATE else Drift.STABLE


def advice_of(sign: Sign, sure: float) -> Advice:
    """Return what a sign advises, by the end of its band that is nearer to no change."""
    watch, retrain = AT_LEAST[sign]
    return Advice.RETRAIN if sure >= retrain else Advice.WATCH if sure >= watch else Advice.KEEP


def gravest(advice: Iterable[str]) -> Advice:
    """Return the gravest advice; KEEP where there is none."""
    return max(map(Advice, advice), key=list(Advice).index, default=Advice.KEEP)


def sure_part(low: float, high: float) -> float:
    """Return the end of a band that is nearer to zero, as a distance; 0 where the band holds zero."""
    return max(low, -high, 0.0)
