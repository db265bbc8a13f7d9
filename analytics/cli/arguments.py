"""What an argument of the command line has to be, and the parser that refuses it in one line."""

import argparse
import math
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from analytics.cli.voice import silence
from analytics.pricing.ranges import MOST, out_of_range
from data.intake.mapping import Mapping, read_mapping
from data.schema import InputError

MOST_CHARACTERS = 1000  # of a name: what is longer is a file passed by mistake
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Options: TypeAlias = "argparse.ArgumentParser | argparse._ArgumentGroup"


class Parser(argparse.ArgumentParser):
    """Raises InputError where argparse would print its usage and end the process."""

    def error(self, message: str) -> NoReturn:
        """Raise what cannot be understood as one sentence."""
        problem = message.removeprefix("argument ").rstrip(".")
        raise InputError(problem, f"See {self.prog} --help")

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print help; that nobody reads it, and the pipe is closed, is no fault."""
        try:
            super()._print_message(message, file)
            (file or sys.stdout).flush()
        except OSError:
            silence(file or sys.stdout)


def add_option(command: Options, option: str, read: Callable[[str, str], Any], **rest: Any) -> None:
    """Add an option to a command, whose words a reader of this module turns into a value.

    Parameters
    ----------
    read : takes the option, which its errors name, and the words
    rest : as argparse takes it
    """
    command.add_argument(option, type=partial(read, option), **rest)


def figure(option: str, words: str, *, name: str, within: tuple[float, float]) -> float:
    """Read a figure of a name within a range [inclusive]."""
    try:
        value = float(words)
    except ValueError:
        raise InputError(f"{option} has {words!r}, which is no number", "Write it as 0.25") from None
    if not within[0] <= value <= within[1]:
        error = out_of_range(name, value, within)
        raise InputError(f"{option}: {error.problem}", error.remedy)
    return value


def whole(option: str, words: str, *, low: int, high: int) -> int:
    """Read a whole number within a range [inclusive]."""
    try:
        value = int(words)
    except ValueError:
        value = low - 1
    if not low <= value <= high:
        raise InputError(f"{option} {words} is out of range", f"Give a whole number from {low} to {high}")
    return value


def stock(option: str, words: str) -> tuple[str, float]:
    """Read PRODUCT=UNITS."""
    product, _, units = words.rpartition("=")
    try:
        n_units = float(units)
    except ValueError:
        n_units = math.nan
    if not product or math.isnan(n_units):
        raise InputError(f"{option} has {words!r}, which is not PRODUCT=UNITS", "Write it as P1=120")
    if not 0 <= n_units <= MOST:
        far = "below zero" if n_units < 0 else "beyond any warehouse"
        raise InputError(f"{option} has {words!r}: a stock is {far}", "Give the units at hand, 0 or more")
    return name(option, product), n_units


def name(option: str, words: str) -> str:
    """Read a name: of a shop, a column, a product."""
    if not words.strip():
        raise InputError(f"{option} is empty", "Write a name after it")
    if len(words) > MOST_CHARACTERS:
        raise InputError(f"{option} has a name of {len(words):,} characters", "Write a shorter one")
    if not is_text(words) or "\0" in words:
        raise InputError(f"{option} has {words!r}, which is not text in UTF-8", "Write it in UTF-8")
    return words


def place(option: str, words: str) -> str:
    """Read where a file lies, or a table of a database."""
    if not words or "\0" in words:
        raise InputError(f"{option} is empty", "Name a file after it")
    return words


def path(option: str, words: str) -> Path:
    """Read the name of a file or folder to write, which need not be there."""
    where = Path(place(option, words))
    if not is_text(str(where.absolute())):
        raise InputError(f"{option} is {words!r}, which is not UTF-8", "Name another place")
    try:
        where.exists()
    except OSError as error:  # too long, or behind a closed folder
        raise InputError(f"{option} {words}: {os.strerror(error.errno or 0)}", "Name another") from None
    return where


def mapping(option: str, words: str) -> Mapping:
    """Read a mapping from its file."""
    return read_mapping(Path(place(option, words)))


def is_text(words: str) -> bool:
    """Say whether words are text: what the system hands over in another encoding is none."""
    return not any("\ud800" <= character <= "\udfff" for character in words)
