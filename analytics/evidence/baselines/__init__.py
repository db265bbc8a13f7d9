"""Models beside the demand model: what it must beat before anyone should believe it."""

from analytics.evidence.baselines.plain import (
    FEATURES,
    Baseline,
    Logit,
    PersonalFrequency,
    PriceBoosting,
    fit_baselines,
    score_baselines,
)

__all__ = [
    "FEATURES",
    "Baseline",
    "Logit",
    "PersonalFrequency",
    "PriceBoosting",
    "fit_baselines",
    "score_baselines",
]
