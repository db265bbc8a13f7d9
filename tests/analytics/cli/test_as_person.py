"""`--as EMAIL`: every command with every role, and what the roles and the audit log say."""

import argparse
import io
import sys
from pathlib import Path

import pandas as pd
import pytest

from analytics.__main__ import parser
from analytics.cli.as_person import OPTION, admit, split_person
from analytics.cli.command_rights import COMMAND_ACTS, COMMAND_RIGHTS, rights_of_command
from analytics.cli.role_words import ALL_ACT_WORDS, RIGHT_WORDS, ROLE_HELP, ROLE_WORDS
from data.privacy.audit.log import AuditLog
from data.privacy.ledger.codes import Act
from data.privacy.roles.grants import give, role_of
from data.privacy.roles.mart_rules import RULES, Told
from data.privacy.roles.person import ACTS, NotAllowedError, Person
from data.privacy.roles.rights import Right, Role, may
from data.schema import InputError
from data.services.workspaces import open_workspace
from tests.analytics.cli.saying import told
from tests.builders import event, events_csv, import_csv
from tests.shared import made_once

SHOP = "Command line"
EMAILS = {role: f"{role}@shop.example" for role in Role}


def make_shop(directory: Path) -> None:
    rows = [event(customer_id=f"anna{n}", order_id=f"o{n}", product_id=f"p{n % 2}") for n in range(40)]
    shop = open_workspace(directory / "workspace").create(SHOP)
    import_csv(shop, events_csv(directory / "events.csv", rows))
    for role, email in EMAILS.items():
        give(shop.directory, email, role)
    shop.close()


@pytest.fixture(scope="module")
def space(tmp_path_factory):
    return made_once(tmp_path_factory, "named-roles", make_shop) / "workspace"


def leaves(command: argparse.ArgumentParser, name: str = "") -> dict[str, argparse.ArgumentParser]:
    """Return every command that does something, by its words."""
    below = [action for action in command._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        return {name: command}
    return {
        words: leaf
        for part, one in below[0].choices.items()
        for words, leaf in leaves(one, f"{name} {part}".strip()).items()
    }


def asked(command: str, space: Path, email: str, **more: object) -> argparse.Namespace:
    """Return the options of a command on the shop, as a person."""
    name, _, act = command.partition(" ")
    return argparse.Namespace(
        command=name, act=act or None, workspace=space, shop=SHOP, reader=Person(email), **more
    )


def test_every_command_has_its_rights_and_one_that_nobody_has_thought_about_is_an_owners():
    assert set(leaves(parser())) == set(COMMAND_RIGHTS) == set(COMMAND_ACTS)
    assert rights_of_command("a new one") == tuple(Right)


@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("command", COMMAND_RIGHTS)
def test_a_command_is_run_as_whose_role_lets_it(space, command, role):
    options = asked(command, space, EMAILS.get(role, "stranger@else.example"))
    rights = COMMAND_RIGHTS[command]

    if role is not None and all(may(role, right) for right in rights):
        admit(options)
    else:
        with pytest.raises(InputError):
            admit(options)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AUDITOR])
@pytest.mark.parametrize("mart", [mart for mart, rule in RULES.items() if rule.told is Told.ROWS])
def test_no_row_is_printed_for_whoever_reads_none(space, capsys, mart, role):
    person = (OPTION, EMAILS[role])
    words = ("mart", "--workspace", space, "--shop", SHOP, "--name", mart)

    for line in ((*person, *words), (*words, *person)):
        code, printed, said = told(capsys, *line)
        assert code == 2 and printed == "" and "anna" not in said
        assert "does not let you" in said and said.count("\n") == 1


def test_a_viewer_reads_aggregates_on_the_screen_and_takes_no_file(space, tmp_path, capsys):
    where = ("--workspace", space, "--shop", SHOP, OPTION, EMAILS[Role.VIEWER])

    code, printed, said = told(capsys, "mart", *where, "--name", "products")
    assert code == 0 and "p1" in printed and "2 rows" in said
    code, _, said = told(capsys, "mart", *where, "--name", "products", "--out", tmp_path / "x.csv")
    assert code == 2 and "take files out of it" in said and not (tmp_path / "x.csv").exists()
    assert told(capsys, "roles", "least", *where[:4], "--customers", 30)[0] == 0
    assert "0 rows" in told(capsys, "mart", *where, "--name", "products")[2]
    assert told(capsys, "roles", "least", *where[:4], "--customers", 10)[0] == 0


def test_files_of_a_shop_are_its_rows(space, tmp_path):
    inside = {"out": tmp_path / "x", "model": space / SHOP / "runs" / "one"}
    options = asked("mart", space, EMAILS[Role.VIEWER], **inside)

    with pytest.raises(NotAllowedError):
        admit(options)


