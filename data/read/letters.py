"""Which alphabet a text is written in, at one byte a letter: the one that explains its words best."""

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
SIGNS = "€£¥°®™©’‘“”„‚‹›«»–—…•·½¼¾²³µ×±§¿¡ºª№´\u00a0\u00ad"
MOST_WORDS, LONGEST_WORD = 800, 30  # different ones that are looked at, and their bytes
FALL = 3.6  # logarithm of how much rarer the last letter of an alphabet is than its first
# logarithms of how seldom each is seen
ALONE, SIGN, MIXED_CASE, FOREIGN, NOTHING = -5.5, -7.0, -4.0, -11.0, -14.0
LONG_RUN = re.compile(rb"[\x80-\xff]{3,}")  # what a word of other letters than Latin ones is
ROUNDS = 5  # of estimating which languages a file is written in
CLEAR = 3.0  # 20 to 1, in logarithms


@dataclass(frozen=True)
class Alphabets:
    """What texts of one encoding are written with.

    Parameters
    ----------
    writing : what people call it
    languages : the letters beyond ASCII of each, the frequent ones first, very frequent ones more than once
    share : how many of a text's letters these are [share, 0-1]
    rarity : how seldom such a file is sent, as the logarithm of its odds against cp1252
    """

    encoding: str
    writing: str
    languages: tuple[str, ...]
    share: float
    rarity: float


def _listed_alphabets() -> tuple[Alphabets, ...]:
    table = tomllib.loads(Path(__file__).with_name("alphabets.toml").read_text(encoding="utf-8"))

    def alphabets(languages: str, n: int | None = None, **fields: Any) -> Alphabets:
        return Alphabets(languages=tuple(table["languages"][languages][:n]), **fields)

    return tuple(alphabets(**fields) for fields in table["encoding"])


ALPHABETS = _listed_alphabets()


@dataclass(frozen=True)
class Reading:
    """A text read in one encoding: how likely its words are so, all together."""

    alphabets: Alphabets
    likelihood: float

    @property
    def has_own_letters(self) -> bool:
        """Whether its words are of letters beyond ASCII alone, as Russian ones are."""
        return self.alphabets.share == 1


def words_beyond_ascii(text: bytes) -> list[bytes]:
    """Return the different words with a byte beyond ASCII, in their order."""
    found: dict[bytes, None] = {}
    for match in WORD.finditer(text):
        word = match.group()[:LONGEST_WORD]
        if not word.isascii():
            found[word] = None
        if len(found) == MOST_WORDS:
            break
    return list(found)


def readings(words: list[bytes]) -> list[Reading]:
    """Return the readings of words in every encoding, the likeliest first."""
    n_bytes = sum(byte > 127 for word in words for byte in word)
    n_in_runs = sum(len(run) for word in words for run in LONG_RUN.findall(word))
    may_be = [alphabets for alphabets in ALPHABETS if alphabets.share < 1 or 2 * n_in_runs > n_bytes]
    found = [Reading(alphabets, _likelihood(words, alphabets) - alphabets.rarity) for alphabets in may_be]
    return sorted(found, key=lambda reading: -reading.likelihood)


def rival(words: list[bytes], ranked: list[Reading]) -> Alphabets | None:
    """Return the encoding that explains words nearly as well as the likeliest, and reads them differently."""
    best = ranked[0]
    text = [_decoded(word, best.alphabets.encoding) for word in words]
    for other in ranked[1:]:
        if best.likelihood - other.likelihood > CLEAR:
            return None
        if [_decoded(word, other.alphabets.encoding) for word in words] != text:
            return other.alphabets
    return None


def _likelihood(words: list[bytes], alphabets: Alphabets) -> float:
    """Return how likely words are in the languages of an encoding: few in one file rather than many."""
    texts = [_decoded(word, alphabets.encoding) for word in words]
    scores = np.array(
        [[sum(_letters(text, scale, alphabets.share == 1)) for scale in _scales(alphabets)] for text in texts]
    ).reshape(len(words), len(alphabets.languages))
    best = scores.max(axis=1, keepdims=True)
    is_telling = (scores < best).any(axis=1)  # signs are of every language
    telling, weights = scores[is_telling], np.exp(scores - best)[is_telling]
    shares = np.full(len(alphabets.languages), 1 / len(alphabets.languages))
    for _ in range(ROUNDS):
        weighted = shares * weights
        counts = 0.1 + (weighted / weighted.sum(axis=1, keepdims=True)).sum(axis=0)
        shares = counts / counts.sum()
    return float((telling + np.log(shares)).max(axis=1).sum() + scores[~is_telling, 0].sum())


def _letters(text: str, scale: dict[str, float], has_own_letters: bool) -> Iterator[float]:
    """Yield how likely each letter beyond ASCII is where it stands."""
    for place, letter in enumerate(text):
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if letter < "\x80":
            if has_own_letters and (before > "\x80" or after > "\x80"):
                yield MIXED_CASE
            continue
        known = scale.get(letter.lower())
        if known is not None:
            yield known
            if letter.isupper() and before.islower():
                yield MIXED_CASE
        elif letter in SIGNS and not (before.isalpha() and after.isalpha() and letter != "’"):
            yield SIGN if before.isalpha() else ALONE
        else:
            yield FOREIGN if letter.isalpha() else NOTHING


@cache
def _scales(alphabets: Alphabets) -> tuple[dict[str, float], ...]:
    """Return for each language: letter → logarithm of its share among all letters of a text."""
    scales = []
    for letters in alphabets.languages:
        weights = [math.exp(-FALL * rank / len(letters)) for rank in range(len(letters))]
        total = sum(weights) / alphabets.share
        of_letters: defaultdict[str, float] = defaultdict(float)
        for letter, weight in zip(letters, weights, strict=True):
            of_letters[letter] += weight
        scales.append({letter: math.log(weight / total) for letter, weight in of_letters.items()})
    return tuple(scales)


def _decoded(word: bytes, encoding: str) -> str:
    return word.decode(encoding, errors="replace")
