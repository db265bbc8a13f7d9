"""What two trees are compared over: known shops, CSVs that are awkward to read, and the commands for each."""

import json
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pandas as pd

SHOPS: dict[str, tuple[str, dict[str, Any]]] = {
    "orders": ("orders", {"n_customers": 200, "seed": 11}),
    "confounded": ("instrument", {"n_customers": 200, "seed": 12}),
    "lively": ("lively", {"n_customers": 150, "seed": 13, "defect_share": 0.01}),
    "withheld": ("confounded", {"n_customers": 150, "seed": 14}),
}
AWKWARD = "awkward"
KINDS = ("events", "products", "customers", "offers")
NAMES = ["demo", *SHOPS, AWKWARD]
MONEY = ["--per-parcel", "2", "--payment-fee", "0.02", "--least-margin", "0.1", "--price-ending", ".99"]
SCARCE = ["--budget", "150", "--stock", "p1=40", "p4=25", "--exclude", "p3"]
OPTIONS = {
    "demo": ["--demo"],
    "confounded": ["--instrument", "cost", "--segments", "tier", "--seed", "7", *MONEY],
    "lively": ["--segments", "income_band", "--returns", "0.04", "--largest-change", "0.3", *SCARCE],
}
OFFERS = """offer_id,product_ids,discount_share,name
first,p0|p1,0.15,
second,p4|p5|p6,,Three of a kind
third,p1|p2,,
fourth,p8|p12,0.3,"Breakfast, for two"
"""
SETTINGS = {
    "Deep": {},
    "Coupon": {"mechanism": "coupon", "used_share": 0.4, "visits_change": 0.1},
    "Parcel": {"mechanism": "free_shipping", "shipping": 1.5, "costs": {"per_order": 1.0}},
}
_SPOILED = (
    ("customer_id", ""),
    ("event_time", "2025-02-31 10:00:00"),
    ("net_price", "free"),
    ("product_id", ""),
    ("net_price", "-3"),
    ("event_time", "yesterday"),
    ("event_type", "explode"),
    ("event_time", "2999-01-01 00:00:00"),
)


def make_files(directory: Path) -> None:
    """Write the files that are not there yet; those that are stay as they are, byte for byte."""
    for name, (kind, changes) in SHOPS.items():
        if not (directory / name).exists():
            from analytics.simulation.files import write_shop
            from analytics.simulation.kinds import config_of

            write_shop(config_of(kind, **changes), directory / name)
    offers = directory / "lively" / "offers.csv"
    if not offers.exists():
        offers.write_text(OFFERS)
    if not (directory / AWKWARD).exists():
        (directory / AWKWARD).mkdir()
        events = pd.read_csv(directory / "orders" / "events.csv", dtype=str)
        _german(events).to_csv(directory / AWKWARD / "german.csv", sep=";", index=False, encoding="cp1252")
        for name, make in _MADE.items():
            make(events.head(600)).to_csv(directory / AWKWARD / f"{name}.csv", index=False)


def commands(name: str, files: Path, out: Path) -> Iterator[list[Any]]:
    """Yield the commands of a shop; those over a model once it is there."""
    kinds = [kind for kind in KINDS if (files / f"{kind}.csv").exists()]
    tables: list[Any] = [part for kind in kinds for part in (f"--{kind}", files / f"{kind}.csv")]
    if name == AWKWARD:
        for path in sorted(files.glob("*.csv")):
            yield ["import", "--events", path, "--out", out / path.stem]
        yield ["import", "--events", files / "duplicates.csv", files / "overlap.csv", "--out", out / "both"]
        tables = ["--events", files / "german.csv"]
    elif tables:
        yield ["import", *tables, "--out", out / "import"]
    yield ["run", *tables, *OPTIONS.get(name, ()), "--out", out / "run"]
    model, offers, scenarios = ["--model", out / "run"], out / "offers.csv", out / "scenarios.json"
    book = pd.read_parquet(out / "run" / "price_book.parquet")
    a, b, c, *_ = sorted({product for parts in book["product_ids"] for product in parts})
    offers.write_text(f"offer_id,product_ids,discount_share\ntwo,{a}|{b},0.15\nthree,{a}|{b}|{c},\n")
    plain = [{"name": n, "discounts": 0.1, "setting": setting} for n, setting in SETTINGS.items()]
    scenarios.write_text(json.dumps({"product_ids": [a, b], "scenarios": plain}))
    known = files / "customers.csv" if "customers" in kinds else out / "run" / "customers.parquet"
    yield ["price", *model, "--offers", offers, "--customers", known, "--out", out / "price"]
    yield ["price", *model, "--offers", offers, "--out", out / "offers_priced.csv"]
    yield ["compare", *model, "--out", out / "compare.csv"]
    yield ["compare", *model, "--scenarios", scenarios, "--out", out / "scenarios.parquet"]


def _german(events: pd.DataFrame) -> pd.DataFrame:
    """Return orders as a German shop exports them: 05.03.2025 14:30 and 1.234,56 €."""
    return pd.DataFrame(
        {
            "Bestellnummer": events["order_id"],
            "Kundennummer": events["customer_id"],
            "Bestelldatum": pd.to_datetime(events["event_time"]).dt.strftime("%d.%m.%Y %H:%M"),
            "Artikelnummer": events["product_id"],
            "Menge": "1",
            "Einzelpreis": [_euros(300 * float(price)) for price in events["net_price"]],
        }
    )


def _euros(amount: float) -> str:
    return f"{amount:,.2f} €".translate(str.maketrans(",.", ".,"))


def _duplicates(events: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([events.head(400), events.iloc[:400:5]])


def _overlap(events: pd.DataFrame) -> pd.DataFrame:
    return events.tail(300)  # the first hundred of these are in the file of duplicates as well


def _rejects(events: pd.DataFrame) -> pd.DataFrame:
    spoiled = events.copy()
    for row, (column, cell) in zip(range(0, len(events), 15), cycle(_SPOILED), strict=False):
        spoiled.loc[row, column] = cell
    return spoiled


def _returns(events: pd.DataFrame) -> pd.DataFrame:
    """Return order lines with a status, some cancelled; each ninth comes back, as a line below zero."""
    bought = events.drop(columns="event_type").assign(quantity="2", status="shipped")
    bought.loc[::13, "status"] = "cancelled"
    back = bought.iloc[4::9].assign(quantity="-1", status="returned")
    return pd.concat([bought, back]).sort_index(kind="stable")


def _refused(events: pd.DataFrame) -> pd.DataFrame:
    return events[["product_id", "net_price"]]


_MADE: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "duplicates": _duplicates,
    "overlap": _overlap,
    "rejects": _rejects,
    "returns": _returns,
    "refused": _refused,
}