def test_roles_are_given_listed_and_taken_and_the_log_knows_by_whom(space, capsys):
    where = ("--workspace", space, "--shop", SHOP)
    owner = (OPTION, EMAILS[Role.OWNER])

    code, _, said = told(
        capsys, "roles", "give", *where, *owner, "--email", "New@x.example", "--role", "viewer"
    )
    assert code == 0 and "new@x.example is viewer" in said
    assert "new@x.example" in told(capsys, "roles", "list", *where)[1]
    assert told(capsys, "roles", "take", *where, "--email", "new@x.example", OPTION, "new@x.example")[0] == 2
    assert told(capsys, "roles", "take", *where, *owner, "--email", "new@x.example")[0] == 0
    assert role_of(space / SHOP, "new@x.example") is None
    last = AuditLog(space / SHOP).entries()[-2:]
    assert [(one.who, one.act, one.facts["whom"]) for one in last] == [
        (EMAILS[Role.OWNER], act, "new@x.example") for act in (Act.ROLE_GIVEN, Act.ROLE_TAKEN)
    ]


def test_the_log_is_listed_by_person_kind_and_day_and_checked(space, tmp_path, capsys):
    where = ("--workspace", space, "--shop", SHOP, OPTION, EMAILS[Role.AUDITOR])
    owner, out = EMAILS[Role.OWNER], tmp_path / "log.csv"
    told(capsys, "mart", *where[:4], OPTION, owner, "--name", "weeks")

    narrowed = ("--person", owner.upper(), "--only", "read", "--since", "2026-01-01", "--until", "2999-01-01")
    code, printed, _ = told(capsys, "audit", "list", *where, *narrowed)
    assert code == 0 and "mart weeks" in printed
    assert told(capsys, "audit", "list", *where, *narrowed, "--out", out)[0] == 0
    assert set(pd.read_csv(out)["who"]) == {owner}
    assert told(capsys, "audit", "list", *where, "--person", "nobody@x.example")[0] == 2
    assert told(capsys, "audit", "list", *where, "--since", "yesterday")[0] == 2
    assert told(capsys, "audit", "verify", *where)[0] == 0
    head = space / SHOP / "audit" / "head.json"
    whole = head.read_bytes()
    head.write_bytes(whole.replace(b'"count":', b'"count": '))
    code, _, said = told(capsys, "audit", "verify", *where)
    assert code == 2 and "signed head" in said
    head.write_bytes(whole)


def test_who_decides_is_the_person_or_has_to_be_named(space, capsys):
    where = ("--workspace", space, "--shop", SHOP)

    code, _, said = told(capsys, "ledger", "four-eyes", *where, "--ask", "off")
    assert code == 2 and "who decides is not said" in said
    asked_by = ("--who", "Somebody else", OPTION, EMAILS[Role.ANALYST])
    assert told(capsys, "ledger", "four-eyes", *where, *asked_by, "--ask", "off")[0] == 0
    assert EMAILS[Role.ANALYST] in told(capsys, "ledger", "list", *where)[1]


def test_a_command_that_reads_is_noted_also_without_a_person_and_a_letter_without_whose_it_is(
    space, capsys, monkeypatch
):
    where = ("--workspace", space, "--shop", SHOP)
    monkeypatch.setattr(sys, "stdin", io.StringIO("anna7\n"))

    told(capsys, "ledger", "list", *where, OPTION, EMAILS[Role.AUDITOR])
    told(capsys, "audit", "list", *where)
    assert told(capsys, "access", *where, "--out", space.parent / "letter.zip")[0] == 0

    last = AuditLog(space / SHOP).entries()[-3:]
    assert [(one.act, one.facts["what"]) for one in last] == [
        (Act.READ, "command ledger list"),
        (Act.READ, "command audit list"),
        (Act.DOWNLOADED, "command access"),
    ]
    assert last[0].who == EMAILS[Role.AUDITOR] and last[1].who == last[2].who != ""
    assert {one.facts["data"] for one in last} == {open_workspace(space).open(SHOP).fingerprint}
    assert "anna" not in "".join(file.read_text() for file in (space / SHOP / "audit").glob("*.json*"))


def test_a_person_needs_a_workspace_and_one_address(capsys, tmp_path):
    assert split_person(["a", "--as=Ann@x.example", "b"]) == (["a", "b"], Person("ann@x.example"))
    assert split_person(["a"]) == (["a"], None)
    for words in (["--as"], ["--as", "ann"], ["--as", "@x.example"], ["--as", "a@x", "--as", "b@x"]):
        with pytest.raises(InputError):
            split_person(words)
    code, _, said = told(capsys, "import", "--events", "x.csv", "--out", tmp_path, "--as", "ann@x.example")
    assert code == 2 and "needs a workspace" in said


def test_everything_has_its_words():
    assert set(ROLE_WORDS) == set(ROLE_HELP) == set(Role)
    assert set(RIGHT_WORDS) == set(ACTS) == set(Right)
    assert set(ALL_ACT_WORDS) == set(Act)
