"""One try of the command line in this process, and the law that it keeps whatever it is given."""

import io
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from analytics.__main__ import main

PATIENCE_SECONDS = 120  # until something that is waited for counts as hanging


def files_below(home: Path) -> dict[str, bytes]:
    """Return every file with what it holds; the folder for shops on their way is none."""
    return {
        str(path.relative_to(home)): path.read_bytes() if path.is_file() else b""
        for path in home.rglob("*")
        if path.name != ".drafts" and (path.is_file() or not path.is_dir())
    }


@contextmanager
def in_a_copy(start: Path) -> Iterator[Path]:
    before = Path.cwd()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        home = Path(name) / "home"
        shutil.copytree(start, home)
        os.chdir(home)
        try:
            yield home
        finally:
            os.chdir(before)


def tried(arguments: list[str], stdin: str = "") -> tuple[int, str]:
    """Run a command that must not wait; return its exit code and what it said."""

    def give_up(number, frame):
        raise AssertionError(f"it hangs: {arguments}")

    out, err = io.StringIO(), io.StringIO()
    before = sys.stdin, signal.signal(signal.SIGALRM, give_up)
    sys.stdin = io.StringIO(stdin)
    signal.alarm(PATIENCE_SECONDS)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main(arguments)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before[1])
        sys.stdin = before[0]
    assert out.getvalue() == ""
    return code, err.getvalue()


def holds(home: Path, arguments: list[str], stdin: str = "", has_begun: bool = False) -> int:
    """Assert the law for one command line; return its exit code.

    A command that `has_begun` may have told of its progress before it finds a row that it cannot use.
    """
    before = files_below(home)

    code, said = tried(arguments, stdin)

    assert code in (0, 2), said
    assert "Traceback" not in said
    if code == 2:
        *told, refusal = said.splitlines()
        assert told == [] or has_begun, said
        assert said.endswith(refusal + "\n") and refusal.endswith(".") and len(refusal) > 10, said
        assert files_below(home) == before
    assert list(home.rglob(".bundlewise-*")) == []
    return code
