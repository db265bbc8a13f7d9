"""Vectors that lie beside a shop, under the digests of what they are of: only new ones are computed."""

from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.privacy.artifacts import DamagedRunError
from data.privacy.formats import Arrays

PLACE = Path("models", "embeddings")  # within a shop's directory, where erasure looks too
DIGEST_BYTES = 16
Vectors = dict[bytes, NDArray[np.float16]]


def digest_of(content: bytes) -> bytes:
    """Return the key that a vector is kept under."""
    return blake2b(content, digest_size=DIGEST_BYTES).digest()


@dataclass(frozen=True)
class Kept:
    """Where vectors of one kind lie.

    Parameters
    ----------
    folder : of the kind, within `PLACE`
    file : of the vectors
    width : of each vector
    """

    folder: str
    file: Arrays
    width: int

    def of(self, shop_directory: Path | None) -> "Known":
        """Return what is known; nothing where there is no shop, or the file is damaged."""
        directory = shop_directory / PLACE / self.folder if shop_directory else None
        if directory is not None and self.file.is_in(directory):
            with suppress(DamagedRunError):  # they are computed anew
                arrays = self.file.read(directory)
                keys = [digest.tobytes() for digest in arrays["digests"]]
                return Known(self.file, directory, {key: n for n, key in enumerate(keys)}, arrays["vectors"])
        return Known(self.file, directory, {}, np.zeros((0, self.width), np.float16))


@dataclass(frozen=True)
class Known:
    """Vectors that lie beside a shop.

    Attributes
    ----------
    directory : None where nothing is kept
    place : of each digest among the vectors
    vectors : (n_known, width) float16
    """

    file: Arrays
    directory: Path | None
    place: dict[bytes, int]
    vectors: NDArray[np.float16]

    def vectors_of(self, keys: set[bytes]) -> Vectors:
        """Return the vectors of those digests that are known."""
        return {key: self.vectors[self.place[key]] for key in keys if key in self.place}

    def keep(self, vectors: Vectors) -> None:
        """Write the vectors down with those of before, where any is new."""
        new = [key for key in vectors if key not in self.place]
        if self.directory is None or not new:
            return
        self.directory.mkdir(parents=True, exist_ok=True)
        digests = np.frombuffer(b"".join([*self.place, *new]), np.uint8).reshape(-1, DIGEST_BYTES)
        rows = np.concatenate([self.vectors, np.array([vectors[key] for key in new])])
        self.file.write(self.directory, {"digests": digests, "vectors": rows})
