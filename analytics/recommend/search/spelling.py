"""The word that was meant: of the shop's own words the nearest to what was typed."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from analytics.recommend.search.terms import is_run

_SHORTEST = 4  # of words that are put right: shorter ones are too like each other
_LONG = 8  # words from here on may have two errors
_LOOKED_AT = 40  # words that share most pieces with what was typed


class Spelling:
    """The words of a shop, and which of them a word that is none was meant to be.

    Parameters
    ----------
    counts : word → products that have it
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = {word: n for word, n in counts.items() if not is_run(word) and word.isalpha()}

    def meant(self, word: str) -> str | None:
        """Return the shop's word that was most likely meant; None where none is near enough.

        A word of four letters may have two neighbors swapped, or lack one; one of five to seven, one error;
        a longer one, two. The first letter is right, or swapped with the second.
        """
        if len(word) < _SHORTEST or is_run(word) or not word.isalpha():
            return None
        near = [(distance(word, other), -self.counts[other], other) for other in self._alike(word)]
        allowed = [found for found in near if _is_near(word, found[2], found[0])]
        return min(allowed)[2] if allowed else None

    def _alike(self, word: str) -> list[str]:
        shared = Counter(other for piece in _pieces(word) for other in self._words_by_piece[piece])
        return [other for other, _ in shared.most_common(_LOOKED_AT)]

    @cached_property
    def _words_by_piece(self) -> Mapping[str, Sequence[str]]:
        found = defaultdict(list)
        for word in self.counts:
            for piece in _pieces(word):
                found[piece].append(word)
        return found


def distance(one: str, other: str) -> int:
    """Return how many letters were left out, added, mistaken or swapped with their neighbor.

    References
    ----------
    Damerau (1964), A technique for computer detection and correction of spelling errors.
    """
    before, last = [0] * (len(other) + 1), list(range(len(other) + 1))
    for n, letter in enumerate(one, 1):
        row = [n]
        for m, of_other in enumerate(other, 1):
            cost = min(last[m] + 1, row[-1] + 1, last[m - 1] + (letter != of_other))
            if n > 1 and m > 1 and letter == other[m - 2] and one[n - 2] == of_other:
                cost = min(cost, before[m - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def _is_near(word: str, other: str, errors: int) -> bool:
    if word[0] != other[0] and word[:2] != other[1::-1]:
        return False
    if len(word) == _SHORTEST:
        return errors == 1 and (sorted(word) == sorted(other) or len(other) > len(word))
    return errors <= (2 if len(word) >= _LONG else 1)


def _pieces(word: str) -> Iterator[str]:
    """Yield pairs of letters, the ends marked: two errors leave some of them whole."""
    framed = f"^{word}$"
    return (framed[place : place + 2] for place in range(len(framed) - 1))
