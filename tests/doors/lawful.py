"""What each option of `law` does, told by the files that it wrote."""

import json
import zipfile

import pandas as pd

from analytics.cli.disclosure_pack import PACK
from data.intake.demo import DEMO_NAME
from data.privacy.ledger.ledger import Ledger
from tests.doors.limits import Check
from tests.doors.rows import Doors

FILES = {"law_checks.json", "reductions.parquet", PACK}


def the_book_is_that_of_the_shop(doors: Doors) -> None:
    reductions = pd.read_parquet(doors.done("lawful").out / "reductions.parquet")
    assert set(reductions["offer_id"]) == set(doors.done("demo").book["offer_id"])
    noted = Ledger(doors.at / "demo-space" / DEMO_NAME).check()
    assert noted.damage is None and len(noted.entries) >= 2


def the_files_lie_where_they_should(doors: Doors) -> None:
    assert {path.name for path in doors.done("lawful").out.iterdir()} == FILES


def reductions_begin_on_the_day(doors: Doors) -> None:
    assert json.loads((doors.done("lawful").out / "law_checks.json").read_text())["on"] == "2025-03-01"


def the_letter_is_of_the_customer(doors: Doors) -> None:
    customers = pd.read_parquet(doors.done("demo").out / "customers.parquet").set_index("customer_id")
    with zipfile.ZipFile(doors.done("lawful").out / PACK) as archive:
        letter = archive.read("letter.en.txt").decode()
    assert f'"{customers.loc["c2", "segment"]}"' in letter and "to be filled" not in letter


LAW: dict[str, Check] = {
    **dict.fromkeys(("--workspace", "--shop"), the_book_is_that_of_the_shop),
    "--out": the_files_lie_where_they_should,
    "--on": reductions_begin_on_the_day,
    "--letter": the_letter_is_of_the_customer,
}
