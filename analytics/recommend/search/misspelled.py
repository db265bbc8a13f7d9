"""Texts with one typing error each, to see what forgiveness is worth."""

import numpy as np

from analytics.recommend.search.terms import is_run, words

_SHORTEST = 5  # of words that get an error


def misspelled(typed: str, rng: np.random.Generator) -> str | None:
    """Return a text whose longest word has a letter left out, doubled or swapped with the next.

    None where no word is long enough. The first letter stays.
    """
    parts = words(typed)
    long = [
        n for n, word in enumerate(parts) if len(word) >= _SHORTEST and word.isalpha() and not is_run(word)
    ]
    if not long:
        return None
    chosen = max(long, key=lambda n: len(parts[n]))
    parts[chosen] = _with_error(parts[chosen], rng)
    return " ".join(parts)


def _with_error(word: str, rng: np.random.Generator) -> str:
    at = int(rng.integers(1, len(word) - 1))
    left, letter, following, right = word[:at], word[at], word[at + 1], word[at + 2 :]
    wrong = (
        left + following + right,
        left + letter * 2 + following + right,
        left + following + letter + right,
    )
    return wrong[int(rng.integers(len(wrong)))]
