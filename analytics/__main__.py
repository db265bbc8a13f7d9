"""The command line: `python -m analytics run | import | price | compare`, the app without a browser."""

import argparse
import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from analytics.cli.early import end_at_once, end_no_more

if __name__ == "__main__":
    end_at_once()  # until the command begins, a second or two from here
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow greets at length otherwise

from analytics.cli.admin import add_commands, encrypt, forget
from analytics.cli.arguments import name, path, whole
from analytics.cli.compare import add_compare, compare
from analytics.cli.door import exit_code_of, open_streams
from analytics.cli.options import add_money, check_known, costs_of, limits_of
from analytics.cli.outputs import check_folder, results_in
from analytics.cli.parser import Parser
from analytics.cli.price import add_price, price
from analytics.cli.reasons import say_reasons, titles_of
from analytics.cli.silent_keras import import_keras_quietly
from analytics.cli.sources import add_sources, sources_of
from analytics.cli.voice import Voice
from analytics.runs.config import LARGEST_SEED, RunConfig
from analytics.segments import SegmentChoice
from data.engine.room import needing_room
from data.engine.scratch import passing_directory
from data.intake.demo import DEMO_NAME, load_demo
from data.intake.load import import_files
from data.privacy.sealed import copy_in_plain, read_frame
from data.schema import InputError
from data.store import Shop, Workspace

SHOP_NAME = "Command line"
OUTPUTS = ("customers.parquet", "price_book.parquet", "evidence.json", "run.json")
INTAKE = "intake.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, or 2 with one line on stderr where the input cannot be used."""
    return exit_code_of(lambda: _command(arguments))


def _command(arguments: Sequence[str] | None) -> None:
    options = parser().parse_args(arguments)
    options.voice = Voice()
    options.told = {}
    COMMANDS[options.command](options)


def parser() -> argparse.ArgumentParser:
    """Return what reads the command line."""
    parser: argparse.ArgumentParser = Parser(prog="python -m analytics", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="from CSVs to a price book")
    bring = commands.add_parser("import", help="import only, and say what was kept")
    for command in (run, bring):
        add_sources(command)
        command.add_argument(
            "--workspace", type=path("--workspace"), metavar="DIR", help="where the shop is kept"
        )
        command.add_argument("--out", type=path("--out"), metavar="DIR", required=True)
    run.add_argument("--demo", action="store_true", help="the demo shop in place of --events")
    run.add_argument("--instrument", nargs="+", type=name("--instrument"), default=[], metavar="COLUMN")
    segments = "customer attribute in place of RFM segments"
    run.add_argument("--segments", type=name("--segments"), metavar="COLUMN", help=segments)
    run.add_argument("--seed", type=whole("--seed", 0, LARGEST_SEED), default=0)
    add_money(run)
    demo = commands.add_parser("demo", help="load the demo shop where the workspace is empty")
    demo.add_argument("--workspace", type=path("--workspace"), metavar="DIR")
    add_price(commands)
    add_compare(commands)
    add_commands(commands)
    return parser


def _run(options: argparse.Namespace) -> None:
    from analytics.runs.in_this_process import run_directory
    from analytics.runs.scoring.stored import FOLDER, MODEL_FILES, NETWORK, keep_model
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
    results = results_in(options.out, (*OUTPUTS, INTAKE, *MODEL_FILES), own=(f"{FOLDER}/{NETWORK}",))
    with results as draft, _shop(options) as shop:
        _write_intake(draft, shop, options.told)
        if config.limits.excluded or config.limits.stock:
            check_known(config.limits, set(shop.read("products")["product_id"]))
        with run_directory(shop, is_kept=options.workspace is not None) as directory:
            options.voice.say("Taking a snapshot of the shop")
            write_snapshot(shop, config, directory)
            options.voice.release()
            shop.close()
            import_keras_quietly()
            train(directory, options.voice.say)
            with needing_room(options.out, "write the results"):
                for output in OUTPUTS:
                    copy_in_plain(directory / output, draft / output)
                say_reasons(draft, titles_of(read_frame(directory / "products.parquet")))
                keep_model(directory, draft)
    options.voice.say(f"The price book is {options.out / 'price_book.parquet'}")


def _import(options: argparse.Namespace) -> None:
    with results_in(options.out, [INTAKE]) as draft, _shop(options) as shop:
        _write_intake(draft, shop, options.told)
    options.voice.release()


def _demo(options: argparse.Namespace) -> None:
    workspace = Workspace(options.workspace)
    check_folder(workspace.directory, "--workspace")
    if not workspace.shop_names():
        options.voice.release()
        options.voice.say("Loading the demo shop (once)")
        load_demo(workspace).close()


@contextmanager
def _shop(options: argparse.Namespace) -> Iterator[Shop]:
    """Open the shop that the options name, with its files imported; one without a workspace is passing."""
    if options.workspace:
        check_folder(options.workspace, "--workspace")
    with passing_directory() as passing:
        workspace = Workspace(options.workspace or passing)
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


def _write_intake(out: Path, shop: Shop, told: dict[str, list[str]]) -> None:
    """Write what was read, kept, rejected and told of each file: the events at the top, every file below."""
    files = [
        {
            "file": row["file"],
            "kind": row["kind"],
            "rows_read": int(row["rows_read"]),
            "rows_kept": int(row["rows_kept"]),
            "rejected": json.loads(row["rejected"]),
            "mapping": json.loads(row["mapping"]),
            "told": told.get(row["file"], []),
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
    with needing_room(out.parent, "write the results"):
        (out / INTAKE).write_text(json.dumps(record, indent=2, ensure_ascii=False), encoding="utf-8")


COMMANDS = {
    "run": _run,
    "import": _import,
    "price": price,
    "compare": compare,
    "demo": _demo,
    "forget": forget,
    "encrypt": encrypt,
}

if __name__ == "__main__":
    open_streams()
    logging.basicConfig(level=logging.WARNING)
    exit_code = main()
    end_no_more()
    sys.exit(exit_code)
