"""One pass over a file's bytes: what they hash to, whether they are UTF-8, how their lines end.

Every import pays for this pass, so it is laid out for speed: blocks are hashed in threads while the next are
read, and a block of plain ASCII needs no decoding.
"""

import codecs
import hashlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np

from data.read.archives import Unpacked, open_bytes

BLOCK = 1 << 20
N_THREADS = 2
MOST_WAITING = 4  # blocks that are read ahead
FOREIGN_OF_BLOCK, MOST_FOREIGN = 1 << 14, 1 << 18  # bytes kept of such lines


@dataclass
class Survey:
    """What a file's bytes are: where they lie unpacked, their hash and the line ends they hold."""

    path: Path
    n_lf: int = 0
    n_cr: int = 0
    n_crlf: int = 0
    is_utf8: bool = True
    is_cut: bool = False  # in the middle of its last character, which was UTF-8 until there
    foreign: bytes = b""  # lines with letters beyond ASCII, from the first block that is no UTF-8
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    _decoder: codecs.IncrementalDecoder = field(default_factory=codecs.getincrementaldecoder("utf-8"))
    _last: bytes = b""

    @property
    def content_hash(self) -> str:
        """The hash of the blocks' hashes: it knows every byte, and is found in parallel."""
        return self._digest.hexdigest()

    @property
    def has_mixed_line_ends(self) -> bool:
        """Whether lines end in more than one way, or as on old Macs."""
        return self.n_cr != self.n_crlf or (self.n_crlf > 0 and self.n_lf != self.n_crlf)

    @property
    def n_lines(self) -> int:
        """How many line ends there are."""
        return max(self.n_lf, self.n_cr)

    def add(self, block: bytes, digest: bytes, n_lf: int, has_cr: bool) -> None:
        """Take in the next block, whose hash and line feeds are known."""
        self._digest.update(digest)
        self.n_lf += n_lf
        if has_cr:
            self.n_cr += block.count(b"\r")
        if has_cr or self._last == b"\r":
            self.n_crlf += block.count(b"\r\n") + (self._last == b"\r" and block.startswith(b"\n"))
        self._last = block[-1:]
        if self.is_utf8 and not (block.isascii() and self._decoder.getstate()[0] == b""):
            self._decode(block)
        if not self.is_utf8 and len(self.foreign) < MOST_FOREIGN:
            self._note_foreign(block)

    def close(self) -> None:
        """Say that there is no further block; a last character that was cut is damage as well."""
        if self.is_utf8 and self._decoder.getstate()[0] != b"":
            self.is_utf8, self.is_cut = False, True

    def _decode(self, block: bytes) -> None:
        try:
            self._decoder.decode(block)
        except UnicodeDecodeError:
            self.is_utf8 = False

    def _note_foreign(self, block: bytes) -> None:
        """Keep lines that show which encoding this is, from many places of the file."""
        n_left = FOREIGN_OF_BLOCK
        for line in block.splitlines():
            if n_left > 0 and not line.isascii():
                self.foreign += line + b"\n"
                n_left -= len(line)


def survey(path: Path, name: str, unpacked: Path, part: str = "") -> Survey:
    """Read a whole file once; an archive is unpacked on the way."""
    with open_bytes(path, name, part) as stream:
        is_packed = isinstance(stream, Unpacked)
        found = Survey(unpacked if is_packed else path)
        with unpacked.open("wb") if is_packed else nullcontext() as copy:
            for block, of_block in _examined(stream):
                found.add(block, *of_block)
                if copy is not None:
                    copy.write(block)
    found.close()
    return found


def _examined(stream: BinaryIO | Unpacked) -> Iterator[tuple[bytes, tuple[bytes, int, bool]]]:
    """Yield each block with what threads found out about it, in the order of the file."""
    waiting: deque[tuple[bytes, Future[tuple[bytes, int, bool]]]] = deque()
    with ThreadPoolExecutor(N_THREADS) as threads:
        for block in _blocks(stream):
            waiting.append((block, threads.submit(_examine, block)))
            if len(waiting) > MOST_WAITING:
                first, found = waiting.popleft()
                yield first, found.result()
        for first, found in waiting:
            yield first, found.result()


def _blocks(stream: BinaryIO | Unpacked) -> Iterator[bytes]:
    """Yield a file in full blocks, so that a packed file has the hash of its original."""
    while block := stream.read(BLOCK):
        while len(block) < BLOCK and (more := stream.read(BLOCK - len(block))):
            block += more
        yield block


def _examine(block: bytes) -> tuple[bytes, int, bool]:
    n_lf = int(np.count_nonzero(np.frombuffer(block, np.uint8) == 10))
    return hashlib.sha256(block).digest(), n_lf, b"\r" in block
