"""An argument parser that refuses in one line, as the rest of the command line does."""

import argparse
from typing import NoReturn

from data.schema import InputError


class Parser(argparse.ArgumentParser):
    """Raises InputError where argparse would print its usage and end the process."""

    def error(self, message: str) -> NoReturn:
        """Raise what cannot be understood as one sentence."""
        problem = message.removeprefix("argument ").rstrip(".")
        raise InputError(problem, f"See {self.prog} --help")
