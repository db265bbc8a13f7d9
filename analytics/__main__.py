"""The command line: `python -m analytics run | price | recommend | …`, the app without a browser."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence

from analytics.cli.early import end_at_once, end_no_more

if __name__ == "__main__":
    end_at_once()  # until the command begins, a second or two from here
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow greets at length otherwise

from analytics.cli.arguments import Parser
from analytics.cli.as_person import HELP, OPTION, admit, note_command, split_person
from analytics.cli.commands import add_commands
from analytics.cli.door import exit_code_of, open_streams
from analytics.cli.voice import Voice


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, or 2 with one line on stderr where the input cannot be used."""
    return exit_code_of(lambda: _command(arguments))


def _command(arguments: Sequence[str] | None) -> None:
    words, person = split_person(sys.argv[1:] if arguments is None else arguments)
    options = parser(next(iter(words), None)).parse_args(words)
    options.reader = person
    admit(options)
    options.voice, options.told = Voice(), {}
    if person is not None:
        note_command(options)  # nothing is told to a person unnoted
    options.do(options)
    if person is None:
        note_command(options)  # what was refused is not noted


def parser(asked: str | None = None) -> argparse.ArgumentParser:
    """Return what reads the command line.

    Parameters
    ----------
    asked : the command alone that it has to know; every command where it is none
    """
    parser: argparse.ArgumentParser = Parser(prog="python -m analytics", description=__doc__)
    parser.add_argument(OPTION, metavar="EMAIL", help=HELP)
    commands = parser.add_subparsers(dest="command", required=True)
    add_commands(commands, asked)
    return parser


if __name__ == "__main__":
    open_streams()
    logging.basicConfig(level=logging.WARNING)
    exit_code = main()
    end_no_more()
    sys.exit(exit_code)
