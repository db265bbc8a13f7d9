"""The command line: `python -m data.synthetic OUT --kind confounded` writes a shop and its truth."""

import argparse
import ast
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from data.schema import InputError
from data.synthetic.config import KINDS, WorldConfig, config_of
from data.synthetic.files import write_shop


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a shop; return 0, or 2 with one line on stderr where the switches cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        config = config_of(options.kind, **_changes(options))
        write_shop(config, options.out, _say, format=options.format)
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data.synthetic", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="directory of the files and of truth/")
    parser.add_argument("--kind", choices=list(KINDS), default="exogenous")
    parser.add_argument("--customers", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--format", choices=["csv", "parquet"], default="csv")
    parser.add_argument(
        "--set",
        nargs="+",
        default=[],
        metavar="NAME=VALUE",
        help="any switch, as churn=0.2 or slopes=(0.3,0.8)",
    )
    return parser


def _changes(options: argparse.Namespace) -> dict[str, Any]:
    changes: dict[str, Any] = {"seed": options.seed}
    if options.customers is not None:
        changes["n_customers"] = options.customers
    for text in options.set:
        name, _, value = text.partition("=")
        if name not in WorldConfig.__dataclass_fields__:
            known = ", ".join(WorldConfig.__dataclass_fields__)
            raise InputError(f"a synthetic shop has no switch {name}", f"Choose one of: {known}")
        try:
            changes[name] = ast.literal_eval(value)
        except (ValueError, SyntaxError) as error:
            raise InputError(f"the value of {name} cannot be read", "Write it as churn=0.2") from error
    return changes


def _say(share: float, words: str) -> None:
    sys.stderr.write(f"{share:4.0%}  {words}\n")


if __name__ == "__main__":
    sys.exit(main())
