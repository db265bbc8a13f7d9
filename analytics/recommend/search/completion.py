"""What a person may be typing: the shop's own words that go on from it."""

from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property

from analytics.recommend.search.terms import folded, is_run, words

_MOST = 300  # words that begin alike are looked at, the most usual first


class Completion:
    """The words of a shop in the order of the alphabet; Chinese runs also from every further character on.

    Parameters
    ----------
    counts : word → products that have it
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts: dict[str, int] = {}
        for word, n in counts.items():
            for start in range(len(word) - 1 if is_run(word) else 1):
                self.counts[word[start:]] = self.counts.get(word[start:], 0) + n

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.counts)

    def of_last(self, typed: str) -> tuple[str, list[str]]:
        """Return what stands before the word that is being typed, and how that word may go on.

        The most usual words come first; nothing goes on after a space.
        """
        parts = words(typed)
        if not parts or typed[-1:].isspace():
            return typed, []
        last = parts[-1]
        before = folded(typed).rstrip().removesuffix(last)
        found = self._beginning(last)
        return before, sorted(found, key=lambda word: (-self.counts[word], word))[:_MOST]

    def _beginning(self, letters: str) -> list[str]:
        start = bisect_left(self._sorted, letters)
        end = bisect_left(self._sorted, letters + "\uffff")
        return [word for word in self._sorted[start:end] if word != letters]
