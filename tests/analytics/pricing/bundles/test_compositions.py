"""Pairs told apart as complements, substitutes and neither, on a shop whose truth is known."""

import pytest

from tests.worlds import composition_scores, true_compositions


def test_complements_substitutes_and_neither_are_told_apart(exogenous):
    said = list(exogenous.results.cross_effects["composition"])

    scores = composition_scores(said, true_compositions(exogenous.world))

    assert min(scores.values()) >= 0.8


def test_a_score_counts_false_names_and_missed_ones():
    said, true = ["complements", "complements", "mixed"], ["complements", "mixed", "substitutes"]

    scores = composition_scores(said, true)

    assert scores == pytest.approx({"complements": 2 / 3, "substitutes": 0, "mixed": 0})
