"""Signals of the seconds before a command begins and after it has ended; imports nothing that takes time."""

import os
import signal
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
BY_SIGNAL = 128  # and its number: the exit code of what a signal ended
STOPPED = "stopped, and no result was written."


def end_at_once() -> None:
    """Let signals end the process while its libraries are loaded: there is nothing to tidy up yet."""
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup asks
            signal.signal(number, _end)


def end_no_more() -> None:
    """Let signals be, as the command has ended and its exit code stands."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _end(number: int, frame: FrameType | None) -> None:
    try:
        os.write(2, f"{STOPPED}\n".encode())
    finally:
        os._exit(BY_SIGNAL + number)
