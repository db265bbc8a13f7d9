"""Every option of the command line, from files to price book, in a process of its own."""

import argparse

import pytest

from analytics.__main__ import parser
from analytics.pricing.constraints import ENDINGS
from tests.doors.effects import EFFECTS
from tests.doors.rows import ROWS


def options_of_theparser() -> list[tuple[str, str]]:
    """Return command and option of everything that the command line takes."""
    (commands,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    return [
        (command, option)
        for command, one in commands.choices.items()
        for action in one._actions
        for option in action.option_strings
        if option.startswith("--") and option != "--help"
    ]


OPTIONS = options_of_theparser()


def words_of_rows(command: str) -> set[str]:
    rows = (row.words.split() for row in ROWS.values())
    return {word for words in rows if words[0] == command for word in words}


def test_no_option_is_without_a_row_and_no_row_without_its_option():
    assert len(OPTIONS) == len(set(OPTIONS)) > 40
    assert {(command, option) for command, effects in EFFECTS.items() for option in effects} == set(OPTIONS)
    assert [(c, option) for c, option in OPTIONS if option not in words_of_rows(c)] == []
    assert set(ENDINGS) - {"none"} <= words_of_rows("run")


@pytest.mark.parametrize(("command", "option"), OPTIONS, ids=lambda word: word.lstrip("-"))
def test_every_option_has_its_effect(command, option, doors):
    EFFECTS[command][option](doors)


@pytest.mark.parametrize("name", ROWS)
def test_every_row_ends_well(name, doors):
    assert doors.done(name).options.command == ROWS[name].words.split()[0]
