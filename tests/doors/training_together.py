"""What each option of `federate` does, told by the files that it wrote."""

import json

import pandas as pd

from tests.doors.federated_rows import SHOPS
from tests.doors.limits import Check
from tests.doors.rows import Doors

FILES, KEPT = "federated", "federated shops"


def record(doors: Doors, row: str) -> dict:
    """Return what a training says of itself."""
    return json.loads((doors.done(row).out / "federated.json").read_text())


def books(doors: Doors, row: str) -> dict[str, pd.DataFrame]:
    """Return each shop's price book."""
    return {shop: pd.read_parquet(doors.done(row).out / shop / "price_book.parquet") for shop in SHOPS}


def the_named_shops_train(doors: Doors) -> None:
    assert [shop["shop"] for shop in record(doors, FILES)["shops"]] == ["East", "West"]
    assert [shop["shop"] for shop in record(doors, KEPT)["shops"]] == ["West", "East"]


def the_training_stays_with_its_first_shop_and_no_snapshot_does(doors: Doors) -> None:
    (kept,) = (doors.at / "joint-space" / "West" / "models" / "federated").iterdir()
    assert json.loads((kept / "federated.json").read_text()) == record(doors, KEPT)
    assert not (kept / "snapshots").exists()


def rounds_are_as_asked_and_some_are_lost(doors: Doors) -> None:
    told, rounds = record(doors, FILES), pd.read_parquet(doors.done(FILES).out / "federated_rounds.parquet")
    lost = {one["round"] for one in told["lost"]}
    assert lost and told["rounds"] == len(rounds) == 4 - len(lost) > 0
    assert record(doors, KEPT)["rounds"] == 2 and not record(doors, KEPT)["lost"]


def shops_train_in_processes_of_their_own(doors: Doors) -> None:
    assert [record(doors, row)["config"]["place"] for row in (FILES, KEPT)] == ["one", "processes"]


def only_what_prices_do_is_shared(doors: Doors) -> None:
    assert record(doors, FILES)["config"]["shared"] == "prices"
    assert 0 < record(doors, FILES)["n_shared"] < record(doors, KEPT)["n_shared"]


def segments_are_of_the_column(doors: Doors) -> None:
    tiers = {segment for book in books(doors, FILES).values() for segment in book["segment"]}
    others = {segment for book in books(doors, KEPT).values() for segment in book["segment"]}
    assert {"tier 0", "tier 1", "tier 2"} <= tiers and not tiers & others - {"No purchase yet"}


def the_three_ways_are_compared(doors: Doors) -> None:
    compared = pd.read_parquet(doors.done(FILES).out / "federated_comparison.parquet")
    ways = ("alone", "federated", "pooled")
    assert set(zip(compared["shop"], compared["way"], strict=True)) == {(s, w) for s in SHOPS for w in ways}
    assert compared["log_loss"].between(0, 1).all() and compared["n_cells"].min() > 20
    assert record(doors, KEPT)["comparison"] == []


def lots_are_drawn_by_the_seed(doors: Doors) -> None:
    assert (record(doors, FILES)["config"]["seed"], record(doors, KEPT)["config"]["seed"]) == (7, 0)


def every_shop_has_its_price_book(doors: Doors) -> None:
    for row in (FILES, KEPT):
        for book in books(doors, row).values():
            assert len(book) and "shop" not in book
            assert set(book["verdict"]) <= {"PASS", "WARN", "FAIL"}


FEDERATED: dict[str, Check] = {
    "--shop": the_named_shops_train,
    "--workspace": the_training_stays_with_its_first_shop_and_no_snapshot_does,
    "--rounds": rounds_are_as_asked_and_some_are_lost,
    "--place": shops_train_in_processes_of_their_own,
    "--lose": rounds_are_as_asked_and_some_are_lost,
    "--share": only_what_prices_do_is_shared,
    "--segments": segments_are_of_the_column,
    "--compare": the_three_ways_are_compared,
    "--seed": lots_are_drawn_by_the_seed,
    "--out": every_shop_has_its_price_book,
}
