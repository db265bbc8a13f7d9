"""The option `--as EMAIL` of every command: it is run with the role that this person has in the shop."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from analytics.cli.command_rights import act_of_command, rights_of_command
from analytics.cli.import_files import SHOP_NAME
from data.intake.demo import DEMO_NAME
from data.privacy.audit.note import note_done, note_in, system_user
from data.privacy.roles.grants import checked_who
from data.privacy.roles.person import NotAllowedError, Person
from data.privacy.roles.rights import Right
from data.privacy.roles.workspace import GuardedWorkspace
from data.schema import InputError
from data.services.workspaces import open_workspace
from data.store.shop import FILE

OPTION = "--as"
HELP = "of any command: run it with the role of this e-mail in the shop; without it you own everything"
OF_ALL = ("demo", "encrypt", "ledger export-key", "federate")  # commands on every shop of a workspace


def split_person(arguments: Sequence[str]) -> tuple[list[str], Person | None]:
    """Return the words of a command without `--as EMAIL`, wherever it stands, and the person; None without.

    Raises
    ------
    InputError
        What follows is no e-mail, or two are given.
    """
    rest, named = [], []
    words = iter(arguments)
    for word in words:
        if word == OPTION:
            named.append(next(words, ""))
        elif word.startswith(f"{OPTION}="):
            named.append(word.partition("=")[2])
        else:
            rest.append(word)
    if len(named) > 1:
        raise InputError(f"{OPTION} is given twice", "A command is run as one person")
    return rest, _person(named[0]) if named else None


def admit(options: argparse.Namespace) -> None:
    """Raise InputError where the person may not do this to the shops that the options name.

    Files that lie in any other shop are those of its rows.
    """
    person: Person | None = options.reader
    if person is None:
        return
    if getattr(options, "workspace", None) is None:
        raise InputError(f"{OPTION} needs a workspace: nobody has a role without one", "Give --workspace DIR")
    command = command_of(options)
    workspace = GuardedWorkspace(open_workspace(options.workspace), person)
    for name in _shops(options, command, workspace):
        _require(workspace, name, rights_of_command(command))
    for place in _paths(vars(options)):
        for folder in (place.absolute(), *place.absolute().parents):
            if (folder / FILE).exists():
                person.require(folder, Right.READ_ROWS)


def note_command(options: argparse.Namespace) -> None:
    """Note in the audit log of each kept shop that a command reads it or takes files of it.

    Raises
    ------
    InputError
        It is run as a person, and cannot be noted.
    """
    command, place = command_of(options), getattr(options, "workspace", None)
    act = act_of_command(command)
    if act is None or place is None or not place.is_dir():
        return
    workspace = open_workspace(place, options.reader)
    named = [getattr(options, name, None) for name in ("shop", "from_shop")]
    for name in {name for name in named if name in workspace.shop_names()}:
        try:
            with closing(workspace.open(name)) as shop:
                note_done(shop, act, f"command {command}")
        except InputError:  # the app has the shop open, say, and the command needs no database
            if options.reader:
                note_in(place.absolute() / name, act, options.reader.email, {"what": f"command {command}"})


def command_of(options: argparse.Namespace) -> str:
    """Return the words of a command without its options."""
    return " ".join(filter(None, (options.command, getattr(options, "act", None))))


def who_of(options: argparse.Namespace) -> str:
    """Return whom decisions are noted under: the person, else the name given, else the system's."""
    person: Person | None = getattr(options, "reader", None)
    return person.email if person else getattr(options, "who", None) or system_user()


def _person(words: str) -> Person:
    email = checked_who(words)
    if email.startswith("@"):
        raise InputError(f"{OPTION} {words} is a domain", "Give the e-mail of a person")
    return Person(email)


def _shops(options: argparse.Namespace, command: str, workspace: GuardedWorkspace) -> list[str]:
    """Return the names of the shops that a command is about."""
    if command in OF_ALL:
        return workspace.all_names()
    named = [getattr(options, name, None) for name in ("shop", "from_shop")]
    if shops := [name for name in named if name is not None]:
        return shops
    return [DEMO_NAME if getattr(options, "demo", False) else SHOP_NAME]


def _require(workspace: GuardedWorkspace, name: str, rights: tuple[Right, ...]) -> None:
    """Raise InputError where the person has not all of these rights; a shop yet to be made needs its own."""
    if name not in workspace.all_names():
        if not workspace.may_create():
            raise NotAllowedError(name, None, Right.CHANGE)
        return
    if name not in workspace.shop_names():
        workspace.open(name)  # raises the sentence about it
    for right in rights:
        workspace.person.require(workspace.directory / name, right)


def _paths(values: dict[str, Any]) -> Iterator[Path]:
    """Give every path among the values of options, but the workspace."""
    for name, value in values.items():
        for one in value if isinstance(value, list | tuple) else (value,):
            if name != "workspace" and isinstance(one, Path):
                yield one
            elif name in ("events", "products", "customers", "offers", "orders", "prices", "persons"):
                yield Path(str(one or ""))
