"""The options of a private training, and in words what it spent and on what."""

import argparse
from collections.abc import Mapping
from functools import partial
from typing import Any

from analytics.cli.arguments import add_option, figure
from analytics.private_training.codes import (
    Covered,
    CoveredOfSegments,
    Uncovered,
    UncoveredOfSegments,
    WithoutNoise,
)
from analytics.private_training.config import DELTAS, EPSILONS, USUAL_DELTA, PrivacyConfig
from data.schema import InputError

COVERED_WORDS: dict[str, str] = {
    Covered.WEIGHTS: "the trained weights, those of all bootstrap members together,",
    Covered.STARTS: "the purchase rates, basket sizes and attribute shares that they start from",
    CoveredOfSegments.CLASSIFIER: "the classifier's weights",
}
UNCOVERED_WORDS: dict[str, str] = {
    Uncovered.SCOPE: "which products, segments and attribute levels there are and where segments begin",
    Uncovered.FILLED: "what fills gaps in customer attributes",
    Uncovered.PRICES: "prices and catalog",
    Uncovered.SIZES: "how many customers and visits there are",
    Uncovered.EVIDENCE: "the evidence on held-out visits, with the simpler models beside",
    Uncovered.GATES: "the gates and their verdicts",
    Uncovered.PRICING: "which bundles are proposed, with the customers' own pasts that they are priced for",
    UncoveredOfSegments.BORDERS: "the spending from which a segment begins",
    UncoveredOfSegments.SCORES: "the scores on later customers",
}
WITHOUT_NOISE_WORDS: dict[str, str] = {
    WithoutNoise.VALIDATION: "the validation",
    WithoutNoise.RECOVERY: "the recovery check",
}


def add_privacy(command: argparse.ArgumentParser) -> None:
    """Let a command train so that its model tells little of any one customer."""
    epsilon = "train with differential privacy: how much the model may tell of one customer, 1 to 8 as a rule"
    bounded = partial(figure, name="epsilon", within=EPSILONS)
    add_option(command, "--epsilon", bounded, metavar="E", help=epsilon)
    delta = f"chance that it tells more, far below 1 / customers (default: {USUAL_DELTA:g})"
    bounded = partial(figure, name="delta", within=DELTAS)
    add_option(command, "--delta", bounded, metavar="D", help=delta)


def privacy_of(options: argparse.Namespace) -> PrivacyConfig | None:
    """Return what a training may tell of one customer; None where it was not asked."""
    if options.epsilon is None:
        if options.delta is not None:
            raise InputError("--delta says nothing without --epsilon", "Name --epsilon as well")
        return None
    return PrivacyConfig(options.epsilon, USUAL_DELTA if options.delta is None else options.delta)


def privacy_in_words(record: Mapping[str, Any]) -> str:
    """Return in sentences what a training spent, what that covers and what not; nothing of a public one."""
    if "privacy" not in record:
        return ""
    told = record["privacy"]
    both = (
        f" ({told['epsilon_of_both']:.2f} with its twin that was tested)" if "epsilon_of_both" in told else ""
    )
    spent = f"epsilon {told['epsilon']:.2f}{both} at delta {told['delta']:g}"
    covered = " and ".join(COVERED_WORDS[code] for code in told["covers"])
    rest = "; ".join(UNCOVERED_WORDS[code] for code in told["does_not_cover"])
    again = _again_words(told.get("without_noise", []))  # older trainings tell none
    return f"Trained with differential privacy, {spent}. It covers {covered}. Not covered: {rest}{again}"


def _again_words(codes: list[str]) -> str:
    """Return what trains again without noise, as a further sentence."""
    if not codes:
        return ""
    names = " and ".join(WITHOUT_NOISE_WORDS[code] for code in codes).capitalize()
    return f". {names} train the model again without noise, so the private one is less sure than they say"
