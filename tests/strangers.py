"""Files as an attacker would write them, and a watch over what must not be opened because of them."""

import ctypes
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECRET = "top-secret-7f3a"
OPENED, READ = 0x20, 0x1  # IN_OPEN, IN_ACCESS of inotify(7)
EVENT = struct.Struct("iIII")

# What SQL, our own templates, Python's formats and spreadsheets might take for more than text.
SPECIAL = (
    '"',
    '""',
    "'",
    "''",
    ";",
    "--",
    "/*",
    "*/",
    "/* told */",
    "/* columns */",
    "/* instruments */",
    "/* attributes */",
    "/* order_attributes */",
    "/* ordered */",
    "/* query */",
    "/* filled */",
    "/* problems */",
    "$as_of",
    "$products",
    "$told",
    "$codes",
    "$1",
    "?",
    "\\",
    "\\0",
    "$$",
    "{0}",
    "{column}",
    "%s",
    "COLUMNS('.*')",
    ")",
    "(",
    ", ",
    " AS ",
    "=1+1",
    "\u2028",
    "\u202e",
    "名",
    "<b>",
    "[x](javascript:1)",
    "`",
)


@contextmanager
def nothing_else_opened(directory: Path) -> Iterator[tuple[str, ...]]:
    """Give statements that would read a file or call a socket; fail where one was opened in the block.

    The file lies in a directory of its own that the kernel watches (inotify), the socket is on loopback.
    """
    watched = directory / "watched"
    watched.mkdir()
    (watched / "secret.csv").write_text(f"a,b\n{SECRET},1\n{SECRET},2\n")
    libc = ctypes.CDLL(None, use_errno=True)
    handle = libc.inotify_init1(os.O_NONBLOCK)
    assert handle >= 0 and libc.inotify_add_watch(handle, os.fsencode(watched), OPENED | READ) >= 0
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        file, address = watched / "secret.csv", f"http://127.0.0.1:{server.getsockname()[1]}/x.csv"
        try:
            yield (
                f"(SELECT content FROM read_text('{file}'))",
                f"(SELECT min(a) FROM read_csv('{file}'))",
                f"(SELECT min(a) FROM read_csv('{address}'))",
                f"(SELECT min(a) FROM '{file}')",
                f"; ATTACH '{file}' AS x; --",
                f"; COPY (SELECT 1) TO '{watched / 'made.csv'}'; --",
                f"; INSTALL httpfs FROM '{address}'; --",
            )
            assert _events(handle) == []
            assert _callers(server) == 0
            assert [path.name for path in watched.iterdir()] == ["secret.csv"]
        finally:
            os.close(handle)


def _events(handle: int) -> list[str]:
    """Return the names of files of the watched directory that somebody opened or read."""
    try:
        buffer = os.read(handle, 1 << 16)
    except BlockingIOError:
        return []
    names, at = [], 0
    while at < len(buffer):
        _, mask, _, length = EVENT.unpack_from(buffer, at)
        name = buffer[at + EVENT.size : at + EVENT.size + length].rstrip(b"\0").decode()
        if name:  # listing the directory itself is no reading of the file
            names.append(f"{name} {mask:x}")
        at += EVENT.size + length
    return names


def _callers(server: socket.socket) -> int:
    try:
        server.accept()[0].close()
    except BlockingIOError:
        return 0
    return 1
