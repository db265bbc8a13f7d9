"""The shops that `federate` names: folders of files, files of events, or shops of a workspace."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from analytics.cli.kept_shop import workspace_of
from analytics.cli.sources import sources_of
from data.engine.directories import passing_directory
from data.intake.load import import_files
from data.schema import KINDS, InputError
from data.services.workspaces import open_workspace
from data.store import Shop, Workspace

_EVENTS = KINDS[0]
_SUFFIXES = (".csv", ".parquet", ".xlsx", ".zip")


@contextmanager
def shops_of(options: argparse.Namespace) -> Iterator[list[Shop]]:
    """Give the shops that the options name, opened; raises InputError for one that there is not."""
    if len(options.shop) < 2:
        raise InputError("--shop: one shop alone has nobody to train with", "Name two shops or more")
    with ExitStack() as opened:
        if options.workspace:
            workspace = open_workspace(workspace_of(options.workspace))
            names = [_known(workspace, name) for name in options.shop]
        else:
            workspace = open_workspace(opened.enter_context(passing_directory()))
            places = [Path(place) for place in options.shop]
            names = [place.stem if place.is_file() else place.absolute().name for place in places]
        if len(set(names)) < len(names):
            raise InputError("--shop: two shops have the same name", "Name each shop once")
        if not options.workspace:
            for name, place in zip(names, places, strict=True):
                _import(workspace, name, _files_of(place), options)
        shops = []
        for name in names:
            shops.append(workspace.open(name))
            opened.callback(shops[-1].close)
        yield shops


def _known(workspace: Workspace, name: str) -> str:
    if name not in (names := workspace.shop_names()):
        known = ", ".join(names) or "none yet"
        raise InputError(f"--shop: there is no shop called {name}", f"Name some of: {known}")
    return name


def _files_of(place: Path) -> dict[str, str]:
    """Return a shop's files by their kind; raises InputError where there are no events."""
    if place.is_file():
        return {_EVENTS: str(place)}
    files: dict[str, str] = {
        kind: str(place / f"{kind}{suffix}")
        for kind in KINDS
        for suffix in reversed(_SUFFIXES)
        if (place / f"{kind}{suffix}").is_file()
    }
    if _EVENTS not in files:
        raise InputError(f"--shop {place}: no events.csv is there", "Name a folder that has one, or a file")
    return files


def _import(workspace: Workspace, name: str, files: dict[str, str], options: argparse.Namespace) -> None:
    own = argparse.Namespace(**dict.fromkeys(KINDS), mapping=None, voice=options.voice, told=options.told)
    for kind, file in files.items():
        setattr(own, kind, [file] if kind == _EVENTS else file)
    with workspace.creating(name) as shop, sources_of(own, shop) as sources:
        import_files(shop, sources, options.voice.say_step)
