"""A process that has loaded the libraries and forks one for each command: what loading takes is spent once.

Each command has memory, streams, environment and exit code of its own; nothing of ours is loaded before it.
Tests of the command line elsewhere start Python anew.
"""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Warm:
    """The process, from the first command to `stop`."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def run(
        self, words: list[str], environment: dict[str, str], typed: str, at: Path
    ) -> tuple[int, str, str]:
        """Return exit code, stdout and stderr of a command; its streams are files of a directory."""
        if self._process is None:
            command = [sys.executable, "-m", "tests.doors.warm"]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        (at / "stdin").write_text(typed)
        asked = {"words": words, "environment": environment, "at": str(at)}
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        return code, (at / "stdout").read_text(), (at / "stderr").read_text()

    def stop(self) -> None:
        if self._process is not None:
            self._process.communicate()


def serve() -> None:
    """Answer every line of stdin, a command, by its exit code on stdout."""
    load_libraries()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(**json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def load_libraries() -> None:
    """Load what most commands load, so that nothing of it runs in a thread yet."""
    kept = os.dup(2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # TensorFlow greets
    import duckdb  # noqa: F401
    import keras  # noqa: F401
    import pandas  # noqa: F401
    import sklearn.ensemble  # noqa: F401

    os.dup2(kept, 2)


def _become(words: list[str], environment: dict[str, str], at: str) -> None:
    """Be `python -m analytics` with these words, and end as it does."""
    for handle, name in enumerate(("stdin", "stdout", "stderr")):
        how = os.O_RDONLY if name == "stdin" else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(f"{at}/{name}", how), handle)
    os.environ.clear()
    os.environ.update(environment)
    sys.stdin = os.fdopen(0, closefd=False)  # what its parent has read ahead is none of its own
    sys.argv = ["analytics", *words]
    code: Any = 1
    try:
        runpy.run_module("analytics", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as ended:
        code = ended.code or 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(int(code))


if __name__ == "__main__":
    serve()
