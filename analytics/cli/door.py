"""The door of the command line: every end of a command is an exit code, and at most a line on stderr.

0 it did what was asked; 2 what was given, or the machine, does not allow it, and the line says what to do;
130, 143 and 129 it was stopped by Ctrl-C, a signal or a closed terminal; 1 the fault is ours.
"""

import os
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from analytics.cli.early import BY_SIGNAL, SIGNALS, STOPPED
from analytics.cli.reject_reasons import error_in_words
from analytics.cli.voice import one_line, say_line, silence
from data.engine.room import refused_by_disk
from data.privacy.key import is_encrypting
from data.schema import InputError

USED_WRONGLY, FAULTY = 2, 1


class Stop:
    """Which signal asked for the end, if any: a library may have made another error of it."""

    number: int | None = None

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """End what is going on, in good order; a second signal ends it at once."""
        self.number = number
        signal.signal(number, signal.SIG_DFL)
        raise KeyboardInterrupt


def exit_code_of(command: Callable[[], None]) -> int:
    """Run a command and return its exit code; what it raises becomes a line."""
    with _stopping() as stop:
        code, words = _end_of(command, stop)
    if stop.number is not None and code:
        code, words = BY_SIGNAL + stop.number, STOPPED
    if words:
        say_line(words)
    _flush_stdout()
    return code


def _end_of(command: Callable[[], None], stop: Stop) -> tuple[int, str]:
    """Return the exit code of a command and what there is to say of it."""
    try:
        _check_temporary()
        command()
    except SystemExit as ended:  # argparse has shown its help
        return int(ended.code or 0), ""
    except InputError as error:
        return USED_WRONGLY, error_in_words(error)
    except MemoryError:
        return USED_WRONGLY, "there is not enough memory. Close other programs, or give less data."
    except (Exception, KeyboardInterrupt) as error:
        if stop.number is not None or isinstance(error, KeyboardInterrupt):
            return FAULTY, ""
        place = getattr(error, "filename", None) or "the workspace or the folder for temporary files"
        if refusal := refused_by_disk(error, str(place), "go on"):
            return USED_WRONGLY, str(refusal)
        return FAULTY, _fault(error)
    return 0, ""


def open_streams() -> None:
    """Give the process the three streams that whoever started it may have closed.

    Otherwise the next file that is opened, a database, is where libraries write their greetings.
    """
    handle = os.open(os.devnull, os.O_RDWR)
    while handle <= 2:
        handle = os.open(os.devnull, os.O_RDWR)
    os.close(handle)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115  for the life of the process
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open()  # noqa: SIM115


@contextmanager
def _stopping() -> Iterator[Stop]:
    """Let signals end the block as Ctrl-C does, each once, unless they are to be ignored (nohup)."""
    stop = Stop()
    is_main = threading.current_thread() is threading.main_thread()
    mine = [n for n in SIGNALS if is_main and signal.getsignal(n) not in (signal.SIG_IGN, None)]
    before = {number: signal.signal(number, stop) for number in mine}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _check_temporary() -> None:
    try:
        tempfile.gettempdir()
    except OSError:
        raise InputError(
            "there is no folder for temporary files", "Set TMPDIR to one that you may write to"
        ) from None


def _fault(error: BaseException) -> str:
    """Return a line on a fault of ours, and write its details into a file of this user's alone."""
    words = f"this is a fault of the program ({type(error).__name__})"
    try:
        handle, name = tempfile.mkstemp(prefix="bundlewise-fault-", suffix=".txt")
        with os.fdopen(handle, "w", errors="backslashreplace") as file:
            file.write(_details(error))
    except OSError:
        return f"{words}, and there is no room for its details."
    return f"{words}: please report it with its details, {name}."


def _details(error: BaseException) -> str:
    """Return where an error arose; with a key only that, as its words may name a customer."""
    if not is_encrypting():
        return "".join(traceback.format_exception(error))
    return "".join([*traceback.format_tb(error.__traceback__), one_line(type(error).__name__), "\n"])


def _flush_stdout() -> None:
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        silence(sys.stdout)
