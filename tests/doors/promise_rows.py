"""Rows on a shop with planted addresses, refusals and a group that pays more; nothing was chosen."""

from pathlib import Path

import pandas as pd

from tests.doors.row import Row

PROMISED_SHOP, LEAST = "Command line", 0.004
MARKER = "planted.example"
PLANTED = (MARKER, MARKER.upper(), "+49 170 555", "170 555", "Planted")
KEPT = f"--workspace {{at}}/promised-space --shop '{PROMISED_SHOP}'"
PROMISE_ROWS = {
    "promised": Row(
        "run --events {files}/planted_events.csv --products {files}/products.csv --segments tier"
        " --customers {files}/planted_people.csv --offers {files}/offers.csv"
        " --workspace {at}/promised-space --out {at}/promised"
    ),
    "promise audited": Row(
        f"fairness {KEPT} --groups area --limit {LEAST} --out {{at}}/promise-audited", ("promised",)
    ),
    "promise priced": Row(
        f"price {KEPT} --fairness-limit {LEAST} --fairness-groups area --offers {{files}}/offers.csv"
        " --customers {files}/planted_people.csv --out {at}/promise-priced",
        ("promised",),
    ),
    "promise verified": Row(f"ledger verify {KEPT}", ("promise audited", "promise priced")),
}


def address_of(name: str) -> str:
    """Return the planted id of a customer."""
    return f"{name}@{MARKER}"


def write_planted(directory: Path) -> None:
    """Write the shop of the people once more: with e-mails as ids, in columns and in texts, and phones."""
    for name in ("events", "people"):
        rows = pd.read_csv(directory / f"{name}.csv", dtype=str)
        rows["customer_id"] = rows["customer_id"].map(address_of)
        if name == "people":
            number = rows["customer_id"].str.extract(r"(\d+)")[0].str.zfill(4)
            rows["email"] = rows["customer_id"].str.upper()
            rows["phone"] = "+49 170 555" + number
            rows["first_name"] = "Planted"
            called = "please ring +49 170 555" + number + " or write to " + rows["customer_id"]
            rows["note"] = called.where(number.astype(int) > 150, "left at the door as asked")
        rows.to_csv(directory / f"planted_{name}.csv", index=False)
