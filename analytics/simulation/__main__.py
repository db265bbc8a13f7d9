"""The command line: `python -m analytics.simulation OUT --kind confounded` writes a shop and its truth."""

import argparse
import ast
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analytics.simulation.config import WorldConfig
from analytics.simulation.files import write_shop
from analytics.simulation.kinds import KINDS, config_of
from data.schema import InputError


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a shop; return 0, or 2 with one line on stderr where the switches cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        size = {} if options.customers is None else {"n_customers": options.customers}
        config = config_of(options.kind, **{"seed": options.seed} | size | dict(map(_switch, options.set)))
        write_shop(config, options.out, _say, format=options.format)
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analytics.simulation", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="directory of the files and of truth/")
    parser.add_argument("--kind", choices=list(KINDS), default="exogenous")
    parser.add_argument("--customers", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--format", choices=["csv", "parquet"], default="csv")
    words = "any switch, as churn=0.2 or slopes=(0.3,0.8)"
    parser.add_argument("--set", nargs="+", default=[], metavar="NAME=VALUE", help=words)
    return parser


def _switch(text: str) -> tuple[str, Any]:
    name, _, value = text.partition("=")
    if name not in WorldConfig.__dataclass_fields__:
        known = ", ".join(WorldConfig.__dataclass_fields__)
        raise InputError(f"a synthetic shop has no switch {name}", f"Choose one of: {known}")
    try:
        return name, ast.literal_eval(value)
    except (ValueError, SyntaxError) as error:
        raise InputError(f"the value of {name} cannot be read", "Write it as churn=0.2") from error


def _say(share: float, words: str) -> None:
    sys.stderr.write(f"{share:4.0%}  {words}\n")


if __name__ == "__main__":
    sys.exit(main())
