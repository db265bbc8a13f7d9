"""The command `import`, and the shop that `run` starts with: files brought in, and what was kept of them."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analytics.cli.arguments import Commands, add_option, path
from analytics.cli.outputs import check_folder, results_in
from analytics.cli.personal import add_pseudonyms, refuse_of_demo
from analytics.cli.persons import PERSONS, add_matching, join_as_asked, persons_told
from analytics.cli.reject_reasons import counted_in_words
from analytics.cli.scope import looked_at
from analytics.cli.sources import add_sources, sources_of
from analytics.runs.consent import stopping_work_of_new_refusers
from data.engine.directories import passing_directory
from data.engine.room import needing_room
from data.intake.demo import DEMO_NAME, load_demo
from data.intake.load import import_files
from data.persons.report import joined_ids
from data.privacy.audit.note import note
from data.privacy.ledger.codes import Act
from data.schema import InputError
from data.services.workspaces import open_workspace
from data.store import Shop

SHOP_NAME = "Command line"
INTAKE = "intake.json"
WRITTEN = (INTAKE, PERSONS)


def add_import(commands: Commands) -> None:
    """Add `import` to the command line."""
    command = commands.add_parser("import", help="import only, and say what was kept")
    add_files(command)
    add_pseudonyms(command)
    command.set_defaults(do=bring_in)


def add_files(command: argparse.ArgumentParser) -> None:
    """Let a command take files into a shop, and write what came of them."""
    add_sources(command)
    add_matching(command)
    add_option(command, "--workspace", path, metavar="DIR", help="where the shop is kept")
    add_option(command, "--out", path, metavar="DIR", required=True)


def bring_in(options: argparse.Namespace) -> None:
    """Import the files and write what was kept."""
    with results_in(options.out, WRITTEN) as draft, filled_shop(options) as shop:
        write_intake(draft, shop, options.told)
    options.voice.release()


@contextmanager
def filled_shop(options: argparse.Namespace) -> Iterator[Shop]:
    """Open the shop that the options name, with its files imported; one without a workspace is passing."""
    if options.workspace:
        check_folder(options.workspace, "--workspace")
    with passing_directory() as passing:
        workspace = open_workspace(options.workspace or passing, getattr(options, "reader", None))
        if getattr(options, "demo", False):
            refuse_of_demo(options)
            is_there = DEMO_NAME in workspace.shop_names()
            shop = workspace.open(DEMO_NAME) if is_there else load_demo(workspace, options.voice.say_step)
            join_as_asked(shop, options)
        elif not options.events:
            raise InputError("no events were given", "Name at least one file after --events, or use --demo")
        elif SHOP_NAME in workspace.shop_names():
            shop = workspace.open(SHOP_NAME)
            _import_into(shop, options)
        else:
            with workspace.creating(SHOP_NAME) as shop:
                _import_into(shop, options)
            shop = workspace.open(SHOP_NAME)
        try:
            if options.workspace:
                note(shop, Act.IMPORTED, ", ".join(sorted(set(shop.imports()["kind"]))))
            yield looked_at(shop, options)
        finally:
            shop.close()


def _import_into(shop: Shop, options: argparse.Namespace) -> None:
    with sources_of(options, shop) as sources, stopping_work_of_new_refusers(shop):
        import_files(shop, sources, options.voice.say_step)
    join_as_asked(shop, options)


def write_intake(out: Path, shop: Shop, told: dict[str, list[str]]) -> None:
    """Write what was read, kept, rejected and told of each file: the events at the top, every file below."""
    files = [
        {name: row[name] for name in ("file", "kind", "rows_read", "rows_kept")}
        | {"rejected": counted_in_words(json.loads(row["rejected"]))}
        | {"mapping": json.loads(row["mapping"]), "told": told.get(row["file"], [])}
        for row in shop.imports().to_dict("records")
    ]
    events = [file for file in files if file["kind"] == "events"]
    imports = shop.imports().query("kind == 'events'")
    rejected = sum((Counter(file["rejected"]) for file in events), Counter[str]())
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
        if told_of := persons_told(shop):
            record["persons"] = told_of
            joined_ids(shop).to_parquet(out / PERSONS, index=False)
        (out / INTAKE).write_text(json.dumps(record, indent=2, ensure_ascii=False), encoding="utf-8")
