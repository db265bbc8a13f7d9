"""What joining ids and looking at some stores do, told by the tables of every command."""

import json

import pandas as pd

from analytics.cli.persons import PERSONS
from analytics.interests.work import INTERESTS
from analytics.recommend.files import LISTS
from tests.doors.joined_files import CHANNELS, SECOND, STORES, has_second
from tests.doors.limits import Check
from tests.doors.rows import Doors

TABLES = {  # of each row: a table of customers, and whether those who only looked are in it
    "joined": ("customers.parquet", True),
    "joined segments": ("segments.parquet", False),
    "joined lists": (LISTS.name, True),
    "joined interests": (INTERESTS.name, False),
}


def seen_by_persons(doors: Doors, row: str) -> pd.DataFrame:
    """Return the events that a row looks at, under one id a person."""
    events = seen_at_the_places(doors)
    return events if TABLES[row][1] else events[events["event_type"] == "purchase"]


def seen_at_the_places(doors: Doors) -> pd.DataFrame:
    """Return the events of the places that are looked at, under one id a person."""
    events = pd.read_csv(doors.files / "places.csv")
    events = events[events["store_id"].isin(STORES) & events["channel"].isin(CHANNELS)]
    events["customer_id"] = events["customer_id"].str.removeprefix(SECOND)
    return events


def customers_are_the_persons_of_the_places(row: str) -> Check:
    """Return a check that a row tells of every person who came to these places, and of no other."""

    def check(doors: Doors) -> None:
        told = set(pd.read_parquet(doors.done(row).out / TABLES[row][0])["customer_id"])
        came = set(seen_by_persons(doors, row)["customer_id"])
        assert told <= came and len(told) > 0.9 * len(came)
        assert told == came or row == "joined interests"  # of which some came in no complete period

    return check


def both_ids_of_a_person_have_the_same_scores(doors: Doors) -> None:
    scores = pd.read_parquet(doors.done("joined scores").out)
    scores["customer_id"] = scores["customer_id"].str.removeprefix(SECOND)
    one, other = scores.iloc[: len(scores) // 2], scores.iloc[len(scores) // 2 :]
    pd.testing.assert_frame_equal(one, other.reset_index(drop=True))
    assert set(scores["segment"]) >= set(CHANNELS)


def segments_are_the_channels_of_most_orders(doors: Doors) -> None:
    """Check it of the persons; of equal numbers, the first channel by name."""
    customers = pd.read_parquet(doors.done("joined").out / "customers.parquet").set_index("customer_id")
    bought = seen_by_persons(doors, "joined").query("event_type == 'purchase'")
    orders = bought.groupby(["customer_id", "channel"])["session_id"].nunique().reset_index()
    orders = orders.sort_values(["session_id", "channel"], ascending=[False, True])
    mains = orders.drop_duplicates("customer_id").set_index("customer_id")["channel"]
    assert customers.loc[mains.index, "segment"].to_dict() == mains.to_dict()
    assert set(mains) == set(CHANNELS)


def the_import_counts_who_is_joined(doors: Doors) -> None:
    told = json.loads((doors.done("joined import").out / "intake.json").read_text())["persons"]
    n_second = int(has_second(doors.world.customers["customer_id"]).sum())
    assert (told["n_persons"], told["n_joined"]) == (n_second, 2 * n_second)
    assert told["n_customers"] == len(doors.world.customers)
    assert told["found_by"] == {"key": n_second, "map": n_second}
    assert told["conflicts"] == {} and told["left_out"] == []
    links = pd.read_parquet(doors.done("joined import").out / PERSONS)
    assert (links["person_id"] == links["customer_id"].str.removeprefix(SECOND)).all()


def joined(row: str) -> dict[str, Check]:
    """Return the checks of a command's options that join and look at a part."""
    check = customers_are_the_persons_of_the_places(row)
    return dict.fromkeys(("--match-on", "--persons", "--stores", "--channels"), check)
