"""What the command line says: progress on stderr in whole lines, and what was asked for on stdout."""

import os
import sys
from typing import TextIO

MOST_CHARACTERS = 2000  # of a line, for a person to read


class Voice:
    """Progress on stderr: at once for a person, for a script only once the input has proved usable.

    So that a script that is refused finds one line there, the refusal.
    """

    def __init__(self) -> None:
        self.held: list[str] | None = None if sys.stderr.isatty() else []
        self.step = ""

    def say(self, words: str) -> None:
        """Print a line, or hold it back."""
        if self.held is None:
            say_line(words)
        else:
            self.held.append(words)

    def say_step(self, share: float, words: str) -> None:
        """Print that a step begins; how far it is by then, a terminal would only fill up with."""
        if words != self.step:
            self.step = words
            self.say(f"{share:4.0%}  {words}")

    def release(self) -> None:
        """Print what was held back, and everything from now on at once."""
        held, self.held = self.held or [], None
        for words in held:
            self.say(words)


def show(text: str) -> None:
    """Print what was asked for on stdout; where nobody reads there any more, the work goes on."""
    try:
        print(text, flush=True)
    except (OSError, ValueError):
        silence(sys.stdout)


def say_line(words: str) -> None:
    """Print one line on stderr; where nobody reads there any more, the work goes on without a word."""
    try:
        print(one_line(words), file=sys.stderr, flush=True)
    except (OSError, ValueError):
        silence(sys.stderr)


def one_line(words: str) -> str:
    """Return a text that fills one line and moves no cursor, shortened in its middle."""
    line = "".join(map(_shown, words))
    if len(line) <= MOST_CHARACTERS:
        return line
    half = MOST_CHARACTERS // 2
    return f"{line[:half]} … {line[-half:]}"


def silence(stream: TextIO) -> None:
    """Let a stream write into nothing, so that what it still holds fails nowhere."""
    try:
        handle = stream.fileno()
    except (OSError, ValueError):  # it is no file of the system's
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, handle)
    os.close(nowhere)


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() else character.encode("unicode_escape", "surrogatepass").decode()
