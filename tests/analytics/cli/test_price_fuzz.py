"""`price`, whatever it is given: exit code 0 or 2, one line where it is 2, and nothing half-written."""

import shutil
from pathlib import Path

import pytest

from analytics.runs.scoring.stored import keep_model
from tests.builders import write_csv
from tests.places import INPUTS, OUTPUTS, TABLES, State
from tests.tries import holds, in_a_copy

COUNTS = ("0", "-1", "1", "nan", "9" * 30, "", "x", "1.5")
NAMES = ("", "nobody", "\ud800", "a\nb", "x" * 5000, "../x")
TABLE: dict[str, dict[str, State]] = {
    "--offers": INPUTS,
    "--customers": INPUTS,
    "--out": OUTPUTS | TABLES,
    "--model": INPUTS,
    "--workspace": OUTPUTS,
    "--batch": {count: lambda home, count=count: count for count in COUNTS},
    "--shop": {name: lambda home, name=name: name for name in NAMES},
}


@pytest.fixture(scope="module")
def start(exogenous, tmp_path_factory) -> Path:
    """A folder with a stored model and sound files."""
    home = tmp_path_factory.mktemp("start")
    keep_model(exogenous.directory, home)
    write_csv(home / "offers.csv", [{"offer_id": "a", "product_ids": "p0|p1", "discount_share": "0.1"}])
    write_csv(home / "customers.csv", [{"customer_id": f"n{i}", "tier": "tier 1"} for i in range(3)])
    return home


@pytest.mark.parametrize("option", TABLE)
def test_no_value_of_an_option_ends_in_a_traceback(start, option):
    for state, make in TABLE[option].items():
        with in_a_copy(start) as home:
            (home / "at").mkdir()
            options = {"--model": "model", "--offers": "offers.csv", "--out": "out"}
            if option in ("--workspace", "--shop"):
                options = {"--workspace": "kept", "--shop": "s", "--offers": "offers.csv", "--out": "out"}
            options |= {option: make(home / "at")}

            line = ["price", *(f"{name}={value}" for name, value in options.items())]
            code = holds(home, line, has_begun=option == "--customers")

            is_sound = option == "--out" and state in ("a new folder", "a folder in use", "a table")
            assert code == 0 or not is_sound, state


def test_results_of_yesterday_stay_together_where_today_fails(start):
    with in_a_copy(start) as home:
        arguments = [
            "price",
            "--model=model",
            "--offers=offers.csv",
            "--customers=customers.csv",
            "--out=out",
        ]
        assert holds(home, arguments) == 0
        shutil.copy("customers.csv", "more.csv")
        with Path("more.csv").open("a") as file:
            file.write(",tier 1\n")
        write_csv(home / "offers.csv", [{"offer_id": "b", "product_ids": "p1|p2", "discount_share": "0.2"}])

        assert holds(home, [*arguments[:3], "--customers=more.csv", "--out=out"], has_begun=True) == 2
