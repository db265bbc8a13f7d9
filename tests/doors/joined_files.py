"""The shop of the doors as three stores tell of it: half of its customers have a second id there."""

from pathlib import Path

import pandas as pd

from tests.simulated import SyntheticShop

STORES, CHANNELS = ("north", "south"), ("web", "store")  # looked at; beside them are a kiosk and a phone
PLACES = (["north", "south", "north", "kiosk"], ["web", "web", "store", "web", "phone"])


def write_joined(world: SyntheticShop, directory: Path) -> None:
    """Write events and customers under both ids, what joins them, and ids that no other file has."""
    sessions = pd.factorize(world.events["session_id"])[0]
    stores, channels = ([places[n % len(places)] for n in sessions] for places in PLACES)
    names = world.events["customer_id"].where(
        (sessions % 2 == 0) | ~has_second(world.events["customer_id"]), SECOND + world.events["customer_id"]
    )
    events = world.events.assign(customer_id=names, store_id=stores, channel=channels)
    events.to_csv(directory / "places.csv", index=False)
    people = world.customers[["customer_id", "tier"]]
    seconds = people[has_second(people["customer_id"])]
    by_mail = number(seconds["customer_id"]) % 4 == 0
    seconds = pd.concat([seconds, seconds.assign(customer_id=SECOND + seconds["customer_id"])])
    mails = pd.concat([people, seconds.iloc[len(seconds) // 2 :]])
    mails["mail"] = [mail_of(name) for name in mails["customer_id"]]
    mails.to_csv(directory / "mails.csv", index=False)
    by_file = seconds[~pd.concat([by_mail, by_mail]).to_numpy()]
    told = by_file.assign(person_id="P" + by_file["customer_id"].str.removeprefix(SECOND), source="till")
    told[["customer_id", "person_id", "source"]].to_csv(directory / "joins.csv", index=False)
    both = seconds["customer_id"].str.removeprefix(SECOND)
    pd.DataFrame({"customer_id": [*both[:5], *(SECOND + both[:5])]}).to_csv(
        directory / "both.csv", index=False
    )
    old = pd.DataFrame({"customer_id": ["c1", "old c1"], "person_id": ["P1", "P1"]})
    old.to_csv(directory / "persons.csv", index=False)


SECOND = "m-"


def number(names: pd.Series) -> pd.Series:
    """Return the numbers in customers' ids."""
    return names.str.extract(r"(\d+)")[0].astype(int)


def has_second(names: pd.Series) -> pd.Series:
    """Say which customers have a second id."""
    return number(names) % 2 == 0


def mail_of(name: str) -> str:
    """Return the e-mail of an id, as its store writes it; of every fourth customer only."""
    person = name.removeprefix(SECOND)
    mail = f"{person}@mail.org" if int(person[1:]) % 4 == 0 else ""
    return mail.upper() if name.startswith(SECOND) else mail
