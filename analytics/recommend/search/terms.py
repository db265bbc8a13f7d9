"""What a text is found by: English words without their plural, Chinese by pairs of characters.

Nothing here knows which language a text is in; a title that mixes them is found by either.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"  # Chinese, Japanese and Korean
_PART = re.compile(rf"(?P<run>[{_UNSPACED}]+)|(?P<word>[^\W\d_{_UNSPACED}]+|\d+(?:\.\d+)?)")
_IDLE = {"a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "of", "on", "or", "some"}
_IDLE |= {"something", "that", "the", "to", "with", "的", "和"}
_KEEPS_ES = ("aes", "ees", "oes")


def folded(text: str) -> str:
    """Return a text in lower case and full width made half, without accents: ＣＡＦÉ → cafe."""
    parts = unicodedata.normalize("NFKD", text).lower()
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare)  # Korean syllables whole again


def words(text: str) -> list[str]:
    """Return the words of a text as a person would type them: English words, numbers, Chinese runs."""
    return [found[0] for found in _PART.finditer(folded(text))]


def is_run(word: str) -> bool:
    """Say whether a word is a run of characters that are written without spaces."""
    found = _PART.match(word)
    return found is not None and found["run"] is not None


def terms(text: str) -> list[str]:
    """Return what a product is found by that is described so: Chinese characters also one by one."""
    return [term for word in words(text) for term in _indexed(word)]


def asked_terms(text: str) -> list[str]:
    """Return what to look for where a text is typed: pairs of Chinese characters, a single one alone.

    Words that say nothing count only where there is no other.
    """
    typed = words(text)
    telling = [word for word in typed if word not in _IDLE] or typed
    return [term for word in telling for term in terms_of(word)]


def terms_of(word: str) -> list[str]:
    """Return what to look for where a word is typed."""
    if not is_run(word):
        return [stem(word)]
    return [one + two for one, two in pairwise(word)] or [word]


def stem(word: str) -> str:
    """Return an English word without its plural.

    References
    ----------
    Harman (1991), How effective is suffixing?, the s-stemmer.
    """
    if len(word) < 4 or not word.endswith("s"):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(_KEEPS_ES):
        return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]
    return word if word.endswith(("us", "ss")) else word[:-1]


def _indexed(word: str) -> Iterator[str]:
    yield from terms_of(word)
    if is_run(word) and len(word) > 1:
        yield from word
