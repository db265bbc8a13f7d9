"""What each option of `interests` does, told by the tables that it wrote."""

import json
from pathlib import Path

import pandas as pd

from analytics.cli.import_files import INTAKE
from analytics.cli.interests import OUTPUTS
from analytics.cli.persons import PERSONS
from analytics.interests.counts import REST
from analytics.interests.synthetic.histories import Generator
from analytics.interests.work import INTERESTS, INTERESTS_WORK, MODELS, RECORD, SYNTHETIC
from data.intake.demo import DEMO_NAME
from data.schema import KINDS
from tests.doors.files import GERMAN
from tests.doors.limits import Check
from tests.doors.rows import SHOP, Doors

PLACES = {"interests orders": f"interest-space/{SHOP}", "interests demo": f"demo-space/{DEMO_NAME}"}
ROWS = tuple(PLACES)


def table(doors: Doors, row: str, name: str) -> pd.DataFrame:
    """Return a table that a row wrote."""
    return pd.read_parquet(doors.done(row).out / name)


def record(doors: Doors, row: str) -> dict:
    """Return the record that a row wrote."""
    return json.loads((doors.done(row).out / RECORD.name).read_text())


def interests_are_those_of_buyers(doors: Doors) -> None:
    bought = doors.world.events.query("event_type == 'purchase'")
    orders = pd.read_csv(doors.files / "orders.csv")
    for row, buyers in (("interests demo", bought), ("interests orders", orders)):
        told = set(table(doors, row, INTERESTS.name)["customer_id"])
        assert told <= set(buyers["customer_id"])
        assert len(told) > 0.9 * buyers["customer_id"].nunique()  # the rest came in no complete period only


def every_kind_is_imported_first(doors: Doors) -> None:
    intake = json.loads((doors.done("interests orders").out / INTAKE).read_text())
    assert {file["kind"] for file in intake["files"]} == set(KINDS)
    assert intake["mapping"]["columns"] == GERMAN


def interests_are_in_what_was_asked_for(doors: Doors) -> None:
    assert set(record(doors, "interests orders")["categories"]) == set(doors.world.products["product_id"])
    known = set(doors.world.products["category"])
    assert set(record(doors, "interests demo")["categories"]) - {REST} <= known


def so_many_categories_are_kept_apart(doors: Doors) -> None:
    assert len(record(doors, "interests demo")["categories"]) == 3
    assert record(doors, "interests demo")["categories"][-1] == REST


def periods_are_as_long_as_asked_for(doors: Doors) -> None:
    for row, is_first in (("interests demo", True), ("interests orders", False)):
        starts = pd.DatetimeIndex(table(doors, row, INTERESTS.name).query("horizon_days == 0")["period"])
        assert (starts.day == 1).all() == is_first
    four_weeks = table(doors, "interests orders", INTERESTS.name).query("horizon_days == 0")["period"]
    apart = pd.Series(sorted(four_weeks.unique())).diff().dropna()
    assert (apart.dt.days % 28 == 0).all()


def so_many_customers_are_drawn(doors: Doors) -> None:
    drawn = table(doors, "interests demo", SYNTHETIC.name)
    assert set(drawn["generator"]) == {generator.value for generator in Generator}
    assert (drawn.groupby("generator")["customer_id"].nunique() == 20).all()
    assert table(doors, "interests orders", SYNTHETIC.name).empty


def the_seed_is_that_of_the_network(doors: Doors) -> None:
    for row, seed in (("interests orders", 0), ("interests demo", 7)):
        assert INTERESTS_WORK.asked(kept(doors, row)).seed == seed


def kept(doors: Doors, row: str) -> Path:
    """Return where the shop keeps what a row wrote."""
    doors.done(row)
    return INTERESTS_WORK.newest(doors.at / PLACES[row])


def the_study_is_kept_in_the_workspace(doors: Doors) -> None:
    for row in ROWS:
        pd.testing.assert_frame_equal(MODELS.read(kept(doors, row)), table(doors, row, MODELS.name))


def the_tables_lie_where_they_should(doors: Doors) -> None:
    for row in ROWS:
        files = {path.name for path in doors.done(row).out.iterdir()}
        of_joins = {PERSONS} if row == "interests orders" else set()
        assert files == {*(artifact.name for artifact in OUTPUTS), INTAKE} | of_joins


def the_demo_shop_is_predicted(doors: Doors) -> None:
    assert not doors.done("interests demo").options.events
    told = set(table(doors, "interests demo", INTERESTS.name)["customer_id"])
    assert told and told <= set(doors.world.customers["customer_id"])


INTERESTS_EFFECTS: dict[str, Check] = {
    **dict.fromkeys([f"--{kind}" for kind in KINDS], every_kind_is_imported_first),
    "--events": interests_are_those_of_buyers,
    "--orders": interests_are_those_of_buyers,
    "--products": interests_are_in_what_was_asked_for,
    "--mapping": every_kind_is_imported_first,
    "--workspace": the_study_is_kept_in_the_workspace,
    "--out": the_tables_lie_where_they_should,
    "--demo": the_demo_shop_is_predicted,
    "--period": periods_are_as_long_as_asked_for,
    "--categories": so_many_categories_are_kept_apart,
    "--of": interests_are_in_what_was_asked_for,
    "--synthetic": so_many_customers_are_drawn,
    "--seed": the_seed_is_that_of_the_network,
}
