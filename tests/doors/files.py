"""A shop small enough to train in seconds, as every kind of file that the command line takes."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from tests.doors.fair_shop import write_people
from tests.doors.joined_files import write_joined
from tests.doors.newcomers import write_newcomers
from tests.doors.promise_rows import write_planted
from tests.pictures import picture_bytes, write_zip
from tests.simulated import SyntheticShop, simulate_shop

OFFERS = [("duo", "p0|p1", None), ("trio", "p0|p1|p3", None), ("asked", "p1|p2", 0.1)]
NO_COST = "p3"  # no file says what it costs
GERMAN = {"order_id": "beleg", "product_id": "was", "net_price": "wert", "quantity": "wie viele"}
DEAR, DEAR_FACTOR = "p4", 1.6  # as the price list alone knows, times its list price
FORGOTTEN = "c2"
SOLD_OUT = ("p1", "p4")  # by a catalog of its own
LOSING = "p0"  # where a file of products says that it costs more than it sells for


def small_world() -> SyntheticShop:
    return simulate_shop(
        n_customers=200, n_visits_per_customer=6.0, n_products=5, cost_pass_through=0.6, price_spread=0.12
    )


def write_all(directory: Path) -> SyntheticShop:
    """Write the files of a shop with views, of one with orders and price lists, and of new customers."""
    directory.mkdir(parents=True)
    world = small_world()
    events = world.events.assign(tariff=_tariff(world.events))
    events.loc[events["product_id"] == NO_COST, "cost"] = np.nan
    events.to_csv(directory / "events.csv", index=False)
    products = world.products.assign(title=[f"Thing {name}" for name in world.products["product_id"]])
    products["cost"] = products["cost"].where(products["product_id"] != NO_COST)
    products.to_csv(directory / "products.csv", index=False)
    stock = [0 if product in SOLD_OUT else 12 for product in products["product_id"]]
    products.assign(stock=stock).to_csv(directory / "products_stock.csv", index=False)
    is_losing = products["product_id"] == LOSING
    dear = products["cost"].where(~is_losing, 2.5 * products["list_price"])
    products.assign(cost=dear).to_csv(directory / "products_dear.csv", index=False)
    world.customers.to_csv(directory / "customers.csv", index=False)
    offers = pd.DataFrame(OFFERS, columns=["offer_id", "product_ids", "discount_share"])
    offers.to_csv(directory / "offers.csv", index=False)
    _write_pictures(world, directory)
    _write_orders(world, directory)
    _write_scenarios(directory)
    strangers = pd.DataFrame(
        {"customer_id": [f"n{i}" for i in range(5)], "tier": "tier 1", "region": "south"}
    )
    strangers.to_csv(directory / "strangers.csv", index=False)
    write_joined(world, directory)
    write_newcomers(directory)
    write_people(world, directory)
    write_planted(directory)
    return world


def _write_pictures(world: SyntheticShop, directory: Path) -> None:
    """A picture of each product, called as its id, and a file that is none."""
    files = {f"{product}.png": picture_bytes(seed=n) for n, product in enumerate(world.product_ids)}
    write_zip(directory / "pictures.zip", files | {"notes.txt": b"no picture"})


def _write_scenarios(directory: Path) -> None:
    """Two scenarios as the app saves them, and the same in a CSV."""
    flat = {"name": "Flat", "discounts": 0.04}
    coupon = {"name": "Coupon", "discounts": 0.06, "setting": {"mechanism": "coupon", "visits_change": 0.5}}
    horizon = {"visits_a_week": 100, "weeks": 10}
    saved = {"scenarios": [flat, coupon], "horizon": horizon}
    (directory / "scenarios.json").write_text(json.dumps(saved))
    rows = "scenario,discount_share,mechanism,visits_change\nFlat,0.04,,\nCoupon,0.06,coupon,0.5\n"
    (directory / "scenarios.csv").write_text(rows)


def _tariff(events: pd.DataFrame) -> pd.Series:
    """A second instrument: what moved each price in part, the same for a product all week."""
    usual = events.groupby("product_id")["net_price"].transform("mean")
    week = pd.to_datetime(events["event_time"]).dt.isocalendar().week
    noise = np.random.default_rng(0).normal(0, 0.5, 60)
    return (10 * events["net_price"] / usual + noise[week]).round(4)


def _write_orders(world: SyntheticShop, directory: Path) -> None:
    """Lines under German names, halved into two exports; their orders; and a price list of all weeks."""
    bought = world.events[world.events["event_type"] == "purchase"].assign(quantity=1)
    bought = bought.rename(columns={"session_id": "order_id"})
    orders = bought.drop_duplicates("order_id")[["order_id", "customer_id", "event_time"]]
    half = np.arange(len(orders)) % 2 == 0
    for name, some in (("", orders[half]), ("_later", orders[~half])):
        some.to_csv(directory / f"orders{name}.csv", index=False)
        lines = bought[bought["order_id"].isin(some["order_id"])]
        lines[list(GERMAN)].rename(columns=GERMAN).to_csv(directory / f"lines{name}.csv", index=False)
    mapping = {"kind": "events", "columns": GERMAN, "instruments": [], "constants": {}}
    (directory / "mapping.json").write_text(json.dumps(mapping))
    _prices(world, bought).to_csv(directory / "prices.csv", index=False)


def _prices(world: SyntheticShop, bought: pd.DataFrame) -> pd.DataFrame:
    """Return every week's prices; in the weeks in which nobody bought it, one product was dear."""
    events, sold = (
        rows.assign(day=pd.to_datetime(rows["event_time"]).dt.floor("7D")) for rows in (world.events, bought)
    )
    prices = events.groupby(["product_id", "day"], as_index=False)["net_price"].median()
    is_dear = (prices["product_id"] == DEAR) & ~prices["day"].isin(
        sold.loc[sold["product_id"] == DEAR, "day"]
    )
    usual = float(world.products.set_index("product_id").loc[DEAR, "list_price"])
    prices["net_price"] = prices["net_price"].where(~is_dear, round(DEAR_FACTOR * usual, 2))
    return prices.rename(columns={"net_price": "price"})
