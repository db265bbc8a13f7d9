"""Whatever the command line is given: exit code 0 or 2, one line where it is 2, and nothing half-written."""

import argparse
import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.__main__ import parser
from analytics.cli.run import OUTPUTS as RESULTS
from data.engine.protection import KEY_VARIABLE
from data.schema import InputError
from data.services.workspaces import open_workspace
from tests.analytics.cli.odd_options import CASES, FIGURES, LEARNING, OF_RUN, TABLE
from tests.builders import event, events_csv, import_csv
from tests.places import CONSTANTS, ODD
from tests.tries import holds, in_a_copy

SHOP = "Command line"
SOUND = ("a new folder", "a folder in use")
HAVE_BEGUN = (*LEARNING[1:], "tune", "train", "imbalance")  # too small a shop is found out on the way


@cache
def options_of(command: str) -> set[str]:
    """Return the options that a command really has."""
    found = parser()
    for word in command.split():
        found = below(found)[word]
    return {a.option_strings[-1] for a in found._actions if a.option_strings} - {"--help"}


def below(one: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the commands below a command, by their names; none where it takes options itself."""
    return {
        name: command
        for action in one._actions
        if isinstance(action, argparse._SubParsersAction)
        for name, command in action.choices.items()
    }


def all_commands() -> set[str]:
    """Return every command that takes options, with those above it."""
    firsts = below(parser())
    return {" ".join((name, act)).strip() for name, one in firsts.items() for act in below(one) or ("",)}


@pytest.mark.parametrize("command", TABLE)
def test_every_option_has_its_row_in_the_table(command):
    assert set(TABLE[command]) == options_of(command)
    assert set(TABLE) == all_commands()


@pytest.fixture(scope="module")
def start(tmp_path_factory) -> Path:
    """A folder with sound files and a workspace with a shop, which every try begins with."""
    home = tmp_path_factory.mktemp("start")
    rows = [
        event(
            order_id=f"o{i}",
            customer_id=f"c{i % 4}",
            product_id=f"p{i % 3}",
            event_time=f"2024-03-{i + 1:02d}",
        )
        for i in range(28)
    ]
    events_csv(home / "events.csv", rows)
    shop = open_workspace(home / "kept").create(SHOP)
    import_csv(shop, home / "events.csv")
    shop.close()
    return home


@pytest.fixture(autouse=True)
def no_training(monkeypatch):
    """What training makes of the options is told elsewhere; here it leaves its files and takes no time."""

    def train(directory, say=None):
        for name in RESULTS:
            (directory / name).write_text("{}")

    def no_shops(directory, say):
        raise InputError("no shop is simulated in tests of options", "Leave it")

    def load_demo(workspace, progress=None):
        return workspace.create("Complete Journey (demo)")

    monkeypatch.setattr("analytics.runs.train.train", train)
    monkeypatch.setattr("analytics.runs.scoring.stored.keep_model", lambda run, out: None)
    monkeypatch.setattr("analytics.cli.run.say_reasons", lambda draft, run: None)
    monkeypatch.setattr("analytics.cli.run.blocks_of_run", lambda run: "")
    monkeypatch.setattr("analytics.cli.run.privacy_of_run", lambda run: "")
    monkeypatch.setattr("analytics.cli.privacy_price.price_privacy", no_shops)
    monkeypatch.setattr("analytics.cli.run.sign_run", lambda voice, out, run: None)
    monkeypatch.setattr("analytics.cli.import_files.load_demo", load_demo)
    monkeypatch.setattr(
        "analytics.runs.demos.open_demo", lambda workspace, demo: workspace.create(demo.shop_name)
    )


def base_of(command: str) -> dict[str, str]:
    """Return options of a command that works, in the folder of `start`."""
    sources = {"--events": "events.csv", "--out": "out"}
    kept = {"--workspace": "kept", "--shop": SHOP}
    bases = dict.fromkeys((*LEARNING, "import"), sources) | {"forget": kept, "retain": kept}
    bases["access"] = kept | {"--out": "held.zip"}
    bases["reidentify"] = kept | {"--customers": "events.csv", "--purpose": "mailing", "--out": "named.csv"}
    bases["tune"] = kept | {"--model": "logistic", "--trials": "1", "--space": "l2=0.1:1", "--out": "out"}
    bases["train"] = kept | {"--model": "logistic", "--out": "out"}
    bases["imbalance"] = bases["train"]
    bases["privacy-price"] = {"--out": "out"}
    bases["transfer"] = kept | {"--from-shop": "Nobody", "--out": "out"}
    needed = {"--who": "Ann", "--reason": "law", "--ask": "on", "--out": "key.pem", "--shop": SHOP}
    needed |= {"--name": "weeks", "--email": "ann@x.example", "--role": "owner", "--customers": "12"}
    more = {option: words for option, words in needed.items() if option in options_of(command)}
    return bases.get(command, {"--workspace": "kept"} | more)


def line_of(command: str, options: dict[str, str]) -> list[str]:
    return [*command.split(), *(f"{option}={value}" for option, value in options.items())]


@pytest.mark.parametrize(("command", "option"), CASES)
def test_no_value_of_an_option_ends_in_a_traceback(start, monkeypatch, command, option):
    if command == "encrypt":
        monkeypatch.setenv(KEY_VARIABLE, "a key")
    for state, make in TABLE[command][option].items():
        with in_a_copy(start) as home:
            (home / "at").mkdir()
            options = base_of(command) | {option: make(home / "at")}
            if option in FIGURES:  # sound ones are tried together below: no need to import for each
                options["--events"] = "nowhere.csv"

            has_begun = command in HAVE_BEGUN
            code = holds(home, line_of(command, options), stdin="c1\n", has_begun=has_begun)

            is_sound = state in SOUND and command in ("run", "import", "demo")
            assert code == 0 or not is_sound, (command, option, state)


OPTIONS = sorted(set(TABLE["run"]) - {"--demo", "--below-cost", "--no-pseudonyms"})  # those that take words
VALUES = {option: st.sampled_from(sorted(TABLE["run"][option])) for option in OPTIONS}
SOME = st.lists(st.sampled_from(OPTIONS), unique=True, max_size=6).flatmap(
    lambda chosen: st.fixed_dictionaries({option: VALUES[option] for option in chosen})
)
NUMBER = st.one_of(st.floats().map(str), st.integers().map(str), st.text(max_size=8))
FIGURE = st.dictionaries(st.sampled_from(OF_RUN), NUMBER, max_size=4)


@settings(max_examples=40)
@given(command=st.sampled_from(["run", "import"]), chosen=SOME, figures=FIGURE, has_files=st.booleans())
def test_no_options_together_end_in_a_traceback(start, command, chosen, figures, has_files):
    known = TABLE[command]
    with in_a_copy(start) as home:
        options = base_of(command) | {n: v for n, v in figures.items() if n in known}
        for place, (option, state) in enumerate(chosen.items()):
            if option in known and not (has_files and option == "--events"):
                (home / f"at {place}").mkdir()
                options[option] = known[option][state](home / f"at {place}")

        holds(home, line_of(command, options))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
COLUMN = st.sampled_from([*event(), "cost", "x", ""])


@settings(max_examples=40)
@given(
    columns=st.dictionaries(COLUMN, COLUMN | JSON) | JSON,
    constants=st.dictionaries(st.sampled_from(CONSTANTS), JSON | st.sampled_from(ODD)) | JSON,
)
def test_no_mapping_ends_in_a_traceback(start, columns, constants):
    with in_a_copy(start) as home:
        text = json.dumps({"kind": "events", "columns": columns, "constants": constants})
        (home / "mapping.json").write_text(text)

        holds(home, line_of("import", base_of("import") | {"--mapping": "mapping.json"}))
