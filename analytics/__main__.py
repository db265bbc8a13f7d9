"""The command line: `python -m analytics run | import | price`, the app's journeys without a browser."""

import argparse
import json
import logging
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow greets at length otherwise

from analytics.keeping import add_commands, encrypt, forget
from analytics.options import add_money, check_known, costs_of, limits_of
from analytics.price import add_price, price
from analytics.quiet import import_keras_quietly
from analytics.runs.config import RunConfig
from analytics.segments import SegmentChoice
from analytics.sources import add_sources, sources_of
from data.demo import DEMO_NAME, load_demo
from data.ingest import import_files
from data.schema import InputError
from data.store import Shop, Workspace
from data.store.sealed import copy_in_plain

SHOP_NAME = "Command line"
OUTPUTS = ("customers.parquet", "price_book.parquet", "evidence.json", "run.json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, or 2 with one line on stderr where the input cannot be used."""
    options = _parser().parse_args(arguments)
    options.voice = Voice()
    try:
        COMMANDS[options.command](options)
    except InputError as error:
        print(str(error).replace("\n", " "), file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analytics", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="from CSVs to a price book")
    bring = commands.add_parser("import", help="import only, and say what was kept")
    for command in (run, bring):
        add_sources(command)
        command.add_argument("--workspace", type=Path, metavar="DIR", help="where the shop is kept")
        command.add_argument("--out", type=Path, metavar="DIR", required=True)
    run.add_argument("--demo", action="store_true", help="the demo shop in place of --events")
    run.add_argument("--instrument", nargs="+", default=[], metavar="COLUMN")
    run.add_argument("--segments", metavar="COLUMN", help="customer attribute in place of RFM segments")
    run.add_argument("--seed", type=int, default=0)
    add_money(run)
    demo = commands.add_parser("demo", help="load the demo shop where the workspace is empty")
    demo.add_argument("--workspace", type=Path, metavar="DIR")
    add_price(commands)
    add_commands(commands)
    return parser


def _run(options: argparse.Namespace) -> None:
    from analytics.runs.here import run_directory
    from analytics.runs.scoring.stored import keep_model
    from analytics.runs.snapshot import write_snapshot
    from analytics.runs.train import train

    choice = SegmentChoice("attribute", options.segments) if options.segments else SegmentChoice()
    instruments = tuple(dict.fromkeys(options.instrument))
    config = RunConfig(
        segments=choice,
        instruments=instruments,
        costs=costs_of(options),
        limits=limits_of(options),
        seed=options.seed,
    )
    with _shop(options) as shop:
        _write_intake(options, shop)
        if config.limits.excluded or config.limits.stock:
            check_known(config.limits, set(shop.read("products")["product_id"]))
        with run_directory(shop, is_kept=options.workspace is not None) as directory:
            options.voice.say("Taking a snapshot of the shop")
            write_snapshot(shop, config, directory)
            options.voice.release()
            shop.close()
            import_keras_quietly()
            train(directory, options.voice.say)
            for output in OUTPUTS:
                copy_in_plain(directory / output, options.out / output)
            keep_model(directory, options.out)
    options.voice.say(f"The price book is {options.out / 'price_book.parquet'}")


def _import(options: argparse.Namespace) -> None:
    with _shop(options) as shop:
        _write_intake(options, shop)
    options.voice.release()


def _demo(options: argparse.Namespace) -> None:
    workspace = Workspace(options.workspace)
    if not workspace.shop_names():
        options.voice.release()
        options.voice.say("Loading the demo shop (once)")
        load_demo(workspace).close()


@contextmanager
def _shop(options: argparse.Namespace) -> Iterator[Shop]:
    """Open the shop that the options name, with its files imported; one without a workspace is passing."""
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as passing:
        workspace = Workspace(options.workspace or Path(passing))
        if getattr(options, "demo", False):
            is_there = DEMO_NAME in workspace.shop_names()
            shop = workspace.open(DEMO_NAME) if is_there else load_demo(workspace, options.voice.say_step)
        elif not options.events:
            raise InputError("no events were given", "Name at least one file after --events, or use --demo")
        else:
            if SHOP_NAME not in workspace.shop_names():
                with workspace.creating(SHOP_NAME) as shop:
                    _import_into(shop, options)
                shop = workspace.open(SHOP_NAME)
            else:
                shop = workspace.open(SHOP_NAME)
                _import_into(shop, options)
        try:
            yield shop
        finally:
            shop.close()


def _import_into(shop: Shop, options: argparse.Namespace) -> None:
    with sources_of(options, shop) as sources:
        import_files(shop, sources, options.voice.say_step)


def _write_intake(options: argparse.Namespace, shop: Shop) -> None:
    """Write what was read, kept and rejected: the events at the top, every file below."""
    files = [
        {
            "file": row["file"],
            "kind": row["kind"],
            "rows_read": int(row["rows_read"]),
            "rows_kept": int(row["rows_kept"]),
            "rejected": json.loads(row["rejected"]),
            "mapping": json.loads(row["mapping"]),
            "told": getattr(options, "told", {}).get(row["file"], []),
        }
        for row in shop.imports().to_dict("records")
    ]
    events = [file for file in files if file["kind"] == "events"]
    imports = shop.imports().query("kind == 'events'")
    rejected: Counter[str] = Counter()
    for file in events:
        rejected.update(file["rejected"])
    record = {
        "rows_read": sum(file["rows_read"] for file in events),
        "rows_kept": sum(file["rows_kept"] for file in events),
        "rejected": dict(rejected),
        "event_time_min": imports["event_time_min"].min().isoformat() if events else None,
        "event_time_max": imports["event_time_max"].max().isoformat() if events else None,
        "mapping": events[0]["mapping"] if events else None,
        "files": files,
    }
    (options.out / "intake.json").write_text(json.dumps(record, indent=2, ensure_ascii=False))


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
            print(words, file=sys.stderr, flush=True)
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


COMMANDS = {
    "run": _run,
    "import": _import,
    "price": price,
    "demo": _demo,
    "forget": forget,
    "encrypt": encrypt,
}

if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    sys.exit(main())
