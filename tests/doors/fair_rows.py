"""Rows on a shop where one area pays more and some customers refuse: audits, limits and consent."""

from tests.doors.row import Row

FAIR_SHOP = "Command line"
PEOPLE = "--events {files}/events.csv --products {files}/products.csv --customers {files}/people.csv"
SKEWED = f"run {PEOPLE} --offers {{files}}/offers.csv --segments tier --bar region"
LIMIT = "--fairness-limit 0.004 --fairness-groups area"
KEPT = f"--workspace {{at}}/fair-space --shop '{FAIR_SHOP}'"
FAIR_ROWS = {
    "skewed": Row(f"{SKEWED} --workspace {{at}}/fair-space --out {{at}}/skewed"),
    "fair": Row(f"{SKEWED} {LIMIT} --epsilon 20 --delta 1e-4 --out {{at}}/fair"),
    "audited": Row(f"fairness {KEPT} --groups area region --limit 0.004 --out {{at}}/audited", ("skewed",)),
    "fair priced": Row(
        f"price {KEPT} {LIMIT} --offers {{files}}/offers.csv --customers {{files}}/people.csv"
        " --out {at}/fair-priced",
        ("skewed",),
    ),
    "agreed": Row(
        f"consent {KEPT} --refuse {{files}}/refuse.csv --grant {{files}}/grant.csv --unsaid granted",
        ("audited", "fair priced"),
    ),
}
