"""The customers of the doors with a planted skew by area, and with some who refuse personal prices."""

from pathlib import Path

import numpy as np
import pandas as pd

from tests.simulated import SyntheticShop

REFUSED, GRANTED = "c4", "c3"  # by list; the file says the other way round


def write_people(world: SyntheticShop, directory: Path) -> None:
    """Write the customers, most who mind prices less in one area, every tenth refusing; and two lists."""
    people = world.customers.copy()
    number = people["customer_id"].str.extract(r"(\d+)")[0].astype(int)
    is_dear = (people["tier"] != "tier 2") ^ (number % 5 == 0)
    people["area"] = np.where(is_dear, "river", "hill")
    people["consent"] = np.where(number % 10 == 3, "withdrawn", "yes")
    people.to_csv(directory / "people.csv", index=False)
    for name, who in (("refuse", REFUSED), ("grant", GRANTED)):
        pd.DataFrame({"customer_id": [who]}).to_csv(directory / f"{name}.csv", index=False)


def refusers(people: pd.DataFrame) -> set[str]:
    """Return who refuses by the file."""
    return set(people.loc[people["consent"] == "withdrawn", "customer_id"])
