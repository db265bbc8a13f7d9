"""What happens to files: lost, cut, overwritten, a bit turned on a failing disk."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def _directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _turned(content: bytes) -> bytes:
    place = len(content) // 2
    return content[:place] + bytes([content[place] ^ 0x41]) + content[place + 1 :]


DAMAGES: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(b"\x00\xff garbage \x93" * 40),
    "another shape": lambda path: path.write_text('{"another": ["shape"]}'),
    "a list": lambda path: path.write_text("[1, null]"),
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "a turned byte": lambda path: path.write_bytes(_turned(path.read_bytes())),
    "a directory": _directory,
}


@contextmanager
def damaged(path: Path, damage: str) -> Iterator[None]:
    """Damage a file for the time of the block."""
    content = path.read_bytes()
    DAMAGES[damage](path)
    try:
        yield
    finally:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        path.write_bytes(content)
