"""What the command line names as files: CSVs, workbooks, Parquet, zips of several, tables of databases."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from analytics.cli import arguments
from analytics.cli.arguments import add_option
from analytics.cli.personal import say, settled_aloud
from analytics.cli.personal_words import personal_words
from data.intake.load import Source
from data.intake.look import read_preview
from data.intake.mapping import Guess, Mapping, guess
from data.intake.mapping.personal import personal_in
from data.privacy.scratch import scratch_directory
from data.read.databases.address import is_address, parse_address
from data.read.databases.tables import fetch
from data.read.opening import name_of
from data.read.parts import parts_of
from data.schema import KINDS, InputError, Kind
from data.store import Shop


def add_sources(parser: argparse.ArgumentParser) -> None:
    """Let a command take files."""
    place = "a file, a directory of Parquet, or a table as postgresql://user@host/database?table=NAME"
    add_option(parser, "--events", arguments.place, nargs="+", metavar="FILE", default=[], help=place)
    for kind in KINDS[1:]:
        add_option(parser, f"--{kind}", arguments.place, metavar="FILE")
    add_option(parser, "--mapping", arguments.mapping, metavar="FILE.json", help="which column is which")


@contextmanager
def sources_of(options: argparse.Namespace, shop: Shop) -> Iterator[list[Source]]:
    """Give the sources that the options name, for the time of the block; raises InputError."""
    with scratch_directory(shop) as scratch:
        sources: list[Source] = []
        for kind in KINDS:
            places = getattr(options, kind)
            for place in places if isinstance(places, list) else [places] if places else []:
                directory = scratch / str(len(sources))
                directory.mkdir()
                sources += _sources(place, kind, options, directory)
        _check_mapping(options.mapping, sources)
        yield settled_aloud(shop, sources, options)


def _check_mapping(given: Mapping | None, sources: list[Source]) -> None:
    """Raise InputError where the given mapping is of a kind that no file is."""
    if given and sources and all(source.mapping.kind != given.kind for source in sources):
        kinds = " or ".join(sorted({source.mapping.kind for source in sources}))
        raise InputError(
            f"--mapping is for a file of {given.kind}, and no such file was given",
            f'Give one after --{given.kind}, or write "kind": "{kinds}" in the mapping',
        )


def _sources(place: str, kind: Kind, options: argparse.Namespace, directory: Path) -> list[Source]:
    """Return one source; each table of a zip that holds several is one, and shows its kind by its columns."""
    if is_address(place):
        address = parse_address(place)
        return [_source(fetch(address, directory), address.name, "", kind, options)]
    path = Path(place)
    name = name_of(path)
    parts = parts_of(path, name).usual
    if len(parts) < 2:
        return [_source(path, name, parts[0] if parts else "", kind, options)]
    return [_source(path, f"{name}: {part}", part, None, options) for part in parts]


def _source(path: Path, name: str, part: str, kind: Kind | None, options: argparse.Namespace) -> Source:
    given: Mapping | None = options.mapping
    preview = read_preview(path, name, given.constants.get("header") if given else None, part)
    guessed = guess(preview, kind)
    has_others = len(options.events) > 1  # headers of orders among the files of their lines
    if kind == "events" and has_others and (shown := guess(preview)).mapping.kind == "orders":
        guessed = shown
    mapping = guessed.mapping
    if given and given.kind == mapping.kind:
        mapping = given
    else:
        _tell(guessed, name, options)
    if personal := personal_in(preview, mapping):
        say(options, name, personal_words(personal))
    if mapping.kind == "events":
        wanted = set(getattr(options, "instrument", []))
        extra = tuple(sorted(wanted - set(mapping.columns) - set(mapping.instruments)))
        mapping = replace(mapping, instruments=(*mapping.instruments, *extra))
    return Source(path, name, mapping.kind, mapping, part)


def _tell(guessed: Guess, name: str, options: argparse.Namespace) -> None:
    """Say aloud what was guessed by values or is doubtful, and keep it for intake.json."""
    _check_price(guessed, name)
    why, columns = guessed.why, guessed.mapping.columns
    by_values = [f"{name} is {column}" for name, column in columns.items() if why.get(name) == "values"]
    told = [f"Told by the values, as the names say little: {', '.join(by_values)}."] if by_values else []
    options.told[name] = [*told, *map(str, guessed.doubts)]
    for sentence in options.told[name]:
        options.voice.say(f"{name}: {sentence}")


def _check_price(guessed: Guess, name: str) -> None:
    """Raise InputError where order lines would come in without a price beside columns of money."""
    if guessed.unpriced:
        columns = ", ".join(guessed.unpriced[:5])
        raise InputError(
            f"none of its columns of money is plainly the price of a line ({columns})",
            "Say which with --mapping, as net_price (of a unit) or net_total (of the line)",
            file=name,
        )
