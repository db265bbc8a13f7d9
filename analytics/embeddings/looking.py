"""Pictures looked at one after another, a few together, each content once."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analytics.embeddings.kept import Known, Vectors, digest_of
from analytics.embeddings.pictures import BATCH, SIDE, picture_vectors
from data.read.pictures import PictureProblem, pixels_of


@dataclass
class Looking:
    """What has been found out about pictures so far.

    Attributes
    ----------
    known : vectors of before: their pictures are not looked at again
    names : picture → digest of its content
    vectors : of contents that are new
    passed_over : files that are no pictures, by why
    """

    known: Known
    names: dict[str, bytes] = field(default_factory=dict)
    vectors: Vectors = field(default_factory=dict)
    passed_over: Counter[PictureProblem] = field(default_factory=Counter)
    _waiting: dict[bytes, NDArray[np.uint8]] = field(default_factory=dict)

    def take(self, name: str, content: bytes | PictureProblem) -> None:
        """Take the next picture; it is looked at once enough others wait."""
        problem = content if isinstance(content, PictureProblem) else self._add(name, content)
        if problem is not None:
            self.passed_over[problem] += 1
        if len(self._waiting) == BATCH:
            self.look()

    def look(self) -> None:
        """Look at those that wait."""
        if self._waiting:
            found = picture_vectors(np.stack(list(self._waiting.values()))).astype(np.float16)
            self.vectors.update(zip(self._waiting, found, strict=True))
            self._waiting.clear()

    def _add(self, name: str, content: bytes) -> PictureProblem | None:
        """Let a picture wait, where its content is new; return why it cannot be read, if so."""
        digest = digest_of(content)
        if not (digest in self.known.place or digest in self.vectors or digest in self._waiting):
            pixels = pixels_of(content, SIDE)
            if isinstance(pixels, PictureProblem):
                return pixels
            self._waiting[digest] = pixels
        self.names[name] = digest
        return None
