"""One search: what is typed, read with its typing errors, becomes products in the order that fits."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analytics.arrays import Floats, Ints
from analytics.embeddings.sentences import sentence_vectors
from analytics.recommend.search.completion import Completion
from analytics.recommend.search.index import Matches, SearchIndex
from analytics.recommend.search.spelling import Spelling
from analytics.recommend.search.tastes import Tastes
from analytics.recommend.search.terms import asked_terms, words

MOST_CHARACTERS = 300  # of what is typed
_TIE = 1e-4  # at most, between products that fit alike: the more usual first


@dataclass(frozen=True)
class Found:
    """Products in the order in which they are shown.

    Attributes
    ----------
    read_as : what was looked for: as typed, in lower case, or with its errors put right
    is_corrected : whether they differ
    product : (n_found,) positions
    by_words, by_meaning, liking, score : (n_found,) 0-1
    """

    read_as: str
    is_corrected: bool
    product: Ints
    by_words: Floats
    by_meaning: Floats
    liking: Floats
    score: Floats

    @property
    def n_with_words(self) -> int:
        """How many of the products have any of the words."""
        return int((self.by_words > 0).sum())


@dataclass(frozen=True)
class Searcher:
    """What answers searches of a shop.

    Attributes
    ----------
    index : of its products
    counts : word → products that have it
    tastes : of its customers
    meaning_weight : of what texts mean beside their words, 0-1
    interest_weight : of a customer's tastes beside both, 0-1
    """

    index: SearchIndex
    counts: dict[str, int]
    tastes: Tastes
    meaning_weight: float = 0.5
    interest_weight: float = 0.0

    @cached_property
    def spelling(self) -> Spelling:
        """The shop's words, for typing errors."""
        return Spelling(self.counts)

    @cached_property
    def completion(self) -> Completion:
        """The shop's words, for what is being typed."""
        return Completion(self.counts)

    def search(
        self,
        typed: str,
        customer: int | None = None,
        interest_weight: float | None = None,
        is_forgiving: bool = True,
    ) -> Found:
        """Return what fits a text that a person typed, the best first.

        Parameters
        ----------
        customer : position among the tastes; nobody's where None
        interest_weight : of the customer's tastes beside how well products fit, 0-1; as chosen where None
        is_forgiving : whether a word that no product has is read as the one that was meant
        """
        typed = typed[:MOST_CHARACTERS]
        read_as = self.read(typed) if is_forgiving else plain(typed)
        matches = self.matches(typed, read_as)
        liking, weight = np.zeros(len(matches.product), np.float32), 0.0
        if customer is not None:
            liking = self.tastes.likings(customer, matches.product)
            weight = self.interest_weight if interest_weight is None else interest_weight
        score = self._scores(matches, liking, weight)
        order = np.argsort(-score, kind="stable")
        return Found(
            read_as,
            read_as != plain(typed),
            matches.product[order],
            matches.by_words[order],
            matches.by_meaning[order],
            liking[order],
            score[order],
        )

    def read(self, typed: str) -> str:
        """Return a text with words that no product has put right, as far as a word of the shop is near."""
        parts = [word if self.index.has(word) else self.spelling.meant(word) or word for word in words(typed)]
        return " ".join(parts)

    def matches(self, typed: str, read_as: str) -> Matches:
        """Return the products that fit a text as it was typed, or as it is read."""
        readings = list(dict.fromkeys((" ".join(typed.split()), read_as)))
        return self.index.matches(asked_terms(read_as), sentence_vectors(readings))

    def _scores(self, matches: Matches, liking: Floats, interest_weight: float) -> Floats:
        fit = matches.scores(self.meaning_weight)
        ties = np.float32(_TIE) * self.index.popularity[matches.product]
        return np.asarray((1 - interest_weight) * fit + interest_weight * liking + ties, np.float32)

    def completions(self, typed: str, most: int = 8) -> list[str]:
        """Return how what is being typed may go on: only words that some product has with those before.

        The words that most products have come first.
        """
        before, ends = self.completion.of_last(typed)
        earlier = asked_terms(before)
        if not earlier:
            return [before + end for end in ends[:most]]
        is_there = self.index.having(earlier)
        told = [(self.index.n_among(is_there, end), before + end) for end in ends]
        there = sorted((found for found in told if found[0]), key=lambda found: -found[0])
        return [text for _, text in there[:most]]


def plain(typed: str) -> str:
    """Return a text as it is looked for: its words, one space between them."""
    return " ".join(words(typed))
