"""The command `models`: the lab runs of a shop listed, compared, put to use, put away, and handed over."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analytics.cli.arguments import Commands, add_option, name, path
from analytics.cli.outputs import PREFIX
from analytics.cli.tuning_words import PART_WORDS
from analytics.cli.voice import show
from analytics.lab.registry import runs as registry
from analytics.lab.registry.bundle import export
from analytics.lab.registry.compare import Part, changed
from analytics.lab.registry.taking_in import take_in
from data.engine.room import needing_room
from data.read.opening import is_folder
from data.read.writing import whole_file
from data.schema import InputError
from data.services.workspaces import open_workspace

LISTED = {
    "run_id": "Run",
    "subject": "Subject",
    "method": "Method",
    "auc": "AUC",
    "log_loss": "Log-loss",
    "seconds": "Seconds",
    "device": "Device",
    "in_use": "In use",
    "archived": "Archived",
}
DIFFERENT = {"part": "Of", "field": "What", "first": "First", "second": "Second", "difference": "Difference"}
LATEST = "latest"  # in place of an id
Action = Callable[[Path, list[str], argparse.Namespace], None]


def add_models(commands: Commands) -> None:
    """Add `models` to the command line."""
    command = commands.add_parser(
        "models", help="the models that the Lab has trained: listed, compared, kept"
    )
    command.add_argument("action", choices=ACTIONS, help="what to do")
    about = "ids of runs, or `latest`; of `import` the file"
    command.add_argument("names", nargs="*", metavar="RUN", help=about)
    add_option(command, "--workspace", path, metavar="DIR", required=True)
    add_option(command, "--shop", name, metavar="NAME", required=True)
    add_option(command, "--out", path, metavar="FILE", help="what `export` writes (default: RUN.zip)")
    command.set_defaults(do=look_after_models)


def look_after_models(options: argparse.Namespace) -> None:
    """Do what is asked with the runs that are named."""
    n_named, action = ACTIONS[options.action]
    if len(options.names) != n_named:
        takes = {0: "no run", 1: "one name", 2: "two runs"}[n_named]
        raise InputError(f"models {options.action} takes {takes}", "See python -m analytics models --help")
    if options.out and options.action != "export":
        raise InputError(f"models {options.action} writes no file", "Leave --out away")
    home = _shop_directory(options.workspace, options.shop)
    action(home, [_run_id(home, one) for one in options.names], options)


def _list(home: Path, names: list[str], options: argparse.Namespace) -> None:
    runs = registry.lab_runs(home)
    if not runs:
        options.voice.release()
        options.voice.say("No model has been trained in the Lab yet.")
        return
    table = registry.runs_frame(runs)
    marks = {"in_use": table["is_in_use"], "archived": table["is_archived"]}
    table = table.assign(**{name: of.map({True: "yes", False: ""}) for name, of in marks.items()})
    show(_as_text(table, LISTED))


def _show(home: Path, names: list[str], options: argparse.Namespace) -> None:
    show(json.dumps(registry.readable_run(home, names[0]).record, indent=2))


def _diff(home: Path, names: list[str], options: argparse.Namespace) -> None:
    table = changed(*(registry.readable_run(home, one) for one in names))
    if table.empty:
        options.voice.release()
        options.voice.say("The two runs differ in nothing.")
        return
    words = {part.value: PART_WORDS[part] for part in Part}
    show(_as_text(table.assign(part=table["part"].map(words)), DIFFERENT))


def _export(home: Path, names: list[str], options: argparse.Namespace) -> None:
    target = options.out or Path(f"{names[0]}.zip")
    if is_folder(target):
        raise InputError(f"--out {target} is a folder", "Name a file")
    with (
        needing_room(target.parent, "write the model"),
        whole_file(target, PREFIX) as draft,
        draft.open("wb") as file,
    ):
        export(home, names[0], file)
    _said(options, f"The model is {target}")


def _import(home: Path, names: list[str], options: argparse.Namespace) -> None:
    try:
        with needing_room(home, "import a model"), Path(names[0]).open("rb") as file:
            run_id = take_in(home, file)
    except OSError as error:
        raise InputError(f"{names[0]} cannot be read", "Name a file that `models export` wrote") from error
    _said(options, f"Imported as {run_id}")


def _simply(do: Callable[[Path, str], None], words: str) -> Action:
    """Return an action on one run that has nothing to tell but that it is done."""

    def act(home: Path, names: list[str], options: argparse.Namespace) -> None:
        do(home, names[0])
        _said(options, f"{names[0]} {words}")

    return act


def _restore(home: Path, run_id: str) -> None:
    registry.archive(home, run_id, is_archived=False)


ACTIONS: dict[str, tuple[int, Action]] = {
    "list": (0, _list),
    "show": (1, _show),
    "diff": (2, _diff),
    "pin": (1, _simply(registry.pin, "is in use")),
    "unpin": (1, _simply(registry.unpin, "is not in use")),
    "archive": (1, _simply(registry.archive, "is archived")),
    "restore": (1, _simply(_restore, "is listed again")),
    "delete": (1, _simply(registry.delete, "is deleted")),
    "export": (1, _export),
    "import": (1, _import),
}


def _run_id(home: Path, name: str) -> str:
    """Return the id of a run that is named, the newest one's for `latest`."""
    runs = registry.lab_runs(home) if name == LATEST else []
    return runs[0].run_id if runs else name


def _shop_directory(place: Path, shop: str) -> Path:
    workspace = open_workspace(place)
    if shop not in (names := workspace.shop_names()):
        known = ", ".join(names) or "none yet"
        raise InputError(f"there is no shop called {shop}", f"Name one of: {known}")
    return workspace.directory / shop


def _said(options: argparse.Namespace, words: str) -> None:
    options.voice.release()
    options.voice.say(words)


def _as_text(table: pd.DataFrame, columns: dict[str, str]) -> str:
    return table[list(columns)].round(4).rename(columns=columns).to_string(index=False, na_rep="")
